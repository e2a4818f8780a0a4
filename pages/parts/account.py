"""The account of rows and money on screen: of everything, of one table, and what would make the picture fuller."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.parts import cache, choices, intake, show
from truefans_core import ledger
from truefans_core.columns import MARKS
from truefans_core.sources import SOURCES
from truefans_core.words import PRESETS, Amount

if TYPE_CHECKING:
    from pages.parts.cache import Loaded
    from truefans_core.ledger import TableAccount
    from truefans_core.store import Workspace
    from truefans_core.words import Words

_CURRENCIES = (
    "USD",
    "EUR",
    "GBP",
    "CHF",
    "CAD",
    "AUD",
    "NZD",
    "SEK",
    "NOK",
    "DKK",
    "PLN",
    "CZK",
    "JPY",
    "INR",
    "BRL",
)
#: Named exports that bring a mark, for "one file would bring this".
_BRINGS = {
    "interest": ("substack-subscriber-dashboard", "mailchimp-subscribed"),
    "investment": ("patreon-members", "shopify-orders", "stripe-payments"),
    "advocacy": ("substack-subscriber-dashboard", "donorbox-donations"),
}


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
    aside = sum(each.count for each in total.set_aside)
    counted = say(
        "page.data.answer", n=files, rows=total.records_in, kept=total.kept, merged=total.merged, aside=aside
    )
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


def given_back(say: Words, workspace: Workspace) -> None:
    """What was paid in and given back later: the account counts what came in, income what stayed."""
    found = cache.analysis_or_none(workspace)
    if found is not None and (minor := found.quality["refunds_minor"]):
        st.caption(say("page.data.refunds", amount=Amount(minor, found.currency)))


def of_table(say: Words, workspace: Workspace, table: Loaded) -> None:
    """The account of one table, with the rows that were set aside."""
    everything = rows(workspace)
    mine = everything.filter(pc.equal(everything["file_id"], table.raw.file_id))
    total = ledger.total(mine)
    aside = sum(each.count for each in total.set_aside)
    label = say("page.data.card.rows", n=total.records_in, kept=total.kept, merged=total.merged, aside=aside)
    with st.expander(label, icon=":material/fact_check:"):
        money(say, total, table.key)
        if not aside:
            st.caption(say("page.data.card.aside.none"))
            return
        st.caption(say("page.data.card.aside"))
        show.table(say, _set_aside(say, mine, total), key=f"aside_{table.key}")


def _set_aside(say: Words, mine: pa.Table, total: TableAccount) -> pd.DataFrame:
    reasons = {each.reason: say(f"reason.{each.reason}") for each in total.set_aside}
    aside = mine.filter(pc.equal(mine["outcome"], ledger.SET_ASIDE)).sort_by("line").to_pandas()
    return pd.DataFrame(
        {
            say("page.data.aside.line"): aside["line"].to_numpy(),
            say("page.data.aside.reason"): [reasons[reason] for reason in aside["reason"]],
        },
    )


def period(table: Loaded) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of what a table records, or None where it has no dates."""
    records = table.imported.records
    if records is None or not records.events.num_rows:
        return None
    days: Any = pc.min_max(records.events["at"]).as_py()
    return None if days["min"] is None else (days["min"].date(), days["max"].date())


def overlaps(say: Words, workspace: Workspace) -> None:
    """Ask once per pair of sources whether the same money came twice."""
    found = cache.analysis_or_none(workspace)
    if found is None:
        return
    decided = cache.same_money(workspace)
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
    """Which mark nothing speaks of, and which file would bring it."""
    found = cache.analysis_or_none(workspace)
    if found is None:
        return
    unknown = [mark for mark in MARKS if not found.marks[mark].known]
    if not unknown:
        return
    st.subheader(say("page.data.missing"), anchor=False)
    for mark in unknown:
        names = ", ".join(say(f"source.{slug}.name") for slug in _BRINGS[mark] if slug in SOURCES)
        st.write(say(f"page.data.missing.{mark}", sources=names))


def settings(say: Words, workspace: Workspace) -> None:
    """Whose words, which currency, where it is kept, and erasing it all."""
    preset = workspace.setting("preset", PRESETS[0])
    st.selectbox(
        say("page.data.preset"),
        PRESETS,
        index=PRESETS.index(preset),
        format_func=lambda name: say(f"preset.{name}"),
        help=say("page.data.preset.help"),
        key="setting_preset",
        on_change=choices.keep_widget,
        args=("preset", "setting_preset"),
    )
    found = cache.analysis_or_none(workspace)
    if found is not None:
        currencies = sorted({found.currency, *_CURRENCIES})
        st.selectbox(
            say("page.data.currency"),
            currencies,
            index=currencies.index(found.currency),
            help=say("page.data.currency.help"),
            key="setting_currency",
            on_change=choices.keep_widget,
            args=("currency", "setting_currency"),
        )
    if preset == "nonprofit":
        st.selectbox(
            say("page.data.year_starts"),
            range(1, 13),
            index=workspace.setting("year_starts", 1) - 1,
            format_func=lambda month: say.date(dt.date(2000, month, 1), "LLLL"),
            key="setting_year_starts",
            on_change=choices.keep_widget,
            args=("year_starts", "setting_year_starts"),
        )
    if workspace.saving:
        st.caption(say("page.data.saved_in", place=str(workspace.path)))
    with st.popover(say("page.data.erase"), icon=":material/delete_forever:"):
        st.write(say("page.data.erase.text"))
        st.button(say("page.data.erase.yes"), on_click=intake.erase, key="erase_yes")
