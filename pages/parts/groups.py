"""The groups of an analysis in words, cards, pictures and as a list of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import streamlit as st

from pages.parts import shell, show, worth
from truefans_core.columns import MARKS
from truefans_core.marks import UNPAID
from truefans_core.measures import clients
from truefans_core.words import Share

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

_LOW, _HIGH = 0.1, 0.9
#: With fewer payers than this there is no curve to draw.
_FEWEST = 5
#: The groups that have a card.
SHOWN = ("true", "engaged", "casual", "gone")


def answer(say: Words, found: Analysis) -> tuple[str, ...]:
    """How many true fans there are and what they bring: the sentence everything starts with."""
    true, total = found.groups["true"], len(found.supporters)
    if found.score.name in UNPAID:
        return (say("page.tiers.no_money", n=true.count, total=total),)
    if found.rule == "money" and found.settings.rule != "money" and found.line is not None:
        line = shell.amount(found.line.true or 0, found)
        if not true.count and found.ranked:
            return (say("page.tiers.small.none", n=found.ranked, line=line),)
        if true.count == found.ranked:
            return (say("page.tiers.small.all", n=found.ranked, line=line),)
        return (say("page.tiers.small", n=true.count, payers=found.ranked, line=line),)
    if not true.count:
        return (say("page.home.none", total=total),)
    counted, held = worth.worth(found), worth.shares(found)
    sentence = "page.tiers.share_people_only" if counted is None else f"page.tiers.share{counted.end}"
    brought = held["true"][1] if held else 0.0
    fewest = found.fewest("true")  # of whom some may be one person
    count = (
        say("page.tiers.answer", n=true.count, total=total)
        if fewest == true.count
        else say("page.tiers.answer.band", low=fewest, n=true.count, total=total)
    )
    return (
        count,
        say(sentence, share_people=Share(true.share_people), share_income=Share(brought)),
    )


def one_by_one(say: Words, found: Analysis) -> tuple[str, ...]:
    """That contacts are counted here, where clients are counted elsewhere and some company has several."""
    several = clients(found.supporters).nunique() < len(found.supporters)
    return (say("page.tiers.contacts"),) if say.preset == "freelancer" and several else ()


def cards(say: Words, found: Analysis) -> list[tuple[str, str, str]]:
    """A card per group from the top: name, count, what it brings, or its share of the list where nobody paid."""
    counted, held = worth.worth(found), worth.shares(found)
    return [
        (
            say(f"group.{name}"),
            say.number(group.count),
            say(
                f"page.tiers.group.money{counted.end}",
                amount=shell.amount(held[name][0], found),
                share=Share(held[name][1]),
            )
            if counted and held
            else say("page.tiers.group.people", n=group.count, share=Share(group.share_people)),
        )
        for name in SHOWN
        for group in (found.groups[name],)
    ]


def frame(say: Words, found: Analysis) -> pd.DataFrame:
    """The groups as the charts want them, from known to true; empty ones left out."""
    held = worth.shares(found)
    rows = [
        {
            "state": name,
            "label": say(f"group.{name}"),
            "people": group.count,
            "share_people": group.share_people,
            "income_minor": held[name][0] if held else 0,
            "share_income": held[name][1] if held else np.nan,
        }
        for name in ("gone", "known", "casual", "engaged", "true")
        for group in (found.groups[name],)
        if group.count
    ]
    columns = ["state", "label", "people", "share_people", "income_minor", "share_income"]
    return pd.DataFrame(rows, columns=columns)


def chart(say: Words, found: Analysis, below: Callable[[], None], show_group: Callable[[str], None]) -> None:
    """The groups beside how few people bring most of it, and what is said `below` that; a bar shows its group."""
    from truefans_core.charts import people, spread

    groups, counted = frame(say, found), worth.worth(found)
    all_time = counted is not None and counted.all_time
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True):
        st.subheader(say("page.tiers.groups"), anchor=False)
        sentence = people.group_sentence(groups, say, currency=found.currency, all_time=all_time)
        drawing = people.group_bars(groups, say, show.theme(), currency=found.currency, all_time=all_time)
        show.chart(
            say,
            drawing,
            sentence=sentence,
            frame=groups_table(say, found),
            key="groups",
            picked=lambda bar: show_group(str(bar["state"])),
        )
    with right, st.container(border=True):
        st.subheader(say("page.tiers.curve"), anchor=False)
        payers = 0 if counted is None else int((found.supporters[counted.column] > 0).sum())
        if counted is None or payers < _FEWEST:
            st.write(say("page.tiers.curve.few", n=payers) if payers else say("page.tiers.curve.nobody"))
            return
        curve = spread.concentration(found.supporters, money=counted.column)
        sentence = spread.concentration_sentence(curve, say, all_time=all_time)
        drawing = spread.share_curve(curve, say, show.theme(), all_time=all_time)
        show.chart(say, drawing, sentence=sentence, frame=curve_table(say, curve), key="curve")
        below()


def groups_table(say: Words, found: Analysis) -> pd.DataFrame:
    """The groups as a table in words."""
    counted, held = worth.worth(found), worth.shares(found)
    money = {} if counted is None else held or {}
    return pd.DataFrame(
        [
            {
                say("page.tiers.list.group"): say(f"group.{name}"),
                say("page.movement.column.people"): group.count,
                say("page.tiers.share_people"): round(100 * group.share_people, 1),
                **(
                    {
                        say(f"page.people.worth{counted.end}", currency=found.currency): say.money(
                            money[name][0], found.currency
                        ),
                        say("page.tiers.share_income"): round(100 * money[name][1], 1),
                    }
                    if counted
                    else {}
                ),
            }
            for name, group in reversed(list(found.groups.items()))
        ],
    )


def curve_table(say: Words, curve: pd.DataFrame) -> pd.DataFrame:
    """How few people bring how much, in words."""
    return pd.DataFrame(
        {
            say("page.movement.column.people"): curve["people"].to_numpy(),
            say("page.tiers.share_people"): (100 * curve["share_people"]).round(1).to_numpy(),
            say("page.tiers.share_income"): (100 * curve["share_income"]).round(1).to_numpy(),
        },
    )


def is_near(supporters: pd.DataFrame) -> pd.Series:
    """Who is within a month's noise of the line.

    Args:
        supporters: needs probability.
    """
    near: pd.Series = supporters["probability"].between(_LOW, _HIGH, inclusive="neither")
    return near


def near_the_line(found: Analysis) -> tuple[int, int, int]:
    """How many are within a month's noise of the line, and the range of the number of true fans that allows."""
    here = found.supporters[found.supporters["state"] != "gone"]
    chance = here["probability"].to_numpy(dtype="float64", na_value=np.nan)
    known = chance[np.isfinite(chance)]
    near = int(is_near(found.supporters).sum())
    count = found.groups["true"].count
    # Who keeps a place from last time is below the line and counted: only what the line decides is uncertain.
    middle = count + float((known - (known >= 0.5)).sum())  # noqa: PLR2004 half a chance is the line itself
    spread = 1.2816 * float(np.sqrt((known * (1 - known)).sum()))
    # Whom the answer may count twice is in this range too, so that no two ranges of one number are told.
    fewest = found.fewest("true")
    return near, min(fewest, max(0, round(middle - spread))), max(count, round(middle + spread))


