"""Instagram and Facebook: one figure a day, no people."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="meta-insights-daily",
    platform="Meta",
    export="Insights chart export",
    grain="aggregate",
    signature=("Date", "Primary"),
    roles=MappingProxyType(
        {
            "Date": "occurred_at",
            "Primary": "metric",
        }
    ),
    date_formats=("%Y-%m-%dT%H:%M:%S",),
)
