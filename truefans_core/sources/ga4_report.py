"""Google Analytics 4: figures by day, counted from the first day of the report; no people."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="ga4-report",
    platform="Google Analytics 4",
    export="Report CSV",
    grain="aggregate",
    signature=("Nth day",),
    roles=MappingProxyType(
        {
            "Nth day": "occurred_at",
            "Active users": "metric",
        }
    ),
    optional=MappingProxyType(
        {
            "Nth week": "occurred_at",
            "Nth month": "occurred_at",
            "New users": "metric",
            "Total users": "metric",
            "Sessions": "metric",
            "Views": "metric",
            "Event count": "metric",
        }
    ),
    quirks=frozenset({"counted_days"}),
)
