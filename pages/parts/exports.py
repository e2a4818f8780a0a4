"""Which platforms somebody uses: the click path to each export and what it adds; and the survey that adds the rest."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import choices
from truefans_core import cultivate
from truefans_core.columns import MARKS, ROLES
from truefans_core.sources import SOURCES

if TYPE_CHECKING:
    from truefans_core.sources import Source
    from truefans_core.sources.source import Grain
    from truefans_core.store import Workspace
    from truefans_core.words import Words

#: What the rows of an export are, in the order people look for their platforms.
_KINDS: tuple[Grain, ...] = ("members", "payments", "contacts", "attendance", "aggregate")
_OTHER = ""


def platforms(say: Words, workspace: Workspace) -> None:
    """A list to search for the platforms in use; for each its exports."""
    exports: dict[str, list[Source]] = {}
    for source in SOURCES.values():
        if source.platform and source.signature:
            exports.setdefault(source.platform, []).append(source)
    names = [*sorted(exports, key=lambda name: (_place(exports[name]), name.casefold())), _OTHER]
    kept = [name for name in workspace.setting("platforms", []) if name in names]
    chosen = st.multiselect(
        say("page.data.which"),
        names,
        default=kept,
        format_func=lambda name: _name(say, name, exports.get(name, [])),
        placeholder=say("page.data.which.search", n=len(exports)),
        help=say("page.data.which.help"),
        select_all=False,
        key="platforms_used",
        on_change=choices.keep_widget,
        args=("platforms", "platforms_used"),
    )
    with st.grid(columns="auto", min_column_width=300, gap="small"):
        for name in chosen:
            with st.container(border=True, height="stretch"):
                if name == _OTHER:
                    st.markdown(f"**{say('page.data.which.other')}**")
                    st.write(say("page.data.which.other.text"))
                for source in exports.get(name, []):
                    _export(say, source)


def marks_of(source: Source) -> tuple[str, ...]:
    """The marks that an export speaks of."""
    fed = {ROLES[role].feeds for role in {**source.optional, **source.roles}.values() if role}
    return tuple(mark for mark in MARKS if mark in fed)


def survey(say: Words) -> None:
    """The ready survey in the words of the preset, and how its answers come back."""
    with st.expander(say("page.data.survey"), icon=":material/quiz:"):
        st.write(say("page.data.survey.text"))
        st.code(cultivate.survey(say), language=None, wrap_lines=True)
        st.download_button(
            say("page.data.survey.download"),
            data=lambda: cultivate.survey(say).encode(),
            file_name="survey.txt",
            mime="text/plain",
            icon=":material/download:",
            key="survey_download",
            on_click="ignore",
        )
        st.markdown(say("page.data.survey.back"))


def _place(sources: list[Source]) -> int:
    """The kind that most exports of a platform are of, by its place among the kinds."""
    counts = Counter(source.grain for source in sources if source.grain in _KINDS)
    return min(range(len(_KINDS)), key=lambda place: -counts[_KINDS[place]])


def _name(say: Words, name: str, sources: list[Source]) -> str:
    if name == _OTHER:
        return say("page.data.which.other")
    kind = say(f"page.data.kind.{_KINDS[_place(sources)]}")
    return say("page.data.which.option", platform=name, kind=kind)


def _export(say: Words, source: Source) -> None:
    st.markdown(f"**{say(f'source.{source.slug}.name')}**")
    if marks := marks_of(source):
        st.caption(" · ".join(say(f"page.data.mark.{mark}") for mark in marks))
    st.write(say("page.data.which.path", how=say(f"source.{source.slug}.how")))
    st.write(say("page.data.which.adds", adds=say(f"source.{source.slug}.adds")))
