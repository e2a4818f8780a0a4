"""The files of a report: made when asked for, each step shown, then held until something in them changes."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import state
from truefans_core import report
from truefans_core.problems import TrueFansError, where
from truefans_core.words import explain
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from truefans_core.words import Words

_log = logging.getLogger(__name__)


def files(say: Words, made: report.Pack, stem: str) -> None:
    """A button a form: it makes the file, and is where to save it then."""
    digest = made.digest
    forms = [form for form in report.FORMS if form.missing() is None]
    with st.container(horizontal=True):
        for form in forms:
            held = state.held(form.name, digest)
            if held is None:
                st.button(
                    say(f"page.report.{form.name}"),
                    icon=":material/draft:",
                    key=f"report_{form.name}",
                    on_click=state.ask_for,
                    args=(form.name,),
                )
            else:
                st.download_button(
                    say("page.report.save", form=say(f"page.report.{form.name}"), size=_size(say, held)),
                    data=held,
                    file_name=stem + form.suffix,
                    mime=form.mime,
                    icon=":material/download:",
                    type="primary",
                    on_click="ignore",
                    key=f"report_{form.name}_save",
                )
    for form in report.FORMS:
        if (missing := form.missing()) is not None:
            st.caption(safe_text(explain(say, missing)))
    asked = state.asked_for()
    for form in forms:
        if form.name == asked and _make(say, form, made, digest):
            st.rerun()


def _make(say: Words, form: report.Form, made: report.Pack, digest: str) -> bool:
    """Make one file, its steps shown; a file that cannot be made leaves a sentence and nothing to save."""
    name = say(f"page.report.{form.name}")
    with st.status(say("page.report.making", form=name), expanded=True) as status:
        bar = st.progress(0.0)

        def step(what: str, done: float) -> None:
            bar.progress(done, text=safe_text(what))

        try:
            content = form.make(made, step)
        except Exception as fault:  # noqa: BLE001 whatever a renderer throws, the page and the other forms stand
            bar.empty()
            status.update(label=say("page.report.not_made", form=name), state="error")
            st.write(_why(say, fault))
            return False
        state.hold(form.name, digest, content)
    return True


def _why(say: Words, fault: Exception) -> str:
    """What is said of a fault; one of ours goes to the log by its place in the code."""
    if isinstance(fault, TrueFansError):
        return safe_text(explain(say, fault.problem))
    _log.error("%s", where(fault))
    return say("page.report.not_made.what")


def _size(say: Words, content: bytes) -> str:
    return say.number(len(content) / 1_000_000, 1)
