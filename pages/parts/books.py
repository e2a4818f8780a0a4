"""The books behind the numbers: formulas, the benchmarks, a worked example."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow.compute as pc
import streamlit as st

from pages.parts import cache, shell, show, state
from truefans_core import benchmarks as measured

if TYPE_CHECKING:
    from truefans_core.words import Words


def note(say: Words, name: str) -> None:
    """A longer text of pages/notes in the words of the preset."""
    st.markdown((shell.note(say, name) or "").replace("$", r"\$"))


def example(say: Words) -> None:
    """The ranking value of one person of the workspace, worked out step by step; no names."""
    found = cache.analysis_or_none(state.workspace())
    if found is None or found.score.name != "decayed_spend":
        return
    payers = found.supporters[
        found.supporters["payments"].between(2, 6) & found.supporters["tier"].eq("engaged")
    ]
    if payers.empty:
        return
    person = payers.iloc[0]
    events = found.events.filter(
        pc.and_(
            pc.equal(found.events["person_id"], person["person_id"]),
            pc.equal(found.events["kind"], "payment"),
        )
    ).to_pandas()
    if events.empty or events["period_end"].notna().any():
        return
    fade = found.score.half_life_days
    age = (pd.Timestamp(found.as_of, tz="UTC") - events["at"].dt.normalize()).dt.days
    worth = events["value_minor"] * np.power(0.5, age / fade)
    terms = [
        rf"{say.money(int(minor), found.currency)} \cdot 0.5^{{{days}/{fade:.0f}}}".replace("$", r"\$")
        for minor, days in zip(events["value_minor"], age, strict=True)
    ]
    st.markdown(f"**{say('page.method.example')}**")
    st.latex(" + ".join(terms) + " = " + say.money(round(worth.sum()), found.currency).replace("$", r"\$"))


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
