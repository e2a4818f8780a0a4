"""The levers of the income page: what is measured or typed, kept in the workspace and in the address bar.

An empty field means "as measured", or an example where nothing was, or as the opened link says; what is typed there
overrules it. So the address holds exactly what was typed, and never a name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import cache, choices, evidence, feebook, links, show, state
from truefans_core.income import (
    Lever,
    Measured,
    Scenario,
    from_data,
    mean_price,
    parse_lever,
    parse_offers,
    parse_platforms,
    starting_point,
    value_in_words,
)
from truefans_core.problems import Problem, Refused
from truefans_core.rates import decimals
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis
    from truefans_core.income.offers import Billing
    from truefans_core.words import Words

#: Widget key and address parameter → field of Scenario.
FIELDS = {
    "goal": "goal_minor",
    "price": "price_minor",
    "fans": "fans_now",
    "new": "new_per_month",
    "leaving": "churn",
    "costs": "fixed_costs_minor",
    "months": "months",
    "seed": "seed",
    "offers": "offers",
    "mix": "platforms",
    "bought": "purchase_minor",
    "times": "purchases",
    "raise": "price_change",
    "over": "price_change_months",
    "lost": "elasticity",
    "failed": "failed",
    "recovered": "recovered",
    "refunded": "refunded",
    "tax": "tax",
    "hours": "hours",
    "takes": "hours_per_fan",
}
CHOICES = {
    "platform": "platform", "billing": "billing", "basis": "basis", "payers": "price_change_for",
}  # fmt: skip
#: What stands under *More*, by the question it answers.
_MORE = {
    "offers": ("offers", "mix", "bought", "times"),
    "raise": ("raise", "over", "lost"),
    "lost": ("failed", "recovered", "refunded", "tax"),
    "hours": ("hours", "takes"),
}
#: What can be changed beside today.
CHANGES = ("price", "fans", "new", "leaving")
_BESIDE = "if_"
_NAMES = [prefix + key for prefix in ("", _BESIDE) for key in (*FIELDS, *CHOICES)]
_MONEY = ("goal", "price", "costs", "bought")
_WHOLE = ("goal", "costs", "months", "seed", "bought", "over")
_PERCENT = ("leaving", "raise", "failed", "recovered", "refunded", "tax")
#: Fields that hold one number: of a range its middle counts.
_NUMBERS = ("times", "raise", "failed", "recovered", "refunded", "tax", "hours", "takes")
_ICONS = {
    "offers": ":material/sell:",
    "raise": ":material/trending_up:",
    "lost": ":material/credit_card_off:",
    "hours": ":material/schedule:",
}
_CURRENCIES = ("USD", "EUR", "GBP", "CAD", "AUD", "CHF", "JPY", "INR", "BRL", "SEK", "PLN", "NZD")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page asks: today's scenario, one beside it, and what was measured."""

    today: Scenario
    beside: Scenario | None
    measured: Measured | None


def ask(say: Words) -> Asked:
    """Show the levers and read them."""
    workspace = state.workspace()
    found = cache.analysis_or_none(workspace)
    base, measured = _base(found)
    match links.opened():
        case Scenario() as linked:
            base, measured = linked, None
            st.info(say("page.income.link.opened"), icon=":material/link:")
            st.button(say("page.income.link.leave"), on_click=links.leave, key="leave_link")
        case Problem() as problem:
            show.problem(say, problem)
        case None if measured is None:
            st.caption(say("page.income.example"))
    notes = evidence.notes(say, measured)
    today = _typed(say, base, ("goal", "price", "fans", "new", "leaving"), notes=notes)
    today = _chosen(say, today, ("platform",))
    with st.expander(say("app.more"), icon=":material/tune:"):
        if found is None:
            today = _currency(say, today)
        today = _chosen(say, today, ("billing", "basis"))
        today = _typed(say, today, ("costs", "months", "seed"))
    for part, keys in _MORE.items():
        with st.expander(say(f"page.income.more.{part}"), icon=_ICONS[part]):
            today = _typed(say, today, keys, notes=notes)
            if part == "raise":
                today = _chosen(say, today, ("payers",))
    with st.expander(say("page.income.beside"), icon=":material/compare_arrows:"):
        st.caption(say("page.income.beside.help"))
        beside = _typed(say, today, CHANGES, prefix=_BESIDE)
        beside = _chosen(say, beside, ("platform", "billing"), prefix=_BESIDE)
    if _kept_names():
        st.button(
            say("page.income.forget"),
            help=say("page.income.forget.help"),
            on_click=_forget,
            key="forget_levers",
        )
    return Asked(today, None if beside == today else beside, measured)


