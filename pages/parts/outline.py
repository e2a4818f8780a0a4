"""The outline of the report: which parts, in which order, and the sentence under each figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import paper, state
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from truefans_core import report
    from truefans_core.words import Words

_LONGEST_SENTENCE = 400


def outline(say: Words, made: report.Pack) -> None:
    """One line a part: in or out, further up or down, its sentences."""
    st.markdown(f"**{say('page.report.outline')}**", help=say("page.report.outline.help"))
    parts, on = paper.order(), paper.chosen()
    for place, name in enumerate(parts):
        title = say(f"report.section.{name}")
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.checkbox(
                title,
                value=name in on,
                key=f"report_on_{name}",
                on_change=_switch,
                args=(name,),
                width="stretch",
            )
            _sentences(say, made, name)
            for step, icon, word in ((-1, "upward", "up"), (1, "downward", "down")):
                st.button(
                    "",
                    icon=f":material/arrow_{icon}:",
                    help=say(f"page.report.{word}", part=title),
                    disabled=not 0 <= place + step < len(parts),
                    type="tertiary",
                    key=f"report_{word}_{name}",
                    on_click=_move,
                    args=(name, step),
                )


def _sentences(say: Words, made: report.Pack, name: str) -> None:
    """The sentences of a part's figures; an empty one is ours."""
    section = made.section(name)
    figures = [figure for figure in section.figures if figure.ours] if section else []
    if not figures:
        return
    own = paper.kept().get("sentences", {})
    with st.popover(
        "",
        icon=":material/edit:",
        type="tertiary",
        help=say("page.report.sentences", part=section.title if section else ""),
    ):
        st.caption(say("page.report.sentences.help"))
        for figure in figures:
            st.text_area(
                safe_text(f"{figure.number} {figure.title}"),
                value=own.get(figure.id, ""),
                placeholder=figure.ours,
                max_chars=_LONGEST_SENTENCE,
                key=f"report_words_{figure.id}",
                on_change=_say,
                args=(figure.id,),
            )


def _switch(name: str) -> None:
    wanted = set(paper.chosen())
    wanted = wanted | {name} if state.widget(f"report_on_{name}") else wanted - {name}
    paper.keep("sections", [each for each in paper.order() if each in wanted])


def _move(name: str, step: int) -> None:
    parts, wanted = paper.order(), paper.chosen()
    at = parts.index(name)
    parts.insert(at + step, parts.pop(at))
    paper.keep("order", parts)
    paper.keep("sections", [each for each in parts if each in wanted])


def _say(figure: str) -> None:
    typed = str(state.widget(f"report_words_{figure}") or "").strip()
    own = {key: text for key, text in paper.kept().get("sentences", {}).items() if key != figure}
    paper.keep("sentences", {**own, figure: typed} if typed else own)
