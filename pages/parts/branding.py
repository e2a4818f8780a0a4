"""What makes the report look like the client's: logo, two colours, footer, author, date; kept in the workspace."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import paper, show, state
from truefans_core import report
from truefans_core.charts.theme import palette
from truefans_core.problems import Refused
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truefans_core.words import Words

_LOGO = "report_logo"


def brand(kept: Mapping[str, Any]) -> report.Brand:
    """The brand the workspace keeps; a logo that cannot be read any more is left out."""
    picture = state.workspace().setting(_LOGO, None)
    try:
        logo = report.logo(base64.b64decode(picture)) if picture else None
    except (Refused, ValueError):
        logo = None
    colours = kept if kept.get("own_colours") else {**kept, "first": "", "second": ""}
    return report.brand_of(colours, logo)


def look(say: Words, made: report.Pack) -> None:
    """Everything about the look, behind one fold."""
    now = paper.kept()
    with st.expander(say("page.report.look"), icon=":material/palette:"):
        _logo(say, made)
        st.toggle(say("page.report.own_colours"), value=bool(now.get("own_colours")), **_kept("own_colours"))
        if now.get("own_colours"):
            with st.container(horizontal=True):
                for which, ours in (("first", palette("light").text), ("second", palette("light").true)):
                    st.color_picker(say(f"page.report.{which}"), value=now.get(which) or ours, **_kept(which))
        for remark in made.remarks:
            st.caption(safe_text(remark))
        for field in ("author", "footer"):
            st.text_input(
                say(f"page.report.{field}"),
                value=now.get(field, ""),
                max_chars=2 * report.LONGEST if field == "footer" else report.LONGEST,
                **_kept(field),
            )
        st.date_input(
            say("page.report.dated"),
            value=made.options.brand.dated,
            key="report_dated",
            help=say("page.report.dated.help"),
            on_change=_date,
        )


def _kept(field: str) -> dict[str, Any]:
    """The options of a widget whose value is kept under a field."""
    key = f"report_{field}"
    return {"key": key, "on_change": paper.keep_typed, "args": (field, key)}


def _date() -> None:
    day = state.widget("report_dated")
    paper.keep("dated", day.isoformat() if day else None)


def _logo(say: Words, made: report.Pack) -> None:
    """The logo there is, with a way to take it out; else a place to put one."""
    if made.options.brand.logo is not None:
        st.button(
            say("page.report.logo.remove"),
            icon=":material/delete:",
            key="report_logo_remove",
            on_click=state.workspace().set_setting,
            args=(_LOGO, None),
        )
        return
    given = st.file_uploader(
        say("page.report.logo"),
        type=["png", "jpg", "jpeg", "svg"],
        help=say("page.report.logo.help"),
        max_upload_size=1,
        key="report_logo_file",
    )
    if given is None:
        return
    try:
        drawn = report.logo(given.getvalue())
    except Refused as refused:
        show.problem(say, refused.problem)
        return
    state.workspace().set_setting(_LOGO, base64.b64encode(drawn.png).decode())
    st.rerun()
