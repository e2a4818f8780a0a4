"""Inputs that keep what was typed, read it in the visitor's locale, and say in a sentence what is wrong."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import streamlit as st
from babel.numbers import get_currency_precision

from pages.parts import state

if TYPE_CHECKING:
    from truefans_core.words import Words


def money_input(
    say: Words,
    label: str,
    currency: str,
    *,
    setting: str,
    bad: str,
    default: int | None = None,
    help_text: str | None = None,
) -> int | None:
    """An amount kept in the workspace under `setting`, in minor units; None where there is none.

    What cannot be read leaves the kept one as it is and says so.
    """
    workspace = state.workspace()
    kept = workspace.setting(setting, default)
    shown = "" if kept is None else say.number(kept / 10 ** get_currency_precision(currency))
    typed = st.text_input(label, value=shown, key=f"input_{setting}_{currency}", help=help_text)
    if not typed.strip():
        if kept is not None and default is None:
            workspace.set_setting(setting, None)
        return None
    minor = say.read_money(typed, currency)
    if minor is None or minor <= 0:
        st.error(say(bad))
        return None if kept is None else int(kept)
    if minor != kept:
        workspace.set_setting(setting, minor)
    return minor


def count_input(
    say: Words, label: str, *, setting: str, bad: str, help_text: str | None = None
) -> int | None:
    """A whole number kept in the workspace under `setting`; None while empty or not readable."""
    workspace = state.workspace()
    kept = workspace.setting(setting, None)
    typed = st.text_input(
        label, value="" if kept is None else say.number(kept), key=f"input_{setting}", help=help_text
    )
    if not typed.strip():
        if kept is not None:
            workspace.set_setting(setting, None)
        return None
    found = say.read_number(typed)
    if found is None or found <= 0 or found != found.to_integral_value():
        st.error(say(bad))
        return None
    if int(found) != kept:
        workspace.set_setting(setting, int(found))
    return int(found)


def day_input(label: str, *, usual: dt.date, low: dt.date, high: dt.date, key: str) -> dt.date:
    """A day between two others, kept while the session lasts; one that has come to lie outside moves to the end."""
    kept = state.widget(key)
    wanted = min(max(kept if isinstance(kept, dt.date) else usual, low), high)
    if wanted != kept:
        state.set_widget(key, wanted)
    found: dt.date = st.date_input(label, min_value=low, max_value=high, key=key)
    return found
