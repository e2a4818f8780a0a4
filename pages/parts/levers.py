"""The levers of the income page: six in sight, everything else by the question it answers; read into scenarios."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import cache, choices, evidence, feebook, fields, links, show, state, typed
from truefans_core.income import (
    AS_STATED,
    BESIDE,
    Fading,
    Group,
    Measured,
    Scenario,
    as_stated,
    groups_of_nobody,
    starting_point,
)
from truefans_core.problems import Problem, Refused

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

#: What stands in sight, besides the platform.
_IN_SIGHT = ("goal", "price", "fans", "new", "leaving")
#: What stands under *More*, by the question it answers.
_MORE = {
    "coming": ("followers", "steps"),
    "offers": ("offers", "mix", "bought", "times"),
    "raise": ("raise", "over", "lost"),
    "lost": ("failed", "recovered", "refunded", "tax"),
    "hours": ("hours", "takes"),
}
_ICONS = {
    "coming": ":material/filter_alt:",
    "staying": ":material/waving_hand:",
    "offers": ":material/sell:",
    "raise": ":material/trending_up:",
    "lost": ":material/credit_card_off:",
    "hours": ":material/schedule:",
    "others": ":material/groups:",
}
#: What can be changed beside today.
CHANGES = ("price", "fans", "new", "leaving")
_CURRENCIES = ("USD", "EUR", "GBP", "CAD", "AUD", "CHF", "JPY", "INR", "BRL", "SEK", "PLN", "NZD")
_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page asks: today's scenario, one beside it, and what was measured."""

    today: Scenario
    beside: Scenario | None
    measured: Measured | None


@dataclass(frozen=True, slots=True)
class _Known:
    """Where the levers start, and what can be switched on: as measured, or as the opened link says."""

    base: Scenario
    measured: Measured | None
    fading: Fading | None
    seasons: tuple[float, ...]
    groups: tuple[Group, ...]


def ask(say: Words) -> Asked:
    """Show the levers and read them."""
    found = cache.analysis_or_none(state.workspace())
    known = _known(found, say)
    match links.opened():
        case Scenario() as linked:
            known = _of_link(linked)
            st.info(say("page.income.link.opened"), icon=":material/link:")
            st.button(say("page.income.link.leave"), on_click=links.leave, key="leave_link")
        case Problem() as problem:
            show.problem(say, problem)
        case None if known.measured is None:
            st.caption(say("page.income.example"))
    notes = evidence.notes(say, known.measured)
    today = fields.texts(say, known.base, _IN_SIGHT, notes=notes, drag=True)
    today = _chosen(say, today, ("platform",))
    if note := notes.get("platform"):
        st.caption(note)
    with st.expander(say("app.more"), icon=":material/tune:"):
        today = _currency(say, today) if found is None else today
        today = _more(say, today, known, notes)
    with st.expander(say("page.income.beside"), icon=":material/compare_arrows:"):
        st.caption(say("page.income.beside.help"))
        beside = fields.texts(say, today, CHANGES, prefix=fields.BESIDE_TODAY)
        beside = _chosen(say, beside, ("platform", "billing"), prefix=fields.BESIDE_TODAY)
    fields.forgetting(say)
    return Asked(today, None if beside == today else beside, known.measured)


def _more(say: Words, base: Scenario, known: _Known, notes: dict[str, str]) -> Scenario:
    """Everything that is not in sight, each part by the question it answers."""
    today = _chosen(say, base, ("billing", "basis"))
    if note := notes.get("billing"):
        st.caption(note)
    today = fields.texts(say, today, ("costs", "elsewhere", "months", "seed"))
    if known.fading is not None or known.seasons:
        with st.expander(say("page.income.more.staying"), icon=_ICONS["staying"]):
            today = _switched(say, today, known, ("slowing", "seasons"), notes)
    for part, keys in _MORE.items():
        with st.expander(say(f"page.income.more.{part}"), icon=_ICONS[part]):
            today = fields.texts(say, today, keys, notes=notes)
            if part == "raise":
                today = _chosen(say, today, ("payers",))
    with st.expander(say("page.income.more.others"), icon=_ICONS["others"]):
        today = _switched(say, today, known, ("others",), notes)
        for group in today.groups:
            st.markdown(f"**{say(f'group.{group.name}')}**")
            keys = tuple(f"{group.name}_{part}" for part in typed.OF_GROUP)
            today = fields.texts(say, today, keys, notes=notes)
    return today


