"""Before a file is confirmed: which of its columns stay and which are forgotten, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import choices, mapping_editor
from truefans_core.columns import NOT_KEPT, ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.parts.loaded import Loaded
    from truefans_core.mapping import Use
    from truefans_core.words import Words

#: Columns named in one list; of more, the number is said.
_MOST = 40


def confirm(say: Words, tables: Sequence[Loaded]) -> None:
    """The button that keeps only the columns in use of a file, behind the list of what stays and what goes."""
    upload = tables[0].upload_id
    with st.popover(say("page.data.card.right"), icon=":material/check:", key=f"right_{upload}"):
        st.write(say("page.data.keep.text"))
        for table in tables:
            if len(tables) > 1:
                st.markdown(f"**{mapping_editor.column_name(say, table.raw.sheet or '', table.number)}**")
            _columns(say, table)
        st.button(
            say("page.data.keep.yes"),
            type="primary",
            on_click=choices.confirm,
            args=(upload,),
            key=f"confirm_{upload}",
        )


def _columns(say: Words, table: Loaded) -> None:
    mapping = table.imported.mapping
    if mapping is None or table.imported.records is None:
        st.write(say("page.data.keep.whole"))
        return
    kept, gone = [], []
    for place, use in enumerate(mapping.uses):
        name = mapping_editor.column_name(say, use.header, place)
        if (why := _why_not(use)) is None:
            kept.append(f"- {name}: {say(f'role.{use.role}')}")
        else:
            gone.append(f"- {name}: {say(f'page.data.keep.why.{why}')}")
    sides = [(title, lines) for title, lines in (("gone", gone), ("kept", kept)) if lines]
    for side, (title, lines) in zip(st.columns(len(sides)), sides, strict=True):
        with side:
            _list(say, say(f"page.data.keep.{title}", n=len(lines)), lines)


def _why_not(use: Use) -> str | None:
    """Why a column is forgotten, or None where it stays."""
    if use.role is None:
        return "unused"
    if ROLES[use.role].feeds == "never":
        return "private"
    return "words" if use.role in NOT_KEPT else None


def _list(say: Words, title: str, lines: Sequence[str]) -> None:
    st.markdown(f"**{title}**")
    st.markdown("\n".join(lines[:_MOST]))
    if len(lines) > _MOST:
        st.caption(say("page.data.keep.more", n=len(lines) - _MOST))