def kept(found: Analysis | None, say: Words) -> Scenario:
    """Today's scenario as it was last typed, without any widget: for the report."""
    scenario, _ = _base(found)
    for key in FIELDS:
        text = _kept_text(key)
        if text:
            try:
                scenario = _with(say, scenario, key, text)
            except Refused:
                continue
    chosen: dict[str, Any] = {
        field: value for key, field in CHOICES.items() if (value := _kept_text(key)) in _options(say, key)[0]
    }
    return replace(scenario, **chosen)


def clear() -> None:
    """Empty every field; for callbacks that put other numbers into the page."""
    for name in _NAMES:
        state.set_widget(name, None if name.removeprefix(_BESIDE) in CHOICES else "")


def _base(found: Analysis | None) -> tuple[Scenario, Measured | None]:
    """The scenario before anything is typed: an example of the preset, with what was measured in its place."""
    workspace = state.workspace()
    currency = found.currency if found else workspace.setting("income_currency", "USD")
    base = starting_point(workspace.setting("preset", "creator"), currency)
    measured = None
    if found is not None:
        measured = from_data(found.supporters, found.events, found.snapshots, found.as_of, found.currency)
        base = measured.applied_to(base)
    goal = workspace.setting("goal_minor", None)
    return (replace(base, goal_minor=goal) if goal else base), measured


def _typed(
    say: Words,
    base: Scenario,
    keys: tuple[str, ...],
    *,
    prefix: str = "",
    notes: dict[str, str] | None = None,
) -> Scenario:
    """Text inputs, each a number or a range; what cannot be read leaves the value kept before and says so."""
    scenario = base
    for key in keys:
        name = prefix + key
        kept_text = _kept_text(name)
        typed = st.text_input(
            say(f"page.income.lever.{key}", currency=base.currency),
            placeholder=kept_text or _shown(say, base, key),
            key=name,
            bind="query-params",
            help=say(f"page.income.lever.{key}.help"),
            on_change=_keep,
            args=(say, name, base),
        )
        if notes and (note := notes.get(key)):
            st.caption(safe_text(note))
        for text in (typed.strip(), kept_text):
            if text:
                try:
                    scenario = _with(say, scenario, key, text)
                    break
                except Refused as refused:
                    show.problem(say, refused.problem)
    return scenario


def _chosen(say: Words, base: Scenario, keys: tuple[str, ...], *, prefix: str = "") -> Scenario:
    """Choices, each empty until something else is chosen."""
    scenario = base
    for key in keys:
        name, field = prefix + key, CHOICES[key]
        options, said = _options(say, key)
        kept_value = _kept_text(name)
        now = kept_value if kept_value in options else getattr(base, field)
        picked = st.selectbox(
            say(f"page.income.lever.{key}"),
            options,
            index=None,
            format_func=said,
            placeholder=said(now),
            key=name,
            bind="query-params",
            help=say(f"page.income.lever.{key}.help"),
            on_change=_keep_choice,
            args=(name,),
        )
        chosen: dict[str, Any] = {field: picked or now}
        scenario = replace(scenario, **chosen)
    return scenario


def _options(say: Words, key: str) -> tuple[list[str], Any]:
    if key == "platform":
        rows = sorted(feebook.used(), key=lambda row: not row.default)
        names = {row.slug: f"{row.platform}: {row.plan}" for row in rows}
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


def _read(say: Words, key: str, text: str, currency: str) -> Lever:
    """What was typed, in the units of Scenario.

    Raises:
        Refused: if it is no number or range.
    """
    lever = parse_lever(text, percent=key in _PERCENT, decimal=say.number(1.5)[1])
    if key not in _MONEY:
        return lever
    unit = 10 ** decimals(currency)
    return Lever.between(round(lever.low * unit), round(lever.high * unit))


