"""The books behind the numbers: formulas, the benchmarks, a worked example."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.parts import cache, shell, show, state
from truefans_core import benchmarks as measured

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

#: People looked at for an example, and how near their value has to be to that of their payments, minor units.
_LOOKED_AT, _ALIKE = 500, 0.01


def note(say: Words, name: str) -> None:
    """A longer text of pages/notes in the words of the preset."""
    st.markdown((shell.note(say, name) or "").replace("$", r"\$"))


def example(say: Words) -> None:
    """The ranking value of one person of the workspace, worked out step by step; no names."""
    found = cache.analysis_or_none(state.workspace())
    shown = None if found is None else worked(found)
    if found is None or shown is None:
        return
    fade = found.score.half_life_days
    terms = [
        rf"{say.money(int(minor), found.currency)} \cdot 0.5^{{{days}/{fade:.0f}}}".replace("$", r"\$")
        for minor, days in zip(shown["value_minor"], shown["age"], strict=True)
    ]
    worth = say.money(round(float(shown["worth"].sum())), found.currency).replace("$", r"\$")
    st.markdown(f"**{say('page.method.example')}**")
    st.latex(" + ".join(terms) + " = " + worth)


def worked(found: Analysis) -> pd.DataFrame | None:
    """The payments of an engaged person whose value is these alone: no refund, no period, no total beside them.

    Returns:
        value_minor, age (days) and worth of each payment; None where there is nobody of two to six such payments.
    """
    people = found.supporters
    some = people[people["payments"].between(2, 6) & people["tier"].eq("engaged")].head(_LOOKED_AT)
    if found.score.name != "decayed_spend" or some.empty:
        return None
    wanted = pc.is_in(found.events["person_id"], value_set=pa.array(some["person_id"], pa.string()))
    rows = found.events.filter(pc.and_(wanted, pc.equal(found.events["kind"], "payment"))).to_pandas()
    rows = rows[rows["value_minor"] > 0].astype(
        {"value_minor": "int64"}
    )  # an amount that is not told adds nothing
    today = pd.Timestamp(found.as_of, tz="UTC")
    rows["age"] = (today - rows["at"].dt.normalize()).dt.days
    rows["worth"] = rows["value_minor"] * np.power(0.5, rows["age"] / found.score.half_life_days)
    told = rows.groupby("person_id")["worth"].sum().reindex(some["person_id"])
    alone = told[(told - some.set_index("person_id")["decayed_minor"]).abs() < _ALIKE]
    return None if alone.empty else rows[rows["person_id"] == alone.index[0]]


def benchmarks(say: Words) -> None:
    """Every benchmark with its source and date."""
    table = pd.DataFrame(
        [
            {
                say("page.method.bench.what"): each.quantity,
                say("page.method.bench.low"): _number(say, each.low),
                say("page.method.bench.typical"): _number(say, each.typical),
                say("page.method.bench.high"): _number(say, each.high),
                say("page.method.bench.unit"): each.unit,
                say("page.method.fee.source"): each.source,
                say("page.method.bench.as_of"): each.as_of,
                say("page.method.fee.confidence"): each.confidence,
            }
            for each in measured.benchmarks()
        ],
    )
    show.table(say, table, key="benchmarks")


def _number(say: Words, value: float | None) -> str:
    return "" if value is None else say.number(value)