def kept(found: Analysis | None, say: Words) -> Scenario:
    """Today's scenario as it was last typed, without any widget: for the report."""
    known = _known(found, say)
    scenario = known.base
    for key in fields.SWITCHES:
        scenario = _with_switch(scenario, known, key, fields.kept_text(key))
    groups = tuple(f"{group.name}_{part}" for group in scenario.groups for part in typed.OF_GROUP)
    for key in (*typed.FIELDS, *groups):
        text = fields.kept_text(key)
        if text:
            try:
                scenario = typed.put(say, scenario, key, text)
            except Refused:
                continue
    chosen: dict[str, Any] = {
        field: value
        for key, field in fields.CHOICES.items()
        if (value := fields.kept_text(key)) in _options(say, key, scenario)[0]
    }
    return replace(scenario, **chosen)


def _known(found: Analysis | None, say: Words) -> _Known:
    """The scenario before anything is typed: an example of the preset, with what was measured in its place."""
    workspace = state.workspace()
    preset = workspace.setting("preset", "creator")
    currency = found.currency if found else workspace.setting("income_currency", "USD")
    others = fields.chosen_now("others") == _YES
    with st.spinner(say("page.income.others.working")) if others else nullcontext():
        measure = evidence.of_data_and_past if others else evidence.of_data
        measured = None if found is None else cache.derived(found, measure)
    base = starting_point(preset, currency, measured)
    goal = workspace.setting("goal_minor", None)
    base = replace(base, goal_minor=goal) if goal else base
    if measured is None:
        return _Known(base, None, None, (), groups_of_nobody(base))
    groups = {group.name: group for group in (*groups_of_nobody(base), *measured.groups)}
    seasons = () if found is None or measured.seasons is None else measured.seasons.after(found.as_of)
    return _Known(base, measured, measured.fading, seasons, tuple(groups[name] for name in BESIDE))


def _of_link(linked: Scenario) -> _Known:
    """An opened scenario; what it has switched on can be switched off and on again."""
    return _Known(linked, None, linked.fading, linked.seasons, linked.groups or groups_of_nobody(linked))


def _switched(
    say: Words, base: Scenario, known: _Known, keys: tuple[str, ...], notes: dict[str, str]
) -> Scenario:
    scenario = base
    for key in keys:
        if not _offered(known, key):
            continue
        options = (_NO, _YES)
        now = _YES if _is_on(base, key) else _NO
        picked = fields.choice(say, key, options, now, partial(_said, say, key))
        scenario = _with_switch(scenario, known, key, picked)
        if note := notes.get(key):
            st.caption(note)
    return scenario


def _said(say: Words, key: str, on: str) -> str:
    return say(f"page.income.{key}.{on}")


def _offered(known: _Known, key: str) -> bool:
    return bool({"slowing": known.fading, "seasons": known.seasons, "others": known.groups}[key])


def _is_on(scenario: Scenario, key: str) -> bool:
    return bool({"slowing": scenario.fading, "seasons": scenario.seasons, "others": scenario.groups}[key])


def _with_switch(scenario: Scenario, known: _Known, key: str, picked: str) -> Scenario:
    if picked not in (_YES, _NO):
        return scenario
    on = picked == _YES
    match key:
        case "slowing":
            return replace(scenario, fading=known.fading if on else None)
        case "seasons":
            return replace(scenario, seasons=known.seasons if on else ())
        case _:
            return replace(scenario, groups=known.groups if on else ())


def _chosen(say: Words, base: Scenario, keys: tuple[str, ...], *, prefix: str = "") -> Scenario:
    scenario = base
    for key in keys:
        options, said = _options(say, key, base)
        now = getattr(base, fields.CHOICES[key])
        chosen: dict[str, Any] = {
            fields.CHOICES[key]: fields.choice(say, key, options, now, said, prefix=prefix)
        }
        scenario = replace(scenario, **chosen)
    return scenario


def _options(say: Words, key: str, base: Scenario) -> tuple[list[str], Any]:
    if key == "platform":
        rows = sorted(feebook.used(), key=lambda row: not row.default)
        own = base.stated_fees
        names = {} if own is None else {AS_STATED: as_stated(own).by(say)}
        names |= {row.slug: f"{row.platform}: {row.plan}" for row in rows}
        return list(names), lambda slug: names.get(slug, slug)
    if key == "payers":
        return ["all", "new"], lambda value: say(f"income.price_change_for.{value}")
    values = {"billing": ["monthly", "yearly"], "basis": ["net", "gross"]}[key]
    return values, lambda value: say(f"page.income.{key}.{value}")


def _currency(say: Words, base: Scenario) -> Scenario:
    """The currency, asked only where no data decide it; examples follow it."""
    currencies = sorted({base.currency, *_CURRENCIES})
    picked = st.selectbox(
        say("page.income.lever.currency"),
        currencies,
        index=currencies.index(base.currency),
        key="income_currency",
        on_change=choices.keep_widget,
        args=("income_currency", "income_currency"),
    )
    return replace(base, currency=picked)
