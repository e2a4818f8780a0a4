"""The fee book in use: the one that ships, or the user's own, corrected on screen or in a file."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.parts import show, state
from truefans_core.fees import COLUMNS, FeeBook, book, fee_records, own_fees, read_own_fees
from truefans_core.problems import Problem, Refused
from truefans_core.words.safe import safe_cell

if TYPE_CHECKING:
    from truefans_core.words import Words

_SETTING = "fees"
_MOST_BYTES = 500_000


def used() -> FeeBook:
    """The fee book of the workspace; the one that ships where there is none that can be read."""
    records = state.workspace().setting(_SETTING, None)
    if not records:
        return book()
    try:
        return own_fees(records)
    except (Refused, AttributeError, TypeError):
        return book()


def edit(say: Words) -> None:
    """Every row with its date, source and confidence, to be corrected here or taken out and in as a file."""
    if state.workspace().setting(_SETTING, None):
        st.info(say("page.method.fee.own"), icon=":material/edit:")
        st.button(say("page.method.fee.back"), on_click=_back, key="fees_back")
    edited = st.data_editor(
        pd.DataFrame(fee_records(used()), columns=list(COLUMNS)),
        column_config={name: st.column_config.TextColumn(say(f"page.method.fee.{name}")) for name in COLUMNS},
        num_rows="dynamic",
        hide_index=True,
        key="fees_edited",
    )
    with st.container(horizontal=True):
        use = st.button(say("page.method.fee.use"), key="fees_use", icon=":material/check:")
        st.download_button(
            say("page.method.fee.download"),
            data=_written,
            file_name="fees.csv",
            mime="text/csv",
            icon=":material/download:",
            key="fees_download",
            on_click="ignore",
        )
    if use:
        try:
            rows = edited.fillna("").to_dict("records")
            _keep(own_fees({str(name): cell for name, cell in row.items()} for row in rows))
        except Refused as refused:
            show.problem(say, refused.problem)
        else:
            st.rerun()
    with st.popover(say("page.method.fee.file"), icon=":material/upload:"):
        st.file_uploader(say("page.method.fee.file"), type="csv", key="fees_upload", on_change=_keep_file)
        match _of_file():
            case Problem() as problem:
                show.problem(say, problem)


def _written() -> bytes:
    """The fee book in use as CSV; cells as a spreadsheet takes them for text."""
    text = io.StringIO(newline="")
    rows = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    rows.writeheader()
    for record in fee_records(used()):
        rows.writerow({name: safe_cell(text) for name, text in record.items()})
    return text.getvalue().encode("utf-8-sig")


def _of_file() -> FeeBook | Problem | None:
    file = state.widget("fees_upload")
    if file is None:
        return None
    try:
        return (
            read_own_fees(file.getvalue().decode("utf-8-sig")) if file.size <= _MOST_BYTES else _unreadable()
        )
    except Refused as refused:
        return refused.problem
    except ValueError:
        return _unreadable()


def _unreadable() -> Problem:
    return Problem("S_FEE_ROW", params={"row": 1})


def _keep_file() -> None:
    match _of_file():
        case FeeBook() as found:
            _keep(found)


def _keep(fees: FeeBook) -> None:
    state.workspace().set_setting(_SETTING, fee_records(fees))


def _back() -> None:
    state.workspace().set_setting(_SETTING, None)
