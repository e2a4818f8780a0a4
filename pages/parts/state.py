"""The only door to `st.session_state`, and with it to the workspace of this session."""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.parts import quota
from truefans_core import store
from truefans_core.problems import Problem, Refused
from truefans_core.values import is_zone
from truefans_core.words import PRESETS, SOURCE_LANGUAGE, Words, language_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from streamlit.runtime.uploaded_file_manager import UploadedFile

_DEEP_LINK, _PAGES, _WORKSPACE, _NOTICES, _UPLOADER, _PERSON, _FAILED, _DONE, _ASKED, _HELD = (
    "_deep_link", "_pages", "_workspace", "_notices", "_uploader", "_person", "_failed", "_done", "_asked", "_held",
)  # fmt: skip
#: What the address calls the workspace, so that each of two windows keeps its own when it is reloaded.
_IN_ADDRESS = "workspace"
_ABOUT_WORKSPACE = ("R_STORE", "N_NOT_SAVING")


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


def shelf() -> store.Shelf | None:
    """The workspaces kept on this computer; None where others can reach the app: there each session has its own."""
    return store.Shelf(store.home(os.environ)) if local() else None


def workspace() -> store.Workspace:
    """The workspace of this session: the kept one on one's own computer, else one that ends with the session."""
    if _WORKSPACE not in st.session_state:
        st.session_state[_WORKSPACE] = _open()
    found: store.Workspace = st.session_state[_WORKSPACE]
    return found


def _open() -> store.Workspace:
    kept = shelf()
    if kept is None:
        return store.Workspace.in_memory()
    asked = st.query_params.get(_IN_ADDRESS, "")
    try:
        try:
            found, problems = kept.open(asked or kept.last(), today())
        except KeyError:  # the address names one that is not there any more
            found, problems = kept.open(kept.last(), today())
    except Refused as refused:
        found, problems = store.Workspace.in_memory(), (refused.problem, Problem("N_NOT_SAVING"))
    for each in problems if found.trouble is None else ():
        notice(each)
    return found


def start_with(found: store.Workspace) -> None:
    """Go on with another workspace: what was typed and chosen for the one before is forgotten."""
    before = st.session_state.get(_WORKSPACE)
    for key in [key for key in st.session_state if key not in {_PAGES, _UPLOADER}]:
        del st.session_state[key]
    st.query_params.clear()
    st.session_state[_WORKSPACE] = found
    if before is not None and before is not found:
        before.close()


def count_held() -> None:
    """Tell the upload quota how much of what was uploaded still waits as it came."""
    if (run := get_script_run_ctx()) is not None:
        waiting = sum(upload.size for upload in workspace().uploads() if not upload.confirmed)
        quota.HELD.keep(run.session_id, waiting)


def name_in_address() -> None:
    """Put the workspace into the address where there are several to tell apart."""
    kept, found = shelf(), workspace()
    if kept is None or found.path is None or len(kept.ids()) < 2:  # noqa: PLR2004 one needs no telling apart
        return
    if st.query_params.get(_IN_ADDRESS) != found.path.stem:
        st.query_params[_IN_ADDRESS] = found.path.stem


def words() -> Words:
    """The speaker in the preset of the workspace and the locale of the browser."""
    preset = workspace().setting("preset")
    locale = (st.context.locale or SOURCE_LANGUAGE).replace("-", "_")
    return Words(
        language=language_of(locale), preset=preset if preset in PRESETS else PRESETS[0], locale=locale
    )


def presenting() -> bool:
    """Whether names are hidden on every screen."""
    return bool(workspace().setting("presenting", default=False))


def secret() -> bytes:
    """The secret of the workspace that aliases are made with; made once, never shown."""
    alias_key = workspace().update_setting("alias_key", lambda old: old or secrets.token_hex(32))
    return bytes.fromhex(alias_key)


def today(zone: str = "UTC") -> dt.date:
    """The one clock of the app: the day it is in a time zone; the core is told the day."""
    return dt.datetime.now(tz=ZoneInfo(zone)).date()  # noqa: TID251 the app is where today comes from


def browser_zone() -> str | None:
    """The time zone of the browser, where it tells one that this computer knows."""
    zone = st.context.timezone
    return zone if zone and is_zone(zone) else None


def note_failure(content: str | None) -> None:
    """Remember the content whose analysis fails, so that it is not tried on every run; None: it works."""
    st.session_state[_FAILED] = content


def failure() -> str | None:
    """The content whose analysis failed last, or None."""
    return st.session_state.get(_FAILED)


def notice(problem: Problem | None, file: str | None = None) -> None:
    """Keep something to say until it has been shown: a problem, with the file it concerns; None: known already."""
    st.session_state.setdefault(_NOTICES, []).append((file, problem))


def take_notices(*, of_workspace: bool = False) -> list[tuple[str | None, Problem | None]]:
    """What there is to say, once: of files that were dropped, or `of_workspace` and whether it is saved."""
    mine: list[tuple[str | None, Problem | None]] = []
    others: list[tuple[str | None, Problem | None]] = []
    for file, problem in st.session_state.pop(_NOTICES, []):
        about = file is None and problem is not None and problem.code.startswith(_ABOUT_WORKSPACE)
        (mine if about == of_workspace else others).append((file, problem))
    if others:
        st.session_state[_NOTICES] = others
    return mine


def uploader_key() -> str:
    """The key of the uploader; a new one empties it, so that no bytes stay behind in it."""
    return f"upload_{st.session_state.get(_UPLOADER, 0)}"


def empty_uploader(files: Iterable[UploadedFile] = ()) -> None:
    """Forget the files that the uploader holds: they are in the workspace now, and their memory is given back."""
    st.session_state[_UPLOADER] = st.session_state.get(_UPLOADER, 0) + 1
    run = get_script_run_ctx()
    if run is not None and isinstance(run.uploaded_file_mgr, MemoryUploadedFileManager):
        for file in files:
            run.uploaded_file_mgr.remove_file(session_id=run.session_id, file_id=file.file_id)


def widget(key: str) -> Any:
    """What a widget of this key holds now; for callbacks."""
    return st.session_state.get(key)


def set_widget(key: str, value: Any) -> None:
    """Let the widget of this key hold a value when it is drawn next; for callbacks."""
    st.session_state[key] = value


def dialog_is_done(*, now: bool = False) -> bool:
    """Whether what a dialog asked about has been done, once; `now` says that it has."""
    was = bool(st.session_state.pop(_DONE, False))
    if now:
        st.session_state[_DONE] = True
    return was


def chosen_person() -> str | None:
    """The person whose page is open."""
    return st.session_state.get(_PERSON)


def choose_person(person_id: str | None) -> None:
    """Open or close the page of a person."""
    st.session_state[_PERSON] = person_id


def ask_for(form: str) -> None:
    """Have the file of a report made on this run; for callbacks."""
    st.session_state[_ASKED] = form


def asked_for() -> str | None:
    """The file to be made, once."""
    form: str | None = st.session_state.pop(_ASKED, None)
    return form


def hold(form: str, digest: str, content: bytes) -> None:
    """Keep a file that was made, for as long as what it was made of stays the same."""
    st.session_state.setdefault(_HELD, {})[form] = (digest, content)


def held(form: str, digest: str) -> bytes | None:
    """The file made of this, if it was; one made of something else is let go."""
    files: dict[str, tuple[str, bytes]] = st.session_state.get(_HELD, {})
    if form in files and files[form][0] != digest:
        del files[form]
    return files[form][1] if form in files else None


def let_files_go() -> None:
    """Forget every file that was made."""
    st.session_state.pop(_HELD, None)
