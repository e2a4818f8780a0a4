"""The strategies on screen: whom each is for and why, what it costs, its words; changed here, and own ones added."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zlib import crc32

import pandas as pd
import streamlit as st

from pages.parts import show, state
from truefans_core import cultivate
from truefans_core.columns import MARKS, STATES
from truefans_core.cultivate import book as limits
from truefans_core.problems import Refused
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis
    from truefans_core.cultivate import Book, Edit, Strategy
    from truefans_core.words import Words

_NEW = ""
_SETTING = "strategies"
_FEW = 3
#: What stands in a text of one's own for what a person bought and answered last.
_FIELDS: dict[str, Any] = {name: f"{{{{{name}}}}}" for name in ("product", "answer")}


def all_of_them(say: Words, found: Analysis) -> None:
    """Choose a strategy to see and change it, or begin one of one's own; all of them as a file."""
    book = found.book
    st.write(say("page.cultivate.steps.text"))
    slug = st.selectbox(
        say("page.cultivate.steps.choose"),
        [*book.every, _NEW],
        format_func=lambda each: _option(say, book, each),
        key="steps_chosen",
    )
    if slug == _NEW:
        _form(say, book, cultivate.Edit(_NEW, whom=cultivate.Whom(()), aim="keep"), None)
    else:
        st.markdown(safe_text(say("page.cultivate.steps.whom", whom=book.whom(say, slug))))
        st.caption(say(f"page.cultivate.steps.aim.{book.every[slug].aim}"))
        _form(say, book, book.edit(slug), book.every[slug])
    if book.edits:
        st.download_button(
            say("page.cultivate.steps.file"),
            data=lambda: json.dumps(book.to_json(), ensure_ascii=False, indent=1).encode(),
            file_name="strategies.json",
            mime="application/json",
            icon=":material/download:",
            help=say("page.cultivate.steps.file.help"),
            key="steps_file",
            on_click="ignore",
        )


def reckoning(say: Words, found: Analysis) -> None:
    """How likely people move within a year: what was measured on one's own people, and what is assumed."""
    known = found.chances
    told = [
        *((f"up.{state}", chance) for state, chance in known.up.items()),
        *((f"leave.{state}", chance) for state, chance in known.leave.items()),
        ("back", known.back),
    ]
    measured = sum(chance.measured for _, chance in told)
    st.write(say("page.cultivate.chances.text", n=measured, total=len(told)))
    frame = pd.DataFrame(
        {
            say("page.cultivate.chances.what"): [say(f"page.cultivate.chances.{name}") for name, _ in told],
            say("page.cultivate.chances.chance"): [say.share(chance.value) for _, chance in told],
            say("page.cultivate.chances.from"): [
                say(
                    "page.cultivate.chances.measured"
                    if chance.measured
                    else "page.cultivate.chances.assumed",
                    count=chance.count,
                    n=chance.of,
                )
                for _, chance in told
            ],
        }
    )
    show.table(say, frame, key="chances", download=False)
    st.caption(say("page.cultivate.chances.formula"))


def _option(say: Words, book: Book, slug: str) -> str:
    if slug == _NEW:
        return say("page.cultivate.steps.new")
    edit = book.edit(slug)
    family = say(f"cultivate.family.{book.every[slug].family}")
    said = "page.cultivate.steps.option" if edit.used else "page.cultivate.steps.unused"
    return say(said, family=family, name=book.name(say, slug))


def _form(say: Words, book: Book, edit: Edit, strategy: Strategy | None) -> None:
    """The fields of one strategy; they begin anew when it was changed."""
    words = {name: getattr(edit, name) or _as_it_comes(say, name, edit.slug) for name in limits.TEXTS}
    # A form keeps what was typed; one that is about something else needs another name.
    name = f"steps_{edit.slug or len(book.edits)}_{crc32(repr(edit).encode())}"
    with st.form(name, border=True):
        typed = _words(say, words, name)
        numbers = _numbers(say, edit, strategy, name)
        whom = _whom(say, edit, name) if edit.own else {}
        keep = st.form_submit_button(
            say("page.cultivate.steps.keep"), icon=":material/check:", type="primary"
        )
    if keep:
        said: dict[str, Any] = {
            each: "" if text == _as_it_comes(say, each, edit.slug) else text for each, text in typed.items()
        }
        _keep(say, book, replace(edit, **said, **_changed(strategy, numbers), **whom))
    if edit.slug and edit != cultivate.Edit(edit.slug):
        st.button(
            say("page.cultivate.steps.remove" if edit.own else "page.cultivate.steps.back"),
            icon=":material/delete:" if edit.own else ":material/undo:",
            on_click=_forget,
            args=(book, edit.slug),
            key="steps_back",
        )


def _as_it_comes(say: Words, name: str, slug: str) -> str:
    """The words of a built-in strategy as one would type them; empty where there are none to begin with."""
    if slug not in cultivate.BY_SLUG or name == "reason":
        return ""
    if name == "starter":
        return say(f"cultivate.starter.{slug}", first=cultivate.FIRST_NAME, **_FIELDS)
    return say(f"cultivate.strategy.{slug}" if name == "name" else f"cultivate.measure.{slug}")


