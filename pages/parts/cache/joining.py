"""Who is one person now, and which sources seem to tell the same money."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import answers, chosen
from pages.parts.cache.files import records_of
from truefans_core.overlap import Pair, propose
from truefans_core.people import Decisions, Joined, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truefans_core.records import Records
    from truefans_core.store import Workspace


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _pairs(_records: Sequence[Records], _decided: Decisions, key: str) -> tuple[Pair, ...]:  # noqa: ARG001 the key is the content
    # What is the same money is asked of everything, whatever was answered.
    return propose(join(_records, replace(_decided, same_money={})).events)


def joined(workspace: Workspace) -> Joined:
    """The people of the workspace as they are joined now; made anew at each call."""
    return join(records_of(workspace), chosen.decisions(workspace))


def pairs(workspace: Workspace) -> tuple[Pair, ...]:
    """Pairs of sources whose payments seem to be the same money."""
    return _pairs(
        records_of(workspace),
        chosen.decisions(workspace),
        chosen.content_key(workspace, *chosen.EXTRACTED, *answers.OPTIONS),
    )


def forget() -> None:
    """Drop what this session keeps here."""
    _pairs.clear()
