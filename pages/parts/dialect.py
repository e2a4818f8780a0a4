"""How a file was read: encoding, delimiter, header row and sheet, with its first rows, and changed where wrong."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.parts import cache, choices, chosen, show
from truefans_core.problems import Problem
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pages.parts.loaded import Loaded
    from truefans_core.reading.tables import RawTable
    from truefans_core.store import Workspace
    from truefans_core.words import Words

_FIRST_ROWS = 5
#: Columns of the first rows; a grid of more is slow and says no more.
_WIDEST = 30
_HEADER_LINES = 30
_ENCODINGS = (
    "utf-8", "cp1252", "iso-8859-15", "cp1250", "cp1251", "cp1253", "cp1254", "utf-16", "mac-roman",
    "shift_jis", "euc-kr", "gb18030", "big5", "koi8-r", "cp1255", "cp1256",
)  # fmt: skip
#: Delimiters with their names in messages.
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", ":": "colon", " ": "space"}


def facts(say: Words, table: RawTable) -> str:
    """How a table was read, in one line."""
    parts = []
    if table.encoding:
        parts.append(_encoding(say, table.encoding))
    if table.delimiter:
        parts.append(_delimiter(say, table.delimiter))
    if table.sheet:
        parts.append(say("page.data.card.sheet", sheet=table.sheet))
    if table.header_line:
        parts.append(say("page.data.read.header", line=table.header_line))
    else:
        parts.append(say("page.data.read.no_header"))
    return say("page.data.read.as", facts=", ".join(parts))


def reading(say: Words, workspace: Workspace, table: Loaded) -> None:
    """The way a file was read with its first rows, and the choices that read it another way."""
    st.markdown(safe_text(facts(say, table.raw)))
    if table.confirmed:
        st.caption(say("page.data.read.kept"))
        _first_rows(table.raw, table.key)
        return
    kept = chosen.read_as(workspace, table.upload_id)
    hints = _choose(say, table, kept)
    other: Sequence[RawTable] | Problem = (
        [table.raw] if hints == kept else cache.try_reading(workspace, table.upload_id, table.raw.file, hints)
    )
    if isinstance(other, Problem):
        show.problem(say, other)
    else:
        for number, each in enumerate(other):
            if hints != kept:
                st.markdown(safe_text(facts(say, each)))
            _first_rows(each, f"{table.key}_{number}")
            st.caption(say("page.data.read.rows", n=each.records_in, columns=len(each.headers)))
    with st.container(horizontal=True):
        st.button(
            say("page.data.read.use"),
            type="primary",
            disabled=hints == kept or isinstance(other, Problem),
            on_click=choices.read_so,
            args=(table.upload_id, hints),
            key=f"read_use_{table.key}",
        )
        if kept:
            st.button(
                say("page.data.read.found"),
                on_click=choices.read_so,
                args=(table.upload_id, {}),
                key=f"read_found_{table.key}",
            )


def _choose(say: Words, table: Loaded, kept: Mapping[str, str]) -> dict[str, str]:
    """What the choices say now; nothing for those that are left as found."""
    offered: dict[str, Sequence[str]] = {}
    if table.raw.delimiter is not None:
        offered["encoding"] = _ENCODINGS
        offered["delimiter"] = tuple(_DELIMITERS)
    offered["header_line"] = tuple(str(line) for line in range(_HEADER_LINES + 1))
    if len(table.raw.sheets) > 1:
        offered["sheet"] = table.raw.sheets
    hints: dict[str, str] = {}
    with st.grid(columns="auto", min_column_width=180, gap="small"):
        for name, values in offered.items():
            options = [
                "",
                *dict.fromkeys([*([kept[name]] if name in kept else []), *values]),
            ]
            chosen = st.selectbox(
                say(f"page.data.read.{name}"),
                options,
                index=options.index(kept.get(name, "")),
                format_func=partial(_option, say, name),
                # A new key after each change, so that "as found" is what it says.
                key=f"read_{name}_{table.key}_{kept.get(name)}",
            )
            if chosen:
                hints[name] = chosen
    return hints


def _option(say: Words, name: str, value: str) -> str:
    if not value:
        return say("page.data.read.all_sheets" if name == "sheet" else "page.data.read.as_found")
    if name == "encoding":
        return _encoding(say, value)
    if name == "delimiter":
        return _delimiter(say, value)
    if name == "header_line":
        return (
            say("page.data.read.no_header") if value == "0" else say("page.data.read.line", line=int(value))
        )
    return value


def _encoding(say: Words, name: str) -> str:
    message = f"page.data.encoding.{name.lower().replace('_', '-')}"
    return say(message) if say.knows(message) else name


def _delimiter(say: Words, sign: str) -> str:
    name = _DELIMITERS.get(sign)
    return say(f"page.data.delimiter.{name}") if name else sign


def _first_rows(table: RawTable, key: str) -> None:
    rows = table.cells.slice(0, _FIRST_ROWS).select(list(table.headers[:_WIDEST]))
    frame = pd.DataFrame(
        {name: rows[name].to_pylist() for name in rows.column_names},
        index=table.lines[:_FIRST_ROWS].to_pylist(),
    )
    st.dataframe(frame.fillna(""), key=f"first_rows_{key}")
