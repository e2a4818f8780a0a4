"""Files into the workspace: taken one by one with their steps shown, refused in one sentence, samples opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import cache, state
from truefans_core import samples
from truefans_core.reading import read
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truefans_core.store import Workspace
    from truefans_core.words import Words


def take(say: Words, files: Sequence[tuple[str, bytes]]) -> None:
    """Copy uploaded files into the workspace; the first own file takes the place of a sample."""
    workspace = state.workspace()
    known = {upload.id for upload in workspace.uploads() if not upload.confirmed}
    with st.status(say("page.data.busy", n=len(files)), expanded=True) as status:
        bar = st.progress(0.0)
        for number, (name, data) in enumerate(files):
            bar.progress(number / (len(files) + 1), text=say("app.reading", file=safe_text(name)))
            _take(workspace, name, data, known)
        bar.progress(len(files) / (len(files) + 1), text=say("page.data.busy.adding"))
        # What the page is about to show is worked out while the steps are still to be seen.
        cache.analysis_or_none(workspace)
        status.update(label=say("page.data.busy.done"), state="complete")


def _take(workspace: Workspace, name: str, data: bytes, known: set[str]) -> None:
    try:
        if workspace.sample or workspace.has_confirmed(data):
            read(name, data)  # a file that cannot be used leaves the sample, or what was kept of it, as it is
        if workspace.sample:
            workspace.clear()
            known.clear()
        if not workspace.uploads():
            _use_zone(workspace)
        upload = workspace.add_upload(name, data, state.today())
        if upload in known:
            state.notice(None, name)
            return
        known.add(upload)
        try:
            cache.read_upload(workspace, upload, name)
        except Exception:
            workspace.remove(upload)
            raise
    except Exception as fault:  # noqa: BLE001 the next file may well be read
        state.notice(cache.problem_of(fault, name), name)


def _use_zone(workspace: Workspace) -> None:
    """Let the days of the first file be those of the browser, unless another time zone was chosen."""
    if workspace.setting("time_zone") is None and (zone := state.browser_zone()) is not None:
        workspace.set_setting("time_zone", zone)


def open_sample(name: str) -> None:
    """Replace the workspace with a sample."""
    sample = samples.describe(name)
    settings = {"preset": sample.preset, "currency": sample.currency, "goal_minor": sample.goal_minor}
    state.workspace().replace_all(samples.files(name), state.today(), settings=settings, sample=name)
    state.choose_person(None)


def close_sample() -> None:
    """Empty the workspace again."""
    state.workspace().clear()


def erase() -> None:
    """Take everything out of the workspace, for good."""
    state.workspace().clear()
    state.choose_person(None)
