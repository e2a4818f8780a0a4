"""Answers to the five questions, or to any survey that asks how likely somebody is to recommend."""

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="survey-answers",
    platform="Survey",
    export="Answers of a form",
    grain="contacts",
    signature=(),
    roles={},
    quirks=frozenset({"answers"}),
)
