"""An analysis that can be shown to a room: the aliases of the report on every screen, no word of a file."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from truefans_core.report.aliases import aliases

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

#: Columns of people and of events that hold what somebody wrote, or by which somebody is known.
_OF_PEOPLE = ("email", "external_id", "company", "channel")
_OF_EVENTS = ("product", "ref", "campaign", "channel", "title")


def presented(found: Analysis, say: Words, key: bytes) -> Analysis:
    """The analysis with aliases instead of names; every number stays as it is.

    Args:
        found: an analysis.
        say: names the noun of the aliases.
        key: secret of the workspace: the aliases are those of its reports.
    """
    people = found.supporters
    who = aliases(people["person_id"], key, say("report.alias"))
    hidden = {
        name: pd.Series([None] * len(people), index=people.index, dtype=object)
        for name in _OF_PEOPLE
        if name in people
    }
    events = found.events
    for name in _OF_EVENTS:
        at = events.schema.get_field_index(name)
        if at >= 0:
            events = events.set_column(
                at, events.schema.field(at), pa.nulls(events.num_rows, events.schema.field(at).type)
            )
    problems = tuple(
        replace(
            each,
            params={
                k: "–" if isinstance(v, str) and k in ("file", "a", "b", "header", "column") else v
                for k, v in each.params.items()
            },
        )
        for each in found.problems
    )
    return replace(
        found,
        supporters=people.assign(name=people["person_id"].map(who), **hidden),
        events=events,
        problems=problems,
        matches=None,
        files=MappingProxyType({}),
        headers=MappingProxyType({}),
    )