def how_sure(say: Words, found: Analysis, show_near: Callable[[], None]) -> None:
    """How many are near the line, with what leads to them, and what is known of how many."""
    near, low, high = near_the_line(found)
    if found.supporters["probability"].notna().any():
        ranged = [say("page.tiers.sure.range", low=low, high=high)] if low < high else []
        st.write(say("page.tiers.sure.near" if near else "page.tiers.sure.near.none", n=near), *ranged)
        if near:
            show_near()
    total = len(found.supporters)
    for mark in MARKS:
        word = say(f"page.tiers.mark.{mark}")
        if not found.marks[mark].known:
            st.write(say("page.tiers.sure.missing", mark=word))
        elif found.marks[mark].known < total:
            word = word[:1].upper() + word[1:]
            st.write(say("page.tiers.sure.known", mark=word, n=found.marks[mark].known, total=total))
    if (steady := found.quality["stability"]) is not None:
        low_share = found.quality["stability_low"]
        sentence = "page.tiers.sure.steady" if low_share < 1 else "page.tiers.sure.steady.all"
        st.write(say(sentence, share=Share(steady), low=Share(low_share)))
    if found.groups["true"].count and (agree := found.agreement()):
        st.write(_agreement(say, agree))


def _agreement(say: Words, agree: Mapping[str, float]) -> str:
    """Which other definition is closest to this one, and which furthest."""
    most, least = max(agree, key=lambda rule: agree[rule]), min(agree, key=lambda rule: agree[rule])
    if agree[most] == agree[least]:
        return say("page.tiers.sure.agree_alike", share=Share(agree[most]))
    return say(
        "page.tiers.sure.agree",
        most=say(f"page.tiers.rule.{most}"),
        share=Share(agree[most]),
        least=say(f"page.tiers.rule.{least}"),
        least_share=Share(agree[least]),
    )
