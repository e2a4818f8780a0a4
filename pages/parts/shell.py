"""The frame around every page: navigation, title, the line under it, and what an empty workspace says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import cache, choices, faults, presenting, show, state, workspaces
from truefans_core.words import SOURCE_LANGUAGE, Amount, Words
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truefans_core.analysis import Analysis
    from truefans_core.store import Workspace

HERE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Screen:
    """A page of the app. Its words are `app.<name>.title`, `.question` and `.help`."""

    name: str
    section: str
    icon: str


SCREENS = (
    Screen("home", "start", ":material/home:"),
    Screen("data", "start", ":material/upload_file:"),
    Screen("people", "understand", ":material/group:"),
    Screen("tiers", "understand", ":material/favorite:"),
    Screen("movement", "understand", ":material/swap_vert:"),
    Screen("income", "act", ":material/savings:"),
    Screen("cultivate", "act", ":material/event_available:"),
    Screen("report", "act", ":material/summarize:"),
    Screen("method", "how", ":material/help:"),
)


def navigation() -> st.Page:
    """The pages in their sections; the page that is asked for, ready to run."""
    say = state.words()
    pages = {
        screen.name: st.Page(
            HERE / f"{screen.name}.py",
            title=say(f"app.{screen.name}.title"),
            icon=screen.icon,
            help=say(f"app.{screen.name}.help"),
            default=screen.name == "home",
        )
        for screen in SCREENS
    }
    sections: dict[str, list[st.Page]] = {}
    for screen in SCREENS:
        sections.setdefault(say(f"app.section.{screen.section}"), []).append(pages[screen.name])
    chosen = st.navigation(sections)
    state.remember_pages(pages)
    if target := state.take_deep_link():
        st.switch_page(pages[target.page], query_params=target.query)
    return chosen


def start_page(name: str) -> Words:
    """Every page's first line: make sure app.py has routed this session, then head the page.

    The first deep link after a server start runs the page's script alone; then the visitor is handed to app.py
    and comes back with the same query.
    """
    if not state.routed():
        state.leave_deep_link(name, query())
        st.switch_page("app.py")
    if saved_again():
        st.toast(state.words()("workspace.saved_again"), icon=":material/check:")
    state.name_in_address()
    state.count_held()
    say = state.words()
    workspaces.menu(say)
    workspace_line(say)
    st.title(say(f"app.{name}.title"), anchor=False)
    presenting.keep_files_out(say, name)
    return say


def saved_again() -> bool:
    """Whether a file that could not be written took everything just now."""
    workspace = state.workspace()
    return workspace.trouble is not None and workspace.save_again()


def query() -> Mapping[str, list[str]]:
    """The query parameters of the address, every value of each."""
    return {key: st.query_params.get_all(key) for key in st.query_params}


def workspace_line(say: Words) -> None:
    """Say on every page whose data this is: the sample notice, the as-of date, whether it is kept."""
    workspace = state.workspace()
    parts = [workspace.name] if workspace.name else []
    if sample := workspace.sample:
        parts.append(say("app.invented", sample=say(f"sample.{sample}.title")))
    if (found := cache.analysis_or_none(workspace)) is not None:
        parts.append(say("app.as_of", day=found.as_of))
    if state.failure() is not None:
        faults.show()
    if workspace.trouble is not None:
        show.problem(say, workspace.trouble)
    show.notices(say, state.take_notices(of_workspace=True))
    if state.presenting():
        parts.append(say("app.presenting"))
    if waiting := cache.waiting(workspace):
        parts.append(say("app.waiting", n=waiting))
    if not workspace.saving:
        parts.append(say("app.not_saving"))
    if parts:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(safe_text(" · ".join(parts)), width="content")
            if found is not None:
                _change_date(say, workspace, found)


def _change_date(say: Words, workspace: Workspace, found: Analysis) -> None:
    """Look at everything as of another day; later events are set aside."""
    with st.popover(say("app.as_of.change"), type="tertiary", icon=":material/event:"):
        st.date_input(
            say("app.as_of.label"),
            value=found.as_of,
            max_value=state.today(),
            help=say("app.as_of.help"),
            key="as_of",
        )
        # A typed day is only handed over when the field is left: the button is where to go.
        st.button(say("app.as_of.use"), on_click=choices.use_date, key="as_of_use", type="primary")
        if workspace.setting("as_of"):
            st.button(say("app.as_of.reset"), on_click=choices.use_last_day, key="as_of_reset")


def need_analysis(say: Words) -> Analysis:
    """The analysis of the workspace, or an empty state that offers the ways in, and the page ends there."""
    found = cache.analysis_or_none(state.workspace())
    if found is None:
        st.subheader(say("app.empty.title"), anchor=False)
        st.write(say("app.empty.text"))
        with st.container(horizontal=True):
            link("home", say("app.empty.sample"))
            link("data", say("app.empty.own"))
            link("income", say("app.empty.what_if"))
        about(say, None)
        st.stop()
    return found


def link(name: str, label: str, *, icon: str | None = None) -> None:
    """A link to another page of the app."""
    st.page_link(state.page(name), label=label, icon=icon or next(s.icon for s in SCREENS if s.name == name))


def go(name: str) -> None:
    """Leave for another page."""
    st.switch_page(state.page(name))


def about(say: Words, name: str | None) -> None:
    """The words under "About this page"."""
    text = None if name is None else note(say, name)
    if text is None:
        return
    with st.expander(say("app.about"), icon=":material/info:"):
        st.markdown(text)


def note(say: Words, name: str) -> str | None:
    """A longer text, in the language there is and the words of the preset."""
    for language in (say.language, SOURCE_LANGUAGE):
        file = HERE / "notes" / language / f"{name}.md"
        if file.exists():
            return say.fill(file.read_text(encoding="utf-8"))
    return None


def amount(minor: float, found: Analysis, *, whole: bool = True) -> Amount:
    """Money of the analysis, ready to be said."""
    return Amount(round(minor), found.currency, whole=whole)
