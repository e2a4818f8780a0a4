"""A slider under a lever: dragging it types the number into the field."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import state, typed
from truefans_core.income import Lever
from truefans_core.rates import decimals

if TYPE_CHECKING:
    from collections.abc import Callable

    from truefans_core.income import Scenario
    from truefans_core.words import Words

#: How far a slider goes beside the value before anything is typed, and its steps.
_FURTHER, _STEPS = 3, 60
#: A slider of leaving goes to so many per cent at least, in halves.
_LEAVING, _HALF = 15.0, 0.5


def slider(
    say: Words, now: Scenario, base: Scenario, key: str, label: str, *, keep: Callable[[], None]
) -> None:
    """The slider of a lever; it stands at the middle of a range.

    Args:
        say: to type numbers as the visitor writes them.
        now: the scenario with what is typed.
        base: the scenario without it: what the length of the slider goes by.
        key: of the lever.
        label: what the lever is called, for who hears the page.
        keep: called once the number is typed.
    """
    unit = _unit(now, key)
    # A measured 1.792 stands there as 1.8: the slider is for moving, the field for the number.
    value, usual = round(_middle(now, key) / unit, 1), _middle(base, key) / unit
    step = _HALF if key == "leaving" else _nice(_FURTHER * usual / _STEPS)
    most = max(_LEAVING if key == "leaving" else step * _STEPS, step * math.ceil(value / step))
    if not math.isfinite(most) or value < 0:
        return
    name = f"drag_{key}"
    state.set_widget(name, float(value))
    st.slider(
        label,
        min_value=min(float(value), 0.0 if key in ("fans", "new", "leaving") else step),
        max_value=float(most),
        step=step,
        format="localized",
        key=name,
        label_visibility="collapsed",
        on_change=_type,
        args=(say, key, keep),
    )


def _type(say: Words, key: str, keep: Callable[[], None]) -> None:
    state.set_widget(key, say.number(round(float(state.widget(f"drag_{key}")), 4)))
    keep()


def _middle(scenario: Scenario, key: str) -> float:
    value = getattr(scenario, typed.FIELDS[key])
    return float(value.middle if isinstance(value, Lever) else value)


def _unit(scenario: Scenario, key: str) -> float:
    if key == "leaving":
        return 0.01
    return float(10 ** decimals(scenario.currency)) if key in ("goal", "price") else 1.0


def _nice(step: float) -> float:
    """A step of 1, 2 or 5 times a power of ten, no smaller than this one.

    Example:
        >>> _nice(0.3), _nice(5), _nice(5001)
        (0.5, 5.0, 10000.0)
    """
    if step <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(step) + 1e-9)
    return next(power * times for times in (1, 2, 5, 10) if power * times >= step * (1 - 1e-9))
