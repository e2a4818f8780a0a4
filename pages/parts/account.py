"""The account of rows and money on screen: of everything, of one table, and what would make the picture fuller."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.parts import cache, choices, chosen, exports, show
from truefans_core import ledger, rates
from truefans_core.columns import MARKS
from truefans_core.sources import SOURCES
from truefans_core.values.zones import to_wall
from truefans_core.words import Amount

if TYPE_CHECKING:
    from pages.parts.loaded import Loaded
    from truefans_core.ledger import TableAccount
    from truefans_core.store import Workspace
    from truefans_core.words import Words

#: Names in a sentence of what would bring a mark.
_NAMED = 6


def rows(workspace: Workspace) -> pa.Table:
    """The account of every record: after joining where there is an analysis, else as each table gave it."""
    found = cache.analysis_or_none(workspace)
    if found is not None:
        return found.account
    return ledger.join_accounts(
        table.imported.records.account
        for table in cache.tables(workspace)
        if table.imported.records is not None
    )


def answer(say: Words, workspace: Workspace) -> tuple[str, ...]:
    """How many files and rows there are, and what became of the rows."""
    total = ledger.total(rows(workspace))
    files = len({table.upload_id for table in cache.tables(workspace)})
    counted = say("page.data.answer", n=files, rows=_counted(say, total))
    waiting = cache.waiting(workspace)
    return (counted, say("page.data.waiting", n=waiting)) if waiting else (counted,)


def money(say: Words, total: TableAccount, key: str) -> None:
    """The account of money, a line per currency; nothing where there is no money."""
    lines = [
        {
            say("page.data.aside.currency"): currency,
            say("page.data.aside.in"): say.money(each.total, currency),
            say("page.data.aside.kept"): say.money(each.kept, currency),
            say("page.data.aside.merged"): say.money(each.merged, currency),
            say("page.data.aside.set_aside"): say.money(each.set_aside, currency),
            say("page.data.aside.unreadable"): say.number(each.unreadable),
        }
        for currency, each in total.money.items()
    ]
    if lines:
        show.table(say, pd.DataFrame(lines), key=f"money_{key}", download=False)


def exchanged(say: Words, workspace: Workspace) -> None:
    """By which rates money of other currencies is shown in one, and of which day the last of them is."""
    found = cache.analysis_or_none(workspace)
    others = sorted(cache.currencies(workspace) - {found.currency}) if found is not None else []
    if found is None or not others:
        return
    own = chosen.own_rates(workspace)
    if named := sorted(own.keys() & set(others)):
        said = [
            say("page.data.rates.said", code=code, rate=own[code], currency=found.currency) for code in named
        ]
        st.caption(say("page.data.exchanged.own", rates=", ".join(said)))
    if by_bank := [code for code in others if code not in own]:
        day, codes = rates.table().last_day, ", ".join(by_bank)
        st.caption(say("page.data.exchanged", others=codes, currency=found.currency, day=day))


def given_back(say: Words, workspace: Workspace) -> None:
    """What was paid in and given back later: the account counts what came in, income what stayed."""
    found = cache.analysis_or_none(workspace)
    if found is not None and (minor := found.quality["refunds_minor"]):
        st.caption(say("page.data.refunds", amount=Amount(minor, found.currency)))


def of_table(workspace: Workspace, table: Loaded) -> pa.Table:
    """The account of the records of one table (columns.ACCOUNT), after joining where there is an analysis."""
    everything = rows(workspace)
    return everything.filter(pc.equal(everything["file_id"], table.raw.file_id))


def rows_of(say: Words, workspace: Workspace, table: Loaded) -> str:
    """How many rows a table has and what became of them."""
    return _counted(say, ledger.total(of_table(workspace, table)))


def _counted(say: Words, total: TableAccount) -> str:
    aside = sum(each.count for each in total.set_aside)
    return say("page.data.card.rows", n=total.records_in, kept=total.kept, merged=total.merged, aside=aside)


def money_of(say: Words, workspace: Workspace, table: Loaded) -> None:
    """The account of money of one table."""
    money(say, ledger.total(of_table(workspace, table)), table.key)


def period(workspace: Workspace, table: Loaded) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of what a table records, or None where it has no dates."""
    records = table.imported.records
    if records is None or not records.events.num_rows:
        return None
    days: Any = pc.min_max(to_wall(records.events["at"], chosen.zone_of(workspace))).as_py()
    return None if days["min"] is None else (days["min"].date(), days["max"].date())


def overlaps(say: Words, workspace: Workspace) -> None:
    """Ask once per pair of sources whether the same money came twice."""
    found = cache.analysis_or_none(workspace)
    if found is None:
        return
    decided = chosen.same_money(workspace)
    for pair in cache.pairs(workspace):
        a, b = (say(f"source.{slug}.name") for slug in (pair.a, pair.b))
        with st.container(border=True):
            st.markdown(f"**{say('page.data.overlap')}**")
            if pair.key in decided:
                said = "same" if decided[pair.key] else "different"
                st.write(say(f"page.data.overlap.answered_{said}", a=a, b=b))
            amount = ", ".join(say.money(minor, currency) for currency, minor in pair.money.items())
            st.write(
                say("page.data.overlap.text", n=pair.matches, a=a, b=b, amount=amount).replace("$", r"\$")
            )
            with st.container(horizontal=True):
                for same in (True, False):
                    st.button(
                        say(f"page.data.overlap.{'same' if same else 'different'}"),
                        disabled=decided.get(pair.key) is same,
                        on_click=choices.decide_money,
                        args=(pair.key, same),
                        key=f"overlap_{pair.key}_{same}",
                    )


def missing(say: Words, workspace: Workspace) -> None:
    """Which mark nothing speaks of, and which exports would bring it: those of platforms in use come first."""
    found = cache.analysis_or_none(workspace)
    if found is None:
        return
    unknown = [mark for mark in MARKS if not found.marks[mark].known]
    if not unknown:
        return
    st.subheader(say("page.data.missing"), anchor=False)
    used = {
        table.imported.records.platform
        for table in cache.tables(workspace)
        if table.imported.records is not None
    }
    for mark in unknown:
        bringing = sorted(
            (source for source in SOURCES.values() if source.platform and mark in exports.marks_of(source)),
            key=lambda source: (source.platform not in used, source.slug),
        )
        names = list(dict.fromkeys(say(f"source.{source.slug}.name") for source in bringing))[:_NAMED]
        st.write(say(f"page.data.missing.{mark}", sources=", ".join(names)))
