"""Settings of this workspace: whose words, which money, which days, how many are reached; where it lies; erase."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

import streamlit as st

from pages.parts import cache, choices, chosen, intake
from truefans_core import rates
from truefans_core.words import PRESETS
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from truefans_core.store import Workspace
    from truefans_core.words import Words

_ZONE = "UTC"
_LONGEST_CHANNEL = 60


def settings(say: Words, workspace: Workspace) -> None:
    """Everything that holds for the whole workspace, each explained."""
    with st.grid(columns="auto", min_column_width=260, gap="small"):
        _preset(say, workspace)
        _currency(say, workspace)
        _year(say, workspace)
        _zone(say, workspace)
    _rates(say, workspace)
    _reach(say, workspace)
    if workspace.saving:
        st.caption(say("page.data.saved_in", place=safe_text(workspace.path)))
    with st.popover(say("page.data.erase"), icon=":material/delete_forever:"):
        st.write(say("page.data.erase.text"))
        st.button(say("page.data.erase.yes"), on_click=intake.erase, key="erase_yes")


def _preset(say: Words, workspace: Workspace) -> None:
    st.selectbox(
        say("page.data.preset"),
        PRESETS,
        index=PRESETS.index(workspace.setting("preset", PRESETS[0])),
        format_func=lambda name: say(f"preset.{name}"),
        help=say("page.data.preset.help"),
        key="setting_preset",
        on_change=choices.keep_widget,
        args=("preset", "setting_preset"),
    )


def _currency(say: Words, workspace: Workspace) -> None:
    found = cache.analysis_or_none(workspace)
    kept = found.currency if found is not None else workspace.setting("currency")
    currencies = sorted({*rates.table().fixings, "EUR", *([kept] if kept else [])})
    key = f"setting_currency_{kept}"  # a new key where another currency counts, so that it is what is shown
    st.selectbox(
        say("page.data.currency"),
        currencies,
        index=None if kept is None else currencies.index(kept),
        placeholder=say("page.data.currency.none"),
        help=say("page.data.currency.help"),
        key=key,
        on_change=choices.keep_widget,
        args=("currency", key),
    )


def _year(say: Words, workspace: Workspace) -> None:
    st.selectbox(
        say("page.data.year_starts"),
        range(1, 13),
        index=workspace.setting("year_starts", 1) - 1,
        format_func=lambda month: say.date(dt.date(2000, month, 1), "LLLL"),
        help=say("page.data.year_starts.help"),
        key="setting_year_starts",
        on_change=choices.keep_widget,
        args=("year_starts", "setting_year_starts"),
    )


def _zone(say: Words, workspace: Workspace) -> None:
    zones = sorted(zone for zone in available_timezones() if "/" in zone or zone == _ZONE)
    kept = workspace.setting("time_zone", _ZONE)
    st.selectbox(
        say("page.data.zone"),
        zones,
        index=zones.index(kept) if kept in zones else zones.index(_ZONE),
        help=say("page.data.zone.help"),
        key="setting_zone",
        on_change=choices.keep_widget,
        args=("time_zone", "setting_zone"),
    )


def _rates(say: Words, workspace: Workspace) -> None:
    """Rates of the user's own for the currencies there are; those of the European Central Bank where it is empty."""
    found = cache.analysis_or_none(workspace)
    others = sorted(cache.currencies(workspace) - {found.currency}) if found is not None else []
    if found is None or not others:
        return
    st.markdown(f"**{say('page.data.rates')}**")
    st.caption(say("page.data.rates.text"))
    kept = chosen.own_rates(workspace)
    keys = {code: f"rate_{code}_{found.currency}_{kept.get(code)}" for code in others}
    with st.form("rates_form", border=False):
        with st.grid(columns="auto", min_column_width=160, gap="small"):
            for code, key in keys.items():
                st.text_input(
                    say("page.data.rates.one", code=code, currency=found.currency),
                    value=say.number(kept[code]) if code in kept else "",
                    placeholder=say("page.data.rates.none"),
                    key=key,
                )
        st.form_submit_button(
            say("page.data.rates.use"),
            on_click=choices.use_rates,
            args=(found.currency, keys),
            key="rates_use",
        )


def _reach(say: Words, workspace: Workspace) -> None:
    """Numbers of people reached that no export brings: typed in by channel, each with its day."""
    st.markdown(f"**{say('page.data.reach')}**")
    st.caption(say("page.data.reach.text"))
    for channel, (count, day) in workspace.setting("reach_by_channel", {}).items():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                say(
                    "page.data.reach.one", channel=safe_text(channel), n=count, day=dt.date.fromisoformat(day)
                ),
                width="content",
            )
            st.button(
                say("page.data.reach.remove"),
                type="tertiary",
                icon=":material/close:",
                help=safe_text(channel),
                on_click=choices.forget_reach,
                args=(channel,),
                key=f"reach_remove_{channel}",
            )
    with st.form("reach_form", border=False, clear_on_submit=True):
        where, count, add = st.columns([3, 2, 1], vertical_alignment="bottom")
        where.text_input(say("page.data.reach.channel"), max_chars=_LONGEST_CHANNEL, key="reach_channel")
        count.text_input(say("page.data.reach.count"), key="reach_count")
        add.form_submit_button(say("page.data.reach.add"), on_click=choices.add_reach, key="reach_add")
