"""The report on screen: what it may hold, what it is made of, how its first page looks."""

from __future__ import annotations

import secrets
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import cache, levers, show, state, week
from truefans_core import income, report
from truefans_core.problems import Refused
from truefans_core.words.safe import safe_file_name, safe_text

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

_HOURS = 5.0
_LONGEST_CLIENT, _LONGEST_NOTES = 80, 2000
_FORMS = (
    (
        "workbook",
        report.workbook,
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("page", report.page, ".html", "text/html"),
)


def choices(say: Words) -> report.Options:
    """What the report may hold, names first; kept in the workspace."""
    workspace = state.workspace()
    kept = workspace.setting("report", {})
    hidden = st.toggle(
        say("page.report.names_hidden"),
        value=kept.get("names_hidden", True),
        help=say("page.report.names_hidden.help"),
        key="report_hidden",
    )
    client = st.text_input(
        say("page.report.client"),
        value=kept.get("client", ""),
        max_chars=_LONGEST_CLIENT,
        help=say("page.report.client.help"),
        key="report_client",
    )
    notes = st.text_area(
        say("page.report.notes"),
        value=kept.get("notes", ""),
        max_chars=_LONGEST_NOTES,
        help=say("page.report.notes.help"),
        key="report_notes",
    )
    sections = st.multiselect(
        say("page.report.sections"),
        report.SECTIONS,
        default=[name for name in kept.get("sections", report.SECTIONS) if name in report.SECTIONS],
        format_func=lambda name: say(f"report.section.{name}"),
        help=say("page.report.sections.help"),
        key="report_sections",
    )
    now = {"names_hidden": hidden, "client": client.strip(), "notes": notes.strip(), "sections": sections}
    if now != kept:
        workspace.set_setting("report", now)
    sample = workspace.setting("sample", None)
    return report.Options(
        names_hidden=hidden,
        client=now["client"],
        notes=now["notes"],
        sections=tuple(sections),
        sample=say(f"sample.{sample}.title") if sample else "",
    )


def pack(say: Words, found: Analysis, options: report.Options) -> report.Pack:
    """The outline of the report as the workspace stands."""
    workspace = state.workspace()
    try:
        projection = income.project(levers.kept(found, say))
    except Refused:  # a lever was left at something impossible: the report says nothing of the future
        projection = None
    return report.build(
        found,
        say,
        key=_key(),
        options=options,
        projection=projection,
        plan=week.plan(found, float(workspace.setting("hours", _HOURS))),
        files={each.raw.file_id: each.raw.file for each in cache.tables(workspace)},
    )


def downloads(say: Words, made: report.Pack) -> None:
    """A button a form; a file is built when its button is clicked."""
    stem = safe_file_name(say("page.report.file", client=made.options.client), fallback="report")
    with st.container(horizontal=True):
        for name, form, suffix, mime in _FORMS:
            st.download_button(
                say(f"page.report.{name}"),
                data=partial(form, made),
                file_name=stem + suffix,
                mime=mime,
                icon=":material/download:",
                type="primary",
                on_click="ignore",
                key=f"report_{name}",
            )
    st.caption(say("page.report.formats"))


def preview(say: Words, made: report.Pack) -> None:
    """The first page of what will be downloaded: its title, its first sentences, its first charts."""
    with st.container(border=True):
        st.subheader(safe_text(made.title), anchor=False)
        st.caption(safe_text(" · ".join(made.about)))
        for section in made.sections[:2]:
            st.markdown(f"**{safe_text(section.title)}**")
            for paragraph in section.paragraphs:
                st.write(safe_text(paragraph, limit=_LONGEST_NOTES))
            for figure in section.figures:
                if figure.draw is not None:
                    _figure(say, figure)
                    break


def _figure(say: Words, figure: report.Figure) -> None:
    if figure.draw is None:
        return
    st.caption(safe_text(f"{figure.number} {figure.title}"))
    try:
        drawing: Any = figure.draw(show.theme())
    except (ValueError, KeyError, TypeError):  # the same promise as in the files: a sentence in its place
        st.write(say("charts.failed"))
        return
    st.altair_chart(drawing, theme=None, key=f"preview_{figure.id}")


def _key() -> bytes:
    """The secret of the workspace that aliases are made with; made once, never shown."""
    kept = state.workspace().update_setting("alias_key", lambda old: old or secrets.token_hex(32))
    return bytes.fromhex(kept)
