"""What sets the groups apart: what a person of each is worth and does, and what the preset counts besides."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from truefans_core import measures as counted
from truefans_core.report.hiding import apart, enough
from truefans_core.report.pack import Column, Figure, Table
from truefans_core.words import Amount, Share

if TYPE_CHECKING:
    from truefans_core.report.content import Material


def profiles(material: Material) -> Figure | None:
    """One line a group: what a person brings and does on average; None where there is no group to tell of."""
    say, found = material.say, material.analysis
    people = found.supporters
    rows, states = [], []
    for group in material.groups.to_dict("records"):
        of = people[people["state"].astype(str).isin(str(group["state"]).split("+"))]
        if of.empty or not enough(len(of), hidden=material.hidden):
            continue
        days = (pd.Timestamp(found.as_of) - pd.to_datetime(of["last_at"])).dt.days.dropna()
        states.append(str(group["state"]).rpartition("+")[2])
        known = [of[mark].dropna() for mark in ("interest", "advocacy")]
        rows.append(
            (
                group["label"],
                round(float(of["income_year_minor"].mean())),
                round(float(of["lifetime_minor"].mean())),
                round(float(of["payments"].fillna(0).mean()), 1),
                float(of["subscribed"].fillna(value=False).astype(bool).mean()),
                round(float(days.median())) if len(days) else None,
                *(round(float(values.mean()), 1) if len(values) else None for values in known),
            ),
        )
    if not rows:
        return None
    columns = (
        Column("label", say("report.col.group")),
        Column("year", say("report.col.a_person_year"), "money"),
        Column("lifetime", say("report.col.a_person_ever"), "money"),
        Column("payments", say("report.col.a_person_payments"), "number"),
        Column("subscribed", say("report.col.subscribed"), "share"),
        Column("days", say("report.col.days_since"), "number"),
        Column("interest", say("charts.mark.interest"), "number"),
        Column("advocacy", say("charts.mark.advocacy"), "number"),
    )
    best = max(rows, key=lambda row: row[1])
    sentence = say(
        "report.profiles.no_money"
        if best[1] <= 0
        else "report.profiles"
        if len(rows) > 1
        else "report.profiles.one",
        group=best[0],
        amount=Amount(best[1], found.currency),
        all=Amount(round(float(people["income_year_minor"].mean())), found.currency),
    )
    return Figure(
        "profiles",
        "",
        say("report.figure.profiles"),
        sentence,
        Table(columns, tuple(rows), states=tuple(states)),
        native="bars" if best[1] > 0 else None,
        method=say("report.how.profiles"),
        told=("year",),
    )


def besides(material: Material) -> Figure | None:
    """What the preset counts besides, with its range; None where nothing can be told."""
    say, found = material.say, material.analysis
    rows, first = [], ""
    for each in counted.measures(
        say.preset, found.supporters, found.events, found.as_of, material.options.year_starts
    ):
        money = each.low is None
        if not money and not _may_be_told(each, len(found.supporters), hidden=material.hidden):
            continue
        first = first or counted.in_words(each, say)
        counts: list[Any] = [
            # What one client brought is told as a share alone while names are hidden.
            (say("report.few") if material.hidden else Amount(n, found.currency)) if money else n
            for n in (each.count, each.total)
        ]
        rows.append(
            (
                say(f"measures.{each.slug}.label"),
                each.shown,
                *counts,
                *(
                    "–" if end is None or not math.isfinite(end) else Share(end, each.digits)
                    for end in (each.low, each.high)
                ),
            )
        )
    if not rows:
        return None
    columns = (
        Column("measure", say("report.col.measure")),
        Column("share", say("report.col.share"), "number"),
        Column("count", say("report.col.count"), "number"),
        Column("total", say("report.col.of"), "number"),
        Column("low", say("report.col.rate_low"), "number"),
        Column("high", say("report.col.rate_high"), "number"),
    )
    return Figure(
        "besides",
        "",
        say("report.figure.besides"),
        first,
        Table(columns, tuple(rows)),
        method=say("report.how.besides"),
    )


def _may_be_told(each: counted.Measure, everyone: int, *, hidden: bool) -> bool:
    """Neither those who did, nor those who did not, nor those of whom it was not asked are a few people."""
    return apart(each.count, (each.total,), hidden=hidden) and apart(each.total, (everyone,), hidden=hidden)
