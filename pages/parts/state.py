"""The only door to `st.session_state`, and with it to the workspace of this session."""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from truefans_core import store
from truefans_core.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truefans_core.problems import Problem

_DEEP_LINK, _PAGES, _WORKSPACE, _NOTICES, _UPLOADER, _PERSON, _FAILED = (
    "_deep_link", "_pages", "_workspace", "_notices", "_uploader", "_person", "_failed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeepLink:
    """Where a visitor wanted to go before app.py had routed the session."""

    page: str
    query: Mapping[str, list[str]]


def routed() -> bool:
    """Whether app.py has run in this session."""
    return _PAGES in st.session_state


def remember_pages(pages: Mapping[str, st.Page]) -> None:
    """Keep the pages, so that others can link to them."""
    st.session_state[_PAGES] = pages


def page(name: str) -> st.Page:
    """A page by its name."""
    found: st.Page = st.session_state[_PAGES][name]
    return found


def leave_deep_link(name: str, query: Mapping[str, list[str]]) -> None:
    """Remember where to go once app.py has run."""
    st.session_state[_DEEP_LINK] = DeepLink(name, query)


def take_deep_link() -> DeepLink | None:
    """Where to go, once."""
    link: DeepLink | None = st.session_state.pop(_DEEP_LINK, None)
    return link


def local() -> bool:
    """Whether only this computer can reach the app: then the workspace is kept from visit to visit."""
    if os.environ.get("TRUEFANS_SHARED", "") == "1":
        return False
    address = st.get_option("server.address") or ""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def workspace() -> store.Workspace:
    """The workspace of this session: the kept one on one's own computer, else one that ends with the session."""
    if _WORKSPACE not in st.session_state:
        st.session_state[_WORKSPACE] = _open()
    found: store.Workspace = st.session_state[_WORKSPACE]
    return found


def _open() -> store.Workspace:
    if not local():
        return store.Workspace.in_memory()
    found, problems = store.Workspace.open_or_not_saving(store.home(os.environ) / store.WORKSPACE_FILE)
    for each in problems:
        notice(each)
    return found


def words() -> Words:
    """The speaker in the preset of the workspace and the locale of the browser."""
    return Words(
        preset=workspace().setting("preset", "creator"), locale=(st.context.locale or "en").replace("-", "_")
    )


def today() -> dt.date:
    """The one clock of the app; the core is told the day."""
    return dt.datetime.now(tz=dt.UTC).date()  # noqa: TID251 the app is where today comes from


def note_failure(content: str | None) -> None:
    """Remember the content whose analysis fails, so that it is not tried on every run; None: it works."""
    st.session_state[_FAILED] = content


def failure() -> str | None:
    """The content whose analysis failed last, or None."""
    return st.session_state.get(_FAILED)


def notice(problem: Problem | None, file: str | None = None) -> None:
    """Keep something to say until it has been shown: a problem, with the file it concerns; None: known already."""
    st.session_state.setdefault(_NOTICES, []).append((file, problem))


def take_notices() -> list[tuple[str | None, Problem | None]]:
    """What there is to say, once."""
    found: list[tuple[str | None, Problem | None]] = st.session_state.pop(_NOTICES, [])
    return found


def uploader_key() -> str:
    """The key of the uploader; a new one empties it, so that no bytes stay behind in it."""
    return f"upload_{st.session_state.get(_UPLOADER, 0)}"


def empty_uploader() -> None:
    """Forget the files that the uploader holds: they are in the workspace now."""
    st.session_state[_UPLOADER] = st.session_state.get(_UPLOADER, 0) + 1


def widget(key: str) -> Any:
    """What a widget of this key holds now; for callbacks."""
    return st.session_state.get(key)


def chosen_person() -> str | None:
    """The person whose page is open."""
    return st.session_state.get(_PERSON)


def choose_person(person_id: str | None) -> None:
    """Open or close the page of a person."""
    st.session_state[_PERSON] = person_id
