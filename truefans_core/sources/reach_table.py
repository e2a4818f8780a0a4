"""Figures by day of any program that counts an audience: told by what its columns are called and hold; no people."""

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="reach-table",
    platform="Figures",
    export="Figures by day",
    grain="aggregate",
    signature=(),
    roles={},
)
