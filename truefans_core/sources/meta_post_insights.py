"""Instagram and Facebook: one row a post, no people."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="meta-post-insights",
    platform="Meta",
    export="Post-level content export",
    grain="aggregate",
    signature=("Post ID", "Publish time"),
    roles=MappingProxyType(
        {
            "Post ID": "id_other",
            "Description": "product",
            "Publish time": "occurred_at",
            "Views": "views",
            "Reach": "metric",
            "Likes": "metric",
            "Shares": "shares",
            "Follows": "metric",
            "Comments": "comments_count",
            "Saves": "metric",
        }
    ),
    date_formats=("%m/%d/%Y %H:%M",),
)
