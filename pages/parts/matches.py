"""Who may be one person: the reason, both sides, what the user says, and a way back from each answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow.compute as pc
import streamlit as st

from pages.parts import answers, show, state
from truefans_core.people.sides import told
from truefans_core.people.suggest import LIKELY
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truefans_core.analysis import Analysis
    from truefans_core.people import Suggestions
    from truefans_core.people.sides import Side
    from truefans_core.words import Words

_SHOWN = 5
_ADDRESSES = 3


def card(say: Words, found: Analysis) -> None:
    """Suggestions to answer, answers to take back, what was joined without asking, and the log."""
    matches = found.matches
    if matches is None:
        return
    log = answers.log(state.workspace())
    answered = _of(matches, "same") + _of(matches, "different")
    automatic = _of(matches, "automatic")
    if not (matches.open.num_rows or answered or automatic or log):
        return
    with st.container(border=True):
        st.subheader(say("page.people.matches"), anchor=False)
        _questions(say, matches)
        _answers(say, matches, answered, automatic)
        if log:
            with st.expander(say("page.people.matches.log"), icon=":material/history:"):
                show.table(say, _log(say, matches, log), key="people_log")
        _options(say)


def _questions(say: Words, matches: Suggestions) -> None:
    """The likely pairs, and on request those that have little more than a name in common."""
    shown = matches.likely
    if shown.num_rows:
        st.write(say("page.people.matches.likely", n=shown.num_rows))
    if weak := matches.open.num_rows - shown.num_rows:
        wanted = st.toggle(say("page.people.matches.unlikely", n=weak), key="matches_weak")
        shown = matches.open if wanted else shown
    for pair in shown.slice(0, _SHOWN).to_pylist():
        _question(say, matches, pair)
    if shown.num_rows > _SHOWN:
        st.caption(say("page.people.matches.more", n=_SHOWN, total=shown.num_rows))


def _answers(
    say: Words, matches: Suggestions, answered: list[dict[str, Any]], automatic: list[dict[str, Any]]
) -> None:
    """What was said, and what was joined without asking, each with its way back."""
    if answered:
        with st.expander(say("page.people.matches.answered", n=len(answered)), icon=":material/undo:"):
            for pair in answered:
                _answered(say, matches, pair)
    if automatic:
        with st.expander(say("page.people.matches.automatic", n=len(automatic)), icon=":material/join:"):
            st.caption(say("page.people.matches.automatic.why"))
            for pair in automatic[: 4 * _SHOWN]:
                _taken_apart(say, matches, pair)


def _of(matches: Suggestions, answer: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = matches.pairs.filter(pc.equal(matches.pairs["answer"], answer)).to_pylist()
    return rows


def _question(say: Words, matches: Suggestions, pair: dict[str, Any]) -> None:
    """One pair with its reasons, and the two answers."""
    sides = _sides(matches, pair)
    if sides is None:
        return
    key = f"{pair['a']}_{pair['b']}"
    with st.container(border=True):
        _both(say, sides)
        _why(say, pair["reasons"], sides, sure=pair["score"] >= LIKELY)
        with st.container(horizontal=True):
            st.button(
                say("page.people.matches.same"),
                key=f"same_{key}",
                icon=":material/join:",
                on_click=_answer,
                args=(pair["a"], pair["b"], True),
            )
            st.button(
                say("page.people.matches.different"),
                key=f"different_{key}",
                icon=":material/group:",
                on_click=_answer,
                args=(pair["a"], pair["b"], False),
            )


def _answered(say: Words, matches: Suggestions, pair: dict[str, Any]) -> None:
    sides = _sides(matches, pair)
    if sides is None:
        return
    with st.container(border=True):
        st.caption(say(f"page.people.matches.answered.{pair['answer']}"))
        _both(say, sides)
        st.button(
            say("page.people.matches.undo"),
            key=f"undo_{pair['a']}_{pair['b']}",
            icon=":material/undo:",
            on_click=_answer,
            args=(pair["a"], pair["b"], None),
        )


def _taken_apart(say: Words, matches: Suggestions, pair: dict[str, Any]) -> None:
    sides = _sides(matches, pair)
    if sides is None:
        return
    with st.container(border=True):
        _both(say, sides)
        _why(say, pair["reasons"], sides, sure=True)
        st.button(
            say("page.people.matches.split"),
            key=f"split_{pair['a']}_{pair['b']}",
            icon=":material/call_split:",
            on_click=_answer,
            args=(pair["a"], pair["b"], False),
        )


def _sides(matches: Suggestions, pair: dict[str, Any]) -> tuple[Side, Side] | None:
    a, b = matches.side(pair["a"]), matches.side(pair["b"])
    return None if a is None or b is None else (a, b)


def _both(say: Words, sides: tuple[Side, Side]) -> None:
    for column, side in zip(st.columns(2), sides, strict=True):
        with column:
            st.markdown(f"**{safe_text(_title(say, side))}**")
            lines = (*_few(side.emails or side.others), ", ".join(side.cities), ", ".join(side.platforms))
            st.caption("  \n".join(safe_text(line) for line in lines if line))


def _few(values: Sequence[str]) -> tuple[str, ...]:
    more = len(values) - _ADDRESSES
    return (*values[:_ADDRESSES], *([f"+ {more}"] if more > 0 else []))


def _title(say: Words, side: Side) -> str:
    return next(iter((*side.names, *side.emails, *side.others)), "") or say("page.people.no_name")


def _why(say: Words, reasons: str, sides: tuple[Side, Side], *, sure: bool) -> None:
    sentences = [
        say(message, **params) for message, params in (told(r, *sides) for r in reasons.split(",") if r)
    ]
    if sentences:
        text = "; ".join(sentences)
        st.caption(
            (":material/link: " if sure else ":material/help: ") + safe_text(text[:1].upper() + text[1:])
        )


def _log(say: Words, matches: Suggestions, log: list[dict[str, Any]]) -> pd.DataFrame:
    def name(alone_id: str) -> str:
        side = matches.side(alone_id)
        if side is None:
            return say("page.people.matches.gone")
        where = next(iter((*side.emails, *side.others)), "")
        title = _title(say, side)
        return title if where in {"", title} else f"{title} · {where}"

    return pd.DataFrame(
        {
            say("page.people.matches.log.day"): [entry["on"] for entry in log],
            say("page.people.matches.log.did"): [
                say(f"page.people.matches.log.{entry['did']}") for entry in log
            ],
            say("page.people.matches.log.one"): [name(entry["a"]) for entry in log],
            say("page.people.matches.log.other"): [name(entry["b"]) for entry in log],
        }
    )


def _options(say: Words) -> None:
    """Which addresses count as one without asking."""
    workspace = state.workspace()
    with st.expander(say("page.people.options"), icon=":material/alternate_email:"):
        for name in answers.OPTIONS:
            st.checkbox(
                say(f"page.people.options.{name}"),
                value=bool(workspace.setting(name, default=False)),
                key=f"option_{name}",
                on_change=_use_option,
                args=(name,),
            )


def _use_option(name: str) -> None:
    state.workspace().set_setting(name, bool(state.widget(f"option_{name}")))


def _answer(a: str, b: str, same: bool | None) -> None:  # noqa: FBT001 a callback's argument
    answers.answer(state.workspace(), a, b, same=same, on=state.today())
