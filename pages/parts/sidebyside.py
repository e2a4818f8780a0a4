"""Up to five scenarios side by side: today's, and those kept in the workspace under a name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.parts import cache, feebook, fields, links, outlook, show, state
from truefans_core import income
from truefans_core.income import Scenario
from truefans_core.problems import Problem, Refused
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from truefans_core.income import Projection
    from truefans_core.words import Words

_SETTING = "scenarios"
#: Today's is the fifth.
_MOST = 4
_LONGEST_NAME = 60
_MOST_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Kept:
    """A scenario kept under a name."""

    name: str
    scenario: Scenario


def kept() -> list[Kept]:
    """The scenarios of the workspace; one that this version cannot read is passed over."""
    found = []
    for each in state.workspace().setting(_SETTING, None) or []:
        try:
            found.append(Kept(str(each["name"]), Scenario.from_json(each["scenario"], feebook.used())))
        except (Refused, KeyError, TypeError):
            continue
    return found


def compare(say: Words, today: Projection, beside: Projection | None) -> None:
    """The difference of each from today in sentences with its range, then all of them in one table."""
    columns = {say("page.income.compare.today"): outlook.column(say, today)}
    if beside is not None:
        name = say("page.income.compare.beside")
        columns[name] = outlook.column(say, beside)
        st.markdown(f"**{safe_text(name)}** {_difference(say, today, beside)}")
    for place, each in enumerate(kept()):
        found = _one(say, today, each, place)
        if found is not None:
            columns[_free(each.name, columns)] = outlook.column(say, found)
    if len(columns) == 1:
        st.caption(say("page.income.compare.none"))
        return
    table = pd.DataFrame(
        {
            say("page.income.compare.what"): list(next(iter(columns.values()))),
            **{name: list(column.values()) for name, column in columns.items()},
        }
    )
    show.table(say, table, key="compare")


def add(say: Words, today: Scenario, beside: Scenario | None) -> None:
    """Keep one more: the numbers as they stand, an example of a change, or a file."""
    if len(kept()) >= _MOST:
        st.caption(say("page.income.compare.full"))
        return
    with st.form("keep_scenario", border=False, clear_on_submit=True):
        left, right = st.columns([2, 1], vertical_alignment="bottom")
        left.text_input(
            say("page.income.compare.name"),
            placeholder=_numbered(say),
            key="scenario_name",
            max_chars=_LONGEST_NAME,
            help=say("page.income.compare.name.help"),
        )
        right.form_submit_button(
            say("page.income.compare.keep"),
            help=say("page.income.compare.keep.help"),
            on_click=_keep_named,
            args=(say, beside or today),
            key="keep_scenario_button",
        )
    examples = {
        name: changed for name in income.EXAMPLES if (changed := income.example(name, today, feebook.used()))
    }
    st.selectbox(
        say("page.income.compare.example"),
        list(examples),
        index=None,
        format_func=lambda name: say(f"income.example.{name}"),
        placeholder=say("page.income.compare.example.pick"),
        key="scenario_example",
        on_change=_keep_example,
        args=(say, examples),
    )
    with st.popover(say("page.income.compare.file"), icon=":material/upload:"):
        st.file_uploader(
            say("page.income.compare.file"), type="json", key="scenario_upload", on_change=_keep_file
        )
        match _of_file():
            case Problem() as problem:
                show.problem(say, problem)


def _one(say: Words, today: Projection, each: Kept, place: int) -> Projection | None:
    """What one kept scenario brings beside today's, with what can be done with it."""
    found, said = None, ""
    other = income.comparable(today.scenario, each.scenario)
    if other is None:
        said = safe_text(say("page.income.compare.currency", currency=each.scenario.currency))
    else:
        try:
            found = cache.projection(other)
            said = _difference(say, today, found)
        except Refused as refused:
            show.problem(say, refused.problem)
    st.markdown(f"**{safe_text(each.name)}** {said}")
    with st.container(horizontal=True):
        st.button(
            say("page.income.compare.open"),
            help=say("page.income.compare.open.help"),
            key=f"scenario_open_{place}",
            on_click=_open,
            args=(each.scenario,),
            type="tertiary",
            icon=":material/open_in_full:",
        )
        st.button(
            say("page.income.compare.remove"),
            key=f"scenario_remove_{place}",
            on_click=_remove,
            args=(place,),
            type="tertiary",
            icon=":material/delete:",
        )
    return found


def _difference(say: Words, today: Projection, other: Projection) -> str:
    apart = income.difference(today, other)
    changed = " ".join(each.by(say) for each in income.what_changed(today.scenario, other.scenario))
    if apart.low_minor == apart.high_minor == 0 and not changed:
        return safe_text(say("page.income.compare.same"))
    currency = today.scenario.currency
    low, middle, high = (
        income.money(amount, currency, whole=True)
        for amount in (apart.low_minor, apart.middle_minor, apart.high_minor)
    )
    better = "more" if apart.middle_minor >= 0 else "less"
    said = say(f"page.income.compare.{better}", n=apart.month, middle=middle, low=low, high=high)
    return safe_text(f"{said} {changed}")


def _free(name: str, taken: dict[str, dict[str, str]]) -> str:
    """A name of its own for the head of a column."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free


def _numbered(say: Words) -> str:
    return say("page.income.compare.numbered", n=len(kept()) + 1)


def _keep(name: str, scenario: Scenario) -> None:
    entry = {"name": name[:_LONGEST_NAME], "scenario": scenario.to_json()}
    state.workspace().update_setting(_SETTING, lambda before: [*(before or []), entry][:_MOST], [])


def _keep_named(say: Words, scenario: Scenario) -> None:
    _keep(str(state.widget("scenario_name") or "").strip() or _numbered(say), scenario)


def _keep_example(say: Words, examples: dict[str, Scenario]) -> None:
    picked = state.widget("scenario_example")
    if picked in examples:
        _keep(say(f"income.example.{picked}"), examples[picked])
    state.set_widget("scenario_example", None)


def _of_file() -> Kept | Problem | None:
    """The scenario of the file that the uploader holds, or what is wrong with it."""
    file = state.widget("scenario_upload")
    if file is None:
        return None
    if file.size > _MOST_BYTES:
        return Problem("S_FILE")
    try:
        return Kept(
            str(file.name).removesuffix(".json"),
            Scenario.from_json(json.loads(file.getvalue().decode()), feebook.used()),
        )
    except Refused as refused:
        return refused.problem
    except (ValueError, RecursionError):
        return Problem("S_FILE")


def _keep_file() -> None:
    match _of_file():
        case Kept() as found:
            _keep(found.name, found.scenario)


def _remove(place: int) -> None:
    # One that cannot be read is passed over on screen: the place counts those that can.
    left = [each for number, each in enumerate(kept()) if number != place]
    entries = [{"name": each.name, "scenario": each.scenario.to_json()} for each in left]
    state.workspace().set_setting(_SETTING, entries)


def _open(scenario: Scenario) -> None:
    fields.clear()
    links.open_here(scenario)