def _words(say: Words, words: dict[str, str], form: str) -> dict[str, str]:
    typed = {}
    for name, text in words.items():
        field = st.text_area if name == "starter" else st.text_input
        typed[name] = field(
            say(f"page.cultivate.steps.{name}"),
            value=text,
            max_chars=limits.LONGEST[name],
            help=say(f"page.cultivate.steps.{name}.help", first=cultivate.FIRST_NAME, **_FIELDS),
            key=f"{form}_{name}",
        ).strip()
    return typed


def _numbers(say: Words, edit: Edit, strategy: Strategy | None, form: str) -> dict[str, Any]:
    minutes, rest, effect = (5, 30, 0.2) if strategy is None else _of(strategy)
    columns = st.columns(_FEW)
    with columns[0]:
        found: dict[str, Any] = {
            "minutes": st.number_input(
                say("page.cultivate.steps.minutes"), 1, limits.MOST_MINUTES, minutes, key=f"{form}_minutes"
            )
        }
    with columns[1]:
        found["rest_days"] = st.number_input(
            say("page.cultivate.steps.rest"), 0, limits.MOST_REST, rest, key=f"{form}_rest"
        )
    with columns[2]:
        percent = st.number_input(
            say("page.cultivate.steps.effect"),
            0,
            100,
            round(100 * effect),
            help=say("page.cultivate.steps.effect.help"),
            key=f"{form}_effect",
        )
    found["effect"] = percent / 100
    found["used"] = st.checkbox(say("page.cultivate.steps.used"), value=edit.used, key=f"{form}_used")
    return found


def _of(strategy: Strategy) -> tuple[int, int, float]:
    return strategy.minutes, strategy.rest_days, strategy.effect


def _changed(strategy: Strategy | None, numbers: dict[str, Any]) -> dict[str, Any]:
    """The numbers that differ from how a built-in strategy comes."""
    comes = None if strategy is None else cultivate.BY_SLUG.get(strategy.slug)
    if comes is None:
        return numbers
    usual = dict(zip(("minutes", "rest_days", "effect"), _of(comes), strict=True))
    return {name: None if usual.get(name) == value else value for name, value in numbers.items()} | {
        "used": numbers["used"]
    }


def _whom(say: Words, edit: Edit, form: str) -> dict[str, Any]:
    assert edit.whom is not None  # noqa: S101 asked before
    st.markdown(f"**{say('page.cultivate.steps.for')}**")
    states = st.multiselect(
        say("page.cultivate.steps.states"),
        STATES,
        default=list(edit.whom.states),
        format_func=lambda each: say(f"cultivate.group.{each}"),
        key=f"{form}_states",
    )
    left, right = st.columns(2)
    sides = {}
    for column, side in ((left, "high"), (right, "low")):
        with column:
            sides[side] = st.multiselect(
                say(f"page.cultivate.steps.{side}"),
                MARKS,
                default=list(getattr(edit.whom, side)),
                format_func=lambda mark: say(f"charts.mark.{mark}"),
                help=say(f"page.cultivate.steps.{side}.help"),
                key=f"{form}_{side}",
            )
    left, right = st.columns(2)
    with left:
        paid = st.selectbox(
            say("page.cultivate.steps.paid"),
            limits.PAID,
            index=limits.PAID.index(edit.whom.paid),
            format_func=lambda each: say(f"page.cultivate.steps.paid.{each}"),
            key=f"{form}_paid",
        )
    with right:
        quiet = st.number_input(
            say("page.cultivate.steps.quiet"), 0, limits.MOST_REST, edit.whom.quiet_days, key=f"{form}_quiet"
        )
    aim = st.selectbox(
        say("page.cultivate.steps.aim"),
        limits.AIMS,
        index=limits.AIMS.index(edit.aim or "keep"),
        format_func=lambda each: say(f"page.cultivate.steps.aim.{each}"),
        key=f"{form}_aim",
    )
    whom = cultivate.Whom(tuple(states), tuple(sides["high"]), tuple(sides["low"]), paid, int(quiet))
    return {"whom": whom, "aim": aim}


def _keep(say: Words, book: Book, edit: Edit) -> None:
    """Keep a strategy as typed, or say in a sentence what is missing."""
    if edit.own and not edit.name:
        st.error(say("page.cultivate.steps.nameless"))
        return
    if edit.whom is not None and not edit.whom.states:
        st.error(say("page.cultivate.steps.nobody"))
        return
    names = {book.name(say, slug).casefold() for slug in book.every if slug != edit.slug}
    slug = edit.slug or cultivate.own_slug(edit.name)
    if edit.name.casefold() in names or (not edit.slug and slug in book.edits):
        st.error(say("page.cultivate.steps.twice"))
        return
    try:
        changed = cultivate.Book.from_json(book.with_edit(replace(edit, slug=slug)).to_json())
    except Refused as refused:  # nothing that the fields allow; a limit of all strategies together
        show.problem(say, refused.problem)
        return
    state.workspace().set_setting(_SETTING, changed.to_json())
    st.rerun()


def _forget(book: Book, slug: str) -> None:
    left = book.without(slug)
    state.workspace().set_setting(_SETTING, left.to_json() if left.edits else None)
