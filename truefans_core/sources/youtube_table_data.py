"""YouTube: table data of the studio, one row a video, no people."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="youtube-table-data",
    platform="YouTube",
    export="Analytics advanced mode export, 'Table data.csv'",
    grain="aggregate",
    signature=("Video title", "Watch time (hours)"),
    roles=MappingProxyType(
        {
            "Content": "id_other",
            "Video title": "product",
            "Video publish time": "occurred_at",
            "Likes": "metric",
            "Dislikes": "metric",
            "New viewers": "metric",
            "Returning viewers": "metric",
            "Views": "views",
            "Watch time (hours)": "metric",
            "Subscribers": "metric",
            "Thumbnail impressions": "metric",
            "Thumbnail click-through rate (%)": "metric",
        }
    ),
    date_formats=("%b %d, %Y",),
    fee_slug="youtube",
)
