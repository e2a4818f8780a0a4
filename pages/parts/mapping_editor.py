"""What the columns of a table mean: each with examples and a choice of meanings, kept and loaded as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import choices
from truefans_core.columns import ROLES
from truefans_core.words.safe import safe_file_name, safe_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.parts.loaded import Loaded
    from truefans_core.mapping import Mapping, Use
    from truefans_core.words import Words

_EXAMPLES = 3
#: Choices on the screen at a time; more columns come in parts.
_AT_ONCE = 40
_LONGEST_HEADER, _LONGEST_EXAMPLE = 80, 40
#: From which confidence a column is sure, and likely.
_SURE, _LIKELY = 0.9, 0.7


def columns(say: Words, table: Loaded) -> None:
    """The columns with examples and meanings; corrected ones are used when the user says so."""
    mapping = table.imported.mapping
    if mapping is None:
        return
    if table.confirmed:
        st.caption(say("page.data.card.columns.kept"))
        _kept(say, table, mapping)
    else:
        st.caption(say("page.data.card.columns.text"))
        _correct(say, table, mapping)
    with st.container(horizontal=True):
        st.download_button(
            say("page.data.mapping.save"),
            data=mapping.to_json(),
            file_name=safe_file_name(table.raw.file, ".columns.json", fallback="table"),
            mime="application/json",
            icon=":material/download:",
            key=f"save_{table.key}",
            on_click="ignore",
            help=say("page.data.mapping.save.help"),
        )
        if not table.confirmed:
            _load(say, table)


def confidence(say: Words, use: Use) -> str:
    """How sure a meaning is, in words; nothing where the column is left out."""
    if use.role is None:
        return ""
    if use.confidence >= _SURE:
        return say("page.data.sure.sure")
    return say("page.data.sure.likely" if use.confidence >= _LIKELY else "page.data.sure.guess")


def guesses(mapping: Mapping) -> int:
    """How many columns in use are no more than a guess."""
    return sum(use.role is not None and use.confidence < _LIKELY for use in mapping.uses)


def column_name(say: Words, header: str, place: int) -> str:
    """A header to be shown; a column without one is called by its place."""
    return safe_text(header, _LONGEST_HEADER) or say("page.data.card.nameless", place=place + 1)


def examples(table: Loaded, header: str) -> str:
    """The first different cells of a column; nothing where it is gone."""
    if header not in table.raw.cells.column_names:
        return ""
    found = table.raw.examples(header, _EXAMPLES)
    return " · ".join(safe_text(text, _LONGEST_EXAMPLE) for text in found)


def _kept(say: Words, table: Loaded, mapping: Mapping) -> None:
    for place, use in enumerate(mapping.uses):
        if use.role is not None:
            st.markdown(
                f"**{column_name(say, use.header, place)}** — {say(f'role.{use.role}')}"
                f"  \n:small[{examples(table, use.header)}]"
            )


def _correct(say: Words, table: Loaded, mapping: Mapping) -> None:
    shown = _part(say, table, mapping.uses)
    # The keys change with the mapping, so that what is shown is always what counts.
    version = abs(hash(mapping.to_json()))
    with st.form(f"columns_{table.key}_{version}", border=False):
        keys = {place: f"role_{table.key}_{version}_{place}" for place in shown}
        for place, key in keys.items():
            _one(say, table, mapping.uses[place], place, key)
        platform = f"platform_{table.key}_{version}"
        st.text_input(
            say("page.data.card.platform"),
            value=mapping.platform,
            help=say("page.data.card.platform.help"),
            max_chars=60,
            key=platform,
        )
        st.form_submit_button(
            say("page.data.card.apply"),
            on_click=choices.use_roles,
            args=(table, keys, platform),
            key=f"apply_{table.key}_{version}",
        )


def _part(say: Words, table: Loaded, uses: Sequence[Use]) -> range:
    """The places of the columns to show: all, or the part that was picked where there are many."""
    parts = [range(at, min(at + _AT_ONCE, len(uses))) for at in range(0, len(uses), _AT_ONCE)]
    if len(parts) <= 1:
        return range(len(uses))
    number = st.selectbox(
        say("page.data.card.part", n=len(uses)),
        range(len(parts)),
        format_func=lambda n: say("page.data.card.part.of", first=parts[n].start + 1, last=parts[n].stop),
        key=f"part_{table.key}",
    )
    return parts[number]


def _one(say: Words, table: Loaded, use: Use, place: int, key: str) -> None:
    name, meaning, sure = st.columns([5, 4, 1.2], vertical_alignment="center", gap="small")
    header = column_name(say, use.header, place)
    name.markdown(
        f"**{header}**  \n:small[{examples(table, use.header) or say('page.data.card.no_examples')}]"
    )
    roles = ["", *sorted(ROLES, key=lambda role: say(f"role.{role}"))]
    meaning.selectbox(
        say("page.data.card.meaning_of", header=header),
        roles,
        index=roles.index(use.role or ""),
        format_func=lambda role: say(f"role.{role}") if role else say("page.data.card.left_out"),
        label_visibility="collapsed",
        key=key,
    )
    sure.caption(confidence(say, use))


def _load(say: Words, table: Loaded) -> None:
    with st.popover(say("page.data.mapping.load"), icon=":material/upload:", key=f"load_{table.key}"):
        key = f"loaded_{table.key}"
        st.file_uploader(
            say("page.data.mapping.load.text"),
            type="json",
            key=key,
            on_change=choices.load_mapping,
            args=(table, key),
        )
