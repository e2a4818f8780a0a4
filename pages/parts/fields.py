"""The fields of the levers: drawn, kept in the workspace and in the address bar, dragged, forgotten.

An empty field means "as measured", or an example where nothing was, or as the opened link says; what is typed there
overrules it. So the address holds exactly what was typed, and never a name.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import choices, dragging, links, show, state, typed
from truefans_core.income import BESIDE, Scenario
from truefans_core.problems import Refused
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from truefans_core.words import Words

#: Before the key of a field of the scenario beside today's.
BESIDE_TODAY = "if_"
#: Widget key → field of Scenario with one of some values.
CHOICES = {"platform": "platform", "billing": "billing", "basis": "basis", "payers": "price_change_for"}
#: What is counted or not.
SWITCHES = ("slowing", "seasons", "others")
_OF_GROUPS = tuple(f"{group}_{part}" for group in BESIDE for part in typed.OF_GROUP)
_NAMES = [
    *(
        prefix + key
        for prefix in ("", BESIDE_TODAY)
        for key in (*typed.FIELDS, *_OF_GROUPS, *CHOICES, *SWITCHES)
    )
]


def texts(
    say: Words,
    base: Scenario,
    keys: Sequence[str],
    *,
    prefix: str = "",
    notes: Mapping[str, str] | None = None,
    drag: bool = False,
) -> Scenario:
    """Text inputs, each a number or a range; what cannot be read leaves the value kept before and says so.

    Args:
        say: for the words.
        base: the scenario they overrule.
        keys: see `typed.put`.
        prefix: before their names.
        notes: what to say under a field, by its key: where its number comes from.
        drag: whether a slider stands under each.
    """
    scenario = base
    for key in keys:
        name, label = prefix + key, say(_label(key), currency=base.currency)
        before, kept = typed.shown(say, base, key), kept_text(name)
        now = st.text_input(
            label,
            placeholder=kept or before,
            key=name,
            bind="query-params",
            help=say(f"{_label(key)}.help"),
            on_change=_keep,
            args=(say, name, base),
        )
        for text in (now.strip(), kept):
            if text:
                try:
                    scenario = typed.put(say, scenario, key, text)
                    break
                except Refused as refused:
                    show.problem(say, refused.problem)
        if drag:
            dragging.slider(say, scenario, base, key, label, keep=partial(_keep, say, name, base))
        if notes and (note := notes.get(key)):
            own = now.strip() or kept
            st.caption(safe_text(say("page.income.typed", note=note) if own else note))
    return scenario


def choice(
    say: Words,
    key: str,
    options: Sequence[str],
    now: str,
    said: Callable[[str], str],
    *,
    prefix: str = "",
) -> str:
    """One of some values, empty until something else is chosen; what was chosen before holds."""
    name = prefix + key
    kept = kept_text(name)
    current = kept if kept in options else now
    picked = st.selectbox(
        say(f"page.income.lever.{key}"),
        options,
        index=None,
        format_func=said,
        placeholder=said(current),
        key=name,
        bind="query-params",
        help=say(f"page.income.lever.{key}.help"),
        on_change=_keep_choice,
        args=(name,),
    )
    return picked or current


def chosen_now(key: str) -> str:
    """What a choice that is drawn later stands at: as picked, else as kept."""
    return str(state.widget(key) or kept_text(key))


def kept_text(name: str) -> str:
    """What an earlier visit left in the workspace; nothing while a link is open, which speaks for itself."""
    if isinstance(links.opened(), Scenario):
        return ""
    return str(state.workspace().setting(f"lever_{name}", "") or "")


def forgetting(say: Words) -> None:
    """The button that lets go of the numbers of an earlier visit, where there are any."""
    if _kept_names():
        st.button(
            say("page.income.forget"),
            help=say("page.income.forget.help"),
            on_click=_forget,
            key="forget_levers",
        )


def clear() -> None:
    """Empty every field; for callbacks that put other numbers into the page."""
    for name in _NAMES:
        key = name.removeprefix(BESIDE_TODAY)
        state.set_widget(name, None if key in (*CHOICES, *SWITCHES) else "")


def _label(key: str) -> str:
    # The fields of a group are called alike in every group.
    group, _, part = key.rpartition("_")
    return f"page.income.group.{part}" if group else f"page.income.lever.{key}"


def _keep(say: Words, name: str, base: Scenario) -> None:
    """Keep what was typed if it can be used; the goal is the one that Home asks for too."""
    if isinstance(links.opened(), Scenario):
        return
    text = str(state.widget(name) or "").strip()
    try:
        changed = typed.put(say, base, name.removeprefix(BESIDE_TODAY), text) if text else None
    except Refused:
        return
    if name == "goal":
        state.workspace().set_setting("goal_minor", changed.goal_minor if changed else None)
    else:
        state.workspace().set_setting(f"lever_{name}", text)


def _keep_choice(name: str) -> None:
    if not isinstance(links.opened(), Scenario):
        choices.keep_widget(f"lever_{name}", name)


def _kept_names() -> list[str]:
    """Levers that an earlier visit left in the workspace and no field of this one holds."""
    return [name for name in _NAMES if kept_text(name) and not state.widget(name)]


def _forget() -> None:
    kept: dict[str, Any] = {f"lever_{name}": None for name in _kept_names()}
    state.workspace().set_settings(kept)
