"""What makes a true fan here, and what hangs on a few: sentences first, tables with ranges below."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.parts import cache, roster, shell, show
from pages.parts.groups import SHOWN
from pages.parts.worth import worth
from truefans_core.analysis import profiles
from truefans_core.charts.spread import TOP_FEW
from truefans_core.words import Share
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

#: More than so many findings are told in the table only.
_TOLD = 3


def card(say: Words, found: Analysis) -> None:
    """What the groups pay, how often, since when and where they come from."""
    st.subheader(say("page.tiers.profile"), anchor=False)
    middle, where, told = cache.derived(found, _compared_groups)
    if middle.empty:
        st.write(say("page.tiers.profile.none"))
        return
    _compared(say, found, middle)
    for place, each in enumerate(told[:_TOLD]):
        st.write(
            safe_text(
                say(
                    f"page.tiers.profile.{each.kind}",
                    value=_value(say, each.kind, each.value),
                    share=Share(each.share),
                    others=Share(each.others),
                )
            )
        )
        roster.door(
            say("page.tiers.show_people"), f"profile_{place}", group="true", **{each.kind: each.value}
        )
    with st.expander(say("app.table"), icon=":material/table_rows:"):
        show.table(say, _middle_table(say, found, middle), key="profile")
        if not where.empty:
            show.table(say, _origin_table(say, where), key="origins")


def hangs_on_few(say: Words, found: Analysis) -> None:
    """How unevenly the income is spread, and what would be left without the few who bring most."""
    if (counted := worth(found)) is None:
        return
    year = found.supporters[counted.column]
    if (uneven := profiles.gini(year[year > 0])) is None or found.ranked <= TOP_FEW:
        return
    # Who got back more than they paid lowers the whole, as in the sums of the groups.
    left, total = profiles.without_the_top(year, TOP_FEW)
    if left < 0:
        return
    st.write(
        say(
            "page.tiers.few.left",
            n=TOP_FEW,
            left=shell.amount(left, found),
            total=shell.amount(total, found),
            share=Share(1 - left / total),
        )
    )
    st.caption(say("page.tiers.few.gini", gini=say.number(round(100 * uneven))))
    roster.door(say("page.tiers.show_people"), "top", group=roster.TOP)


def _compared_groups(found: Analysis) -> tuple[pd.DataFrame, pd.DataFrame, tuple[profiles.Telling, ...]]:
    """What the groups pay, where they come from, and what of it is beyond doubt."""
    where = profiles.origins(found.supporters, found.events)
    told = profiles.telling(where, found.supporters, found.events)
    counted = worth(found)
    money = counted.column if counted else "income_year_minor"
    uncounted = profiles.uncounted(found.snapshots)
    return profiles.medians(found.supporters, found.as_of, money, uncounted), where, told


def _compared(say: Words, found: Analysis, middle: pd.DataFrame) -> None:
    """The middle true fan beside the middle of everybody else who pays."""
    true = {str(row["measure"]): row for row in middle[middle["state"] == "true"].to_dict("records")}
    if "money" not in true:
        st.write(say("page.tiers.profile.nobody"))
        return
    usual, low, high = (shell.amount(int(true["money"][end]), found) for end in ("middle", "low", "high"))
    brought = usual if low == high else say("page.tiers.profile.range", share=usual, low=low, high=high)
    if "long" not in true:
        st.write(say("page.tiers.profile.true_all_time", brought=brought))
        return
    months = round(float(true["long"]["middle"]))
    if "often" not in true:
        st.write(say("page.tiers.profile.true_uncounted", n=months, brought=brought))
        return
    times = round(float(true["often"]["middle"]), 1)
    often = say("page.tiers.profile.often", n=1 if times == 1 else 2, times=times)
    st.write(say("page.tiers.profile.true", n=months, brought=brought, often=often))


def _middle_table(say: Words, found: Analysis, middle: pd.DataFrame) -> pd.DataFrame:
    counted = worth(found)
    ends = {"money": counted.end if counted else ""}

    def said(measure: str, value: float) -> str:
        if measure == "money":
            return say.money(round(value), found.currency)
        return say.number(round(value, 1))

    return pd.DataFrame(
        {
            say("page.tiers.list.group"): [say(f"group.{state}") for state in middle["state"]],
            say("page.tiers.profile.measure"): [
                say(f"page.tiers.profile.measure.{measure}{ends.get(measure, '')}")
                for measure in middle["measure"]
            ],
            **{
                say(f"page.tiers.profile.{end}"): [
                    said(measure, value)
                    for measure, value in zip(middle["measure"], middle[end], strict=True)
                ]
                for end in ("middle", "low", "high")
            },
            say("page.movement.column.people"): middle["people"].to_numpy(),
        }
    )


def _origin_table(say: Words, where: pd.DataFrame) -> pd.DataFrame:
    """A row for each channel, country and product; a column for each group: its share among them, with a range."""
    first = where.drop_duplicates(["kind", "value"])
    table = {
        say("page.tiers.profile.kind"): [say(f"page.tiers.filter.{kind}") for kind in first["kind"]],
        say("page.tiers.profile.value"): [
            _value(say, kind, value) for kind, value in zip(first["kind"], first["value"], strict=True)
        ],
        say("page.movement.column.people"): first["people"].to_numpy(),
    }
    for state in SHOWN:
        rows = where[where["state"] == state]
        table[say(f"group.{state}")] = [
            say("page.tiers.profile.range", share=Share(share), low=Share(low), high=Share(high))
            for share, low, high in zip(rows["share"], rows["low"], rows["high"], strict=True)
        ]
    return pd.DataFrame(table)


def _value(say: Words, kind: str, value: str) -> str:
    return say.country(value) if kind == "country" else value
