"""The report on screen: what it is made of, the four files it becomes, how its first page looks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import branding, building, cache, levers, segments, show, state, week
from truefans_core import report
from truefans_core.problems import Refused
from truefans_core.report.spoken import large
from truefans_core.words.safe import safe_file_name, safe_text

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

_LONGEST_NOTES = 2000
#: The setting of the workspace that everything typed here is kept in.
KEPT = "report"


def kept() -> dict[str, Any]:
    """What was decided about the report."""
    return dict(state.workspace().setting(KEPT, None) or {})


def keep(field: str, value: Any) -> None:
    """Keep one decision, whatever another window has just kept."""
    state.workspace().update_setting(KEPT, lambda old: {**(old or {}), field: value})


def keep_typed(field: str, key: str) -> None:
    """Keep what a widget holds; for callbacks."""
    value = state.widget(key)
    keep(field, value.strip() if isinstance(value, str) else value)


def order() -> list[str]:
    """All parts in the order they were put in; one that is new stands where it does at first."""
    mine = [name for name in kept().get("order", kept().get("sections", [])) if name in report.SECTIONS]
    for place, name in enumerate(report.SECTIONS):
        if name not in mine:
            before = next((each for each in reversed(report.SECTIONS[:place]) if each in mine), None)
            mine.insert(0 if before is None else mine.index(before) + 1, name)
    return mine


def chosen() -> tuple[str, ...]:
    """The parts that are in, in order."""
    wanted = kept().get("sections", report.SECTIONS)
    return tuple(name for name in order() if name in wanted)


def audience(say: Words) -> None:
    """Names first, then whom it is for."""
    now = kept()
    st.toggle(
        say("page.report.names_hidden"),
        value=now.get("names_hidden", True),
        help=say("page.report.names_hidden.help"),
        key="report_hidden",
        on_change=keep_typed,
        args=("names_hidden", "report_hidden"),
    )
    st.text_input(
        say("page.report.client"),
        value=now.get("client", ""),
        max_chars=report.LONGEST,
        help=say("page.report.client.help"),
        key="report_client",
        on_change=keep_typed,
        args=("client", "report_client"),
    )


def notes(say: Words) -> None:
    """The owner's own words under the answer."""
    st.text_area(
        say("page.report.notes"),
        value=kept().get("notes", ""),
        max_chars=_LONGEST_NOTES,
        help=say("page.report.notes.help"),
        key="report_notes",
        on_change=keep_typed,
        args=("notes", "report_notes"),
    )


def options(say: Words) -> report.Options:
    """What was decided, as the report takes it."""
    workspace, now = state.workspace(), kept()
    sample = workspace.sample
    return report.Options(
        names_hidden=bool(now.get("names_hidden", True)) or state.presenting(),
        client=now.get("client", ""),
        notes=now.get("notes", ""),
        sections=chosen(),
        sentences=now.get("sentences", {}),
        sample=say(f"sample.{sample}.title") if sample else "",
        brand=branding.brand(now),
        year_starts=int(workspace.setting("year_starts", 1)),
    )


def pack(say: Words, found: Analysis, wanted: report.Options) -> report.Pack:
    """The outline of the report as the workspace stands."""
    workspace = state.workspace()
    try:
        projection = cache.projection(levers.kept(found, say))
    except Refused:  # a lever was left at something impossible: the report says nothing of the future
        projection = None
    return report.build(
        found,
        say,
        key=state.secret(),
        options=wanted,
        projection=projection,
        goal=workspace.setting("goal_minor", None) is not None,
        plan=week.plan(found, float(workspace.setting("hours", week.HOURS))),
        files={each.raw.file_id: each.raw.file for each in cache.tables(workspace)},
        moving=segments.past_year(found),
        lists={name: segments.people_of(found, name) for name in segments.kept()},
    )


def downloads(say: Words, found: Analysis, made: report.Pack) -> None:
    """A button a form, whose file is made when it is asked for; then who is who, for the owner alone."""
    stem = safe_file_name(say("page.report.file", client=made.options.client), fallback="report")
    building.files(say, made, stem)
    st.caption(say("page.report.formats"))
    if made.options.names_hidden and not state.presenting():
        st.download_button(
            say("page.report.key"),
            data=partial(report.key_file, found.supporters, say, state.secret()),
            file_name=f"{stem}-key.csv",
            mime="text/csv",
            icon=":material/key:",
            type="tertiary",
            help=say("page.report.key.help"),
            on_click="ignore",
            key="report_key",
        )


def preview(say: Words, made: report.Pack) -> None:
    """The first page of what will be downloaded: its title, its first sentences, its first charts."""
    with st.container(border=True):
        if (logo := made.options.brand.logo) is not None:
            st.image(logo.png, width=min(logo.width, 200))
        st.subheader(safe_text(made.title), anchor=False)
        st.caption(safe_text(" · ".join(made.about)))
        for section in made.sections[:2]:
            st.markdown(f"**{safe_text(section.title)}**")
            for paragraph in section.paragraphs:
                st.write(safe_text(paragraph, limit=_LONGEST_NOTES))
            for figure in section.figures:
                if figure.native == "tiles":
                    _tiles(made, figure)
                if figure.draw is not None:
                    _figure(say, figure)
                    break
        if made.options.brand.footer:
            st.caption(safe_text(made.options.brand.footer))


def _tiles(made: report.Pack, figure: report.Figure) -> None:
    """Key figures, each large over its name."""
    if figure.table is None:
        return
    kind = figure.table.columns[1].kind
    with st.container(horizontal=True):
        for name, value in figure.table.rows:
            st.metric(safe_text(name), large(value, kind, made), width="content")


def _figure(say: Words, figure: report.Figure) -> None:
    if figure.draw is None:
        return
    st.caption(safe_text(f"{figure.number} {figure.title}"))
    st.write(safe_text(figure.sentence))
    try:
        drawing: Any = figure.draw(show.theme())
    except (ValueError, KeyError, TypeError):  # the same promise as in the files: a sentence in its place
        st.write(say("charts.failed"))
        return
    st.altair_chart(drawing, theme=None, key=f"preview_{figure.id}")
