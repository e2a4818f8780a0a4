"""The part of a report about how they move: the funnel, and who joined when."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from truefans_core.charts import funnel
from truefans_core.charts import movement as drawing
from truefans_core.report import profiles
from truefans_core.report.crossings import crossings
from truefans_core.report.hiding import apart, enough, told_counts
from truefans_core.report.pack import Column, Figure, Section
from truefans_core.report.tables import draw, table_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truefans_core.funnel import Step
    from truefans_core.report.content import Material


def movement(material: Material) -> Section:
    """How they move: the funnel, who joined when, who moved between two dates, what the preset counts besides."""
    figures = (_funnel(material), *crossings(material), _joins(material), profiles.besides(material))
    shown = tuple(figure for figure in figures if figure is not None)
    return Section("movement", material.say("report.section.movement"), (), shown)


def _funnel(material: Material) -> Figure | None:
    say, steps = material.say, _steps(material)
    if steps["people"].notna().sum() < 2:  # noqa: PLR2004 one step is no way
        return None
    columns = (
        Column("label", say("report.col.step")),
        Column("people", say("report.col.people"), "count"),
        Column("rate", say("report.col.rate"), "share"),
        Column("low", say("report.col.rate_low"), "share"),
        Column("high", say("report.col.rate_high"), "share"),
    )
    return Figure(
        "funnel",
        "",
        say("report.figure.funnel"),
        funnel.funnel_sentence(steps, say),
        table_of(steps, columns),
        partial(draw, funnel.funnel_bars, steps, say),
        "bars",
        say("report.how.funnel"),
        told=("people",),
    )


def _joins(material: Material) -> Figure | None:
    say, found = material.say, material.analysis
    joins = drawing.joins_by_month(found.supporters, found.as_of)
    if joins.empty or not enough(int(joins["people"].max()), hidden=material.hidden):
        return None
    shown = joins.assign(people=_told(joins["people"]) if material.hidden else joins["people"])
    columns = (
        Column("month", say("report.col.month"), "month"),
        Column("people", say("report.col.joined"), "count"),
    )
    return Figure(
        "joins",
        "",
        say("report.figure.joins"),
        drawing.join_sentence(joins, say),
        table_of(shown, columns),
        partial(draw, drawing.join_bars, shown, say),
        "bars",
        say("report.how.joins"),
        told=("people",),
    )


def _steps(material: Material) -> pd.DataFrame:
    """The funnel as it may be told; a rate only where both its steps are."""
    funnel_of = material.analysis.funnel
    told = _steps_told(funnel_of, told_counts(material.groups), hidden=material.hidden)
    rows = []
    for above, step in zip((None, *funnel_of), funnel_of, strict=False):
        shown_rate = step.step in told and (above is None or above.step in told)
        rows.append(
            {
                "step": step.step,
                "label": material.say(f"report.step.{step.step}"),
                "people": step.count if step.step in told else None,
                "rate": step.rate if shown_rate else None,
                "low": step.low if shown_rate else None,
                "high": step.high if shown_rate else None,
            },
        )
    steps = pd.DataFrame(rows, columns=["step", "label", "people", "rate", "low", "high"])
    return steps.astype({"rate": "float64"})


def _steps_told(funnel: Sequence[Step], known: Sequence[int], *, hidden: bool) -> frozenset[str]:
    """The steps whose count can be told beside the others and beside what the groups tell (`known`)."""
    told: list[Step] = []
    for step in funnel:
        if apart(step.count, (*known, *(above.count for above in told)), hidden=hidden):
            told.append(step)
    return frozenset(step.step for step in told)


def _told(counts: pd.Series[Any]) -> list[float]:
    """Counts of few people as NaN; never only one of them, for the sum would tell it."""
    told = [float(n) if enough(int(n), hidden=True) else np.nan for n in counts]
    if sum(np.isnan(n) for n in told) == 1 and (rest := [n for n in told if n > 0]):
        told[told.index(min(rest))] = np.nan
    return told
