"""A list of people as a file: to read and tick off, or under the import headings of a mail tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from truefans_core import analysis, cultivate, report
from truefans_core.cultivate.tools import PLAIN, TOOLS_BY_SLUG
from truefans_core.words.safe import safe_file_name

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def week(say: Words, found: Analysis, planned: pd.DataFrame) -> None:
    """The week's list, and who of it is in no file."""
    st.write(say("page.cultivate.export.text"))
    tool = choose(say, "week_tool")
    if tool != PLAIN and (without := cultivate.without_address(planned, found.supporters)):
        st.caption(say("cultivate.without_address", n=without))
        if without == len(planned):
            st.info(say("page.cultivate.export.nobody"))
            return
    if left_out := planned.attrs["left_out"]:
        st.caption(say("cultivate.left_out", n=left_out))
    download(
        say, found, lambda: planned, tool, name="this-week", label=say("page.cultivate.download"), key="week"
    )
    if tool == PLAIN:
        return
    about = TOOLS_BY_SLUG[tool]
    st.caption(
        say(
            "page.cultivate.headings", tool=about.name, headings=", ".join(f"`{h}`" for h, _ in about.columns)
        )
    )
    st.caption(say("page.cultivate.headings.source", source=about.source))
    if about.first_name:
        st.caption(say("page.cultivate.field", tool=about.name))
        st.code(about.first_name, language=None)


def choose(say: Words, key: str) -> str:
    """Which tool the file is for."""
    return st.selectbox(
        say("page.cultivate.tool"),
        cultivate.TOOL_SLUGS,
        format_func=lambda slug: say("page.cultivate.plain") if slug == PLAIN else TOOLS_BY_SLUG[slug].name,
        key=key,
    )


def download(
    say: Words,
    found: Analysis,
    people: Callable[[], pd.DataFrame],
    tool: str,
    *,
    name: str,
    label: str,
    key: str,
) -> None:
    """The buttons: CSV for every tool, a workbook besides where the list is for reading. Made when clicked."""

    def sheet() -> cultivate.Sheet:
        return cultivate.sheet_for(
            people(), found.supporters, tool, say, found.book, analysis.kinds(found, say)
        )

    # A byte order mark lets a spreadsheet read the plain list as UTF-8; mail tools would take it for a heading.
    encoding = "utf-8-sig" if tool == PLAIN else "utf-8"
    with st.container(horizontal=True):
        st.download_button(
            label,
            data=lambda: sheet().csv().encode(encoding),
            file_name=safe_file_name(f"{name}-{tool}.csv"),
            mime="text/csv",
            icon=":material/download:",
            key=f"{key}_download",
            on_click="ignore",
        )
        if tool == PLAIN:
            st.download_button(
                say("page.cultivate.download.xlsx"),
                data=lambda: report.tasks(sheet(), say("report.section.week"), found.as_of),
                file_name=safe_file_name(f"{name}.xlsx"),
                mime=_XLSX,
                icon=":material/table_view:",
                key=f"{key}_download_xlsx",
                on_click="ignore",
            )