def _with(say: Words, scenario: Scenario, key: str, text: str) -> Scenario:
    """The scenario with what was typed; a field that holds one whole number takes the upper end of a range.

    Raises:
        Refused: if it is no number or range, or out of bounds.
    """
    if key in ("offers", "mix"):
        return _usable(replace(scenario, **_listed(say, key, text, scenario.currency)))
    lever = _read(say, key, text, scenario.currency)
    if key in _WHOLE and lever.high != round(lever.high):
        raise Refused(Problem("S_LEVER"))
    value: Any = lever
    if key in _WHOLE:
        value = round(lever.high)
    elif key in _NUMBERS:
        value = lever.middle
    elif key == "lost":
        value = Lever.between(-lever.high, -lever.low)
    put: dict[str, Any] = {FIELDS[key]: value}
    return _usable(replace(scenario, **put))


def _listed(say: Words, key: str, text: str, currency: str) -> dict[str, Any]:
    """Offers or platforms with their shares; the price of several offers is their mean.

    Raises:
        Refused: if they cannot be read.
    """
    decimal = say.number(1.5)[1]
    if key == "mix":
        return {"platforms": parse_platforms(text, decimal=decimal)}
    words: dict[str, Billing] = {
        say("page.income.offer.monthly"): "monthly",
        say("page.income.offer.yearly"): "yearly",
    }
    offers = parse_offers(text, unit=10 ** decimals(currency), words=words, decimal=decimal)
    return {"offers": offers, "price_minor": Lever.exactly(mean_price(offers))}


def _usable(scenario: Scenario) -> Scenario:
    """The scenario, if nothing stands against it.

    Raises:
        Refused: with the first thing that does.
    """
    for problem in scenario.problems(feebook.used())[:1]:
        raise Refused(problem)
    return scenario


def _keep(say: Words, name: str, base: Scenario) -> None:
    """Keep what was typed if it can be used; the goal is the one that Home asks for too."""
    if isinstance(links.opened(), Scenario):
        return
    typed = str(state.widget(name) or "").strip()
    try:
        changed = _with(say, base, name.removeprefix(_BESIDE), typed) if typed else None
    except Refused:
        return
    if name == "goal":
        state.workspace().set_setting("goal_minor", changed.goal_minor if changed else None)
    else:
        state.workspace().set_setting(f"lever_{name}", typed)


def _keep_choice(name: str) -> None:
    if not isinstance(links.opened(), Scenario):
        choices.keep_widget(f"lever_{name}", name)


def _forget() -> None:
    """Let go of the numbers of an earlier visit."""
    for name in _kept_names():
        state.workspace().set_setting(f"lever_{name}", None)


def _kept_names() -> list[str]:
    """Levers that an earlier visit left in the workspace and no field of this one holds."""
    return [name for name in _NAMES if _kept_text(name) and not state.widget(name)]


def _kept_text(name: str) -> str:
    if isinstance(links.opened(), Scenario):
        return ""  # a link speaks for itself
    return str(state.workspace().setting(f"lever_{name}", "") or "")


def _shown(say: Words, base: Scenario, key: str) -> str:
    """A value as one would type it."""
    value = getattr(base, FIELDS[key])
    if isinstance(value, tuple):
        return _list_shown(say, base, key) or say(f"page.income.lever.{key}.none")
    if key in _PERCENT and not isinstance(value, Lever):
        return say.number(round(100 * value, 2))
    if not isinstance(value, Lever):
        return say.number(value / 10 ** decimals(base.currency) if key in _MONEY else value)
    ends = [value.low, value.high] if value.kind == "between" else [value.middle]
    texts = [_plain(say, base, key, end) for end in ends]
    return texts[0] if len(set(texts)) == 1 else say("page.income.range", low=texts[0], high=texts[1])


def _list_shown(say: Words, base: Scenario, key: str) -> str:
    """Offers or platforms as one would type them."""
    if key == "mix":
        return "; ".join(f"{slug} {say.number(round(100 * share, 2))}%" for slug, share in base.platforms)
    unit = 10 ** decimals(base.currency)
    return "; ".join(
        f"{say.number(offer.price_minor / unit / (1 if offer.billing == 'yearly' else 12))} "
        f"{say(f'page.income.offer.{offer.billing}')} {say.number(round(100 * offer.share, 2))}%"
        for offer in base.offers
    )


def _plain(say: Words, base: Scenario, key: str, value: float) -> str:
    if key == "leaving":
        return say("income.value", value=value_in_words(base, "churn", value))
    if key == "lost":
        return say.number(round(abs(value), 2))
    if key == "price":
        return say.number(round(value / 10 ** decimals(base.currency), 2))
    return say.number(round(value, 1) if value < 10 else round(value))  # noqa: PLR2004 small numbers keep a tenth
