"""The way things are shown: the answer first, equal cards, charts with a sentence, a table and a download."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from pages.parts import state
from truefans_core.words import explain
from truefans_core.words.safe import safe_cell, safe_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import altair as alt
    import pandas as pd

    from truefans_core.problems import Problem
    from truefans_core.words import Words

    Drawing = (
        alt.Chart | alt.LayerChart | alt.FacetChart | alt.ConcatChart | alt.HConcatChart | alt.VConcatChart
    )

ROWS_SHOWN = 1000
#: Rows shown on a phone.
LINES = 12
_ICON = {"note": ":material/info:", "warn": ":material/warning:", "stop": ":material/block:"}


def theme() -> Literal["light", "dark"]:
    """The theme the visitor sees, for charts that draw their own text."""
    return "dark" if st.context.theme.type == "dark" else "light"


def on_phone() -> bool:
    """Whether the visitor holds a phone, as its browser says: wide tables become lines there."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def answer(sentence: str, *more: str, hold: bool = True) -> None:
    """The first line of a page: one sentence to remember, then what belongs to it.

    While presenting it is all there is, in large letters; `hold` ends the page there until the rest is asked for.
    """
    if state.presenting():
        st.title(safe_text(sentence), anchor=False)
        if more:
            st.subheader(" ".join(safe_text(text) for text in more), anchor=False)
        if hold and not st.toggle(state.words()("app.present.rest"), key="present_rest"):
            st.stop()
        return
    st.subheader(safe_text(sentence), anchor=False)
    if more:
        st.markdown(" ".join(safe_text(text) for text in more))


def cards(
    found: Sequence[tuple[str, str, str]],
    *,
    width: int = 180,
    below: Callable[[int], None] = lambda place: None,  # noqa: ARG005 the place of the card
) -> None:
    """Equal bordered cards: label, value, and a line that says what the value means.

    Args:
        found: the cards.
        width: pixels of a card at least.
        below: draws what stands below the card at a place.
    """
    with st.grid(columns="auto", min_column_width=width, gap="small"):
        for place, (label, value, meaning) in enumerate(found):
            with st.container(border=True, height="stretch"):
                st.metric(safe_text(label), safe_text(value))
                st.caption(safe_text(meaning))
                below(place)


def problem(say: Words, found: Problem) -> None:
    """One thing to know, in a sentence; bad ones stand out."""
    sentence = safe_text(explain(say, found))
    if found.severity == "note":
        st.caption(f"{_ICON['note']} {sentence}")
    elif found.severity == "warn":
        st.warning(sentence, icon=_ICON["warn"])
    else:
        st.error(sentence, icon=_ICON["stop"])


def problems(say: Words, found: Iterable[Problem]) -> None:
    """Several things to know, the worst first."""
    order = {"stop": 0, "warn": 1, "note": 2}
    for each in sorted(found, key=lambda p: order[p.severity]):
        problem(say, each)


def notices(say: Words, found: Iterable[tuple[str | None, Problem | None]]) -> None:
    """What happened to files that were dropped: refused with the reason, or here already."""
    for file, each in found:
        if each is None:
            st.info(say("page.data.known_file", file=safe_text(file)))
        elif file is None or "file" in each.params:
            problem(say, each)
        else:
            refused = say("page.data.refused", file=safe_text(file))
            st.error(f"**{refused}.** {safe_text(explain(say, each))}", icon=_ICON["stop"])


def chart(
    say: Words,
    drawing: Drawing,
    *,
    sentence: str,
    frame: pd.DataFrame,
    key: str,
    picked: Callable[[Mapping[str, Any]], None] | None = None,
) -> None:
    """A chart with its sentence above, its table and its download below.

    The drawing carries its takeaway for screen readers as its description.

    Args:
        say: for the words.
        drawing: the chart.
        sentence: what it says.
        frame: its table.
        key: of its widgets.
        picked: called with the fields of the bar that is clicked; the drawing has a selection called "picked".
    """
    st.write(safe_text(sentence))
    if picked is None:
        st.altair_chart(drawing, theme=None, key=f"chart_{key}")
    else:
        clicked = partial(_clicked, f"chart_{key}", picked)
        st.altair_chart(drawing, theme=None, key=f"chart_{key}", on_select=clicked)
    with st.expander(say("app.table"), icon=":material/table_rows:"):
        table(say, frame, key=key)


def _clicked(key: str, picked: Callable[[Mapping[str, Any]], None]) -> None:
    found = (state.widget(key) or {}).get("selection", {}).get("picked")
    if isinstance(found, list) and found:
        picked(found[0])


def table(
    say: Words,
    frame: pd.DataFrame,
    *,
    key: str,
    columns: Mapping[str, Any] | None = None,
    select: bool = False,
    download: bool = True,
    whole: Callable[[], pd.DataFrame] | None = None,
    total: int | None = None,
) -> int | None:
    """A table of at most a thousand rows with a download of all; the position of the selected row, or None.

    Args:
        say: for the words.
        frame: the rows.
        key: of the widgets.
        columns: how columns are shown, by name.
        select: whether a row can be chosen.
        download: whether there is a download.
        whole: makes all rows when they are downloaded, where `frame` holds only the first.
        total: how many these are.
    """
    count = len(frame) if total is None else total
    shown = frame.head(ROWS_SHOWN)
    options: dict[str, Any] = {
        "hide_index": True,
        "column_config": dict(columns or {}),
        "key": f"table_{key}",
    }
    rows: list[int] = []
    if select:
        rows = list(
            st.dataframe(shown, on_select="rerun", selection_mode="single-row", **options).selection.rows
        )
    else:
        st.dataframe(shown, **options)
    if count > ROWS_SHOWN:
        st.caption(say("app.first_rows", n=ROWS_SHOWN, total=count))
    if download:
        offer(say, key, (lambda: frame) if whole is None else whole)
    return rows[0] if rows else None


def lines(say: Words, frame: pd.DataFrame, *, key: str) -> None:
    """A table for a phone: what each row says on a line of its own, the first rows only, with a download of all.

    Args:
        say: for the words.
        frame: texts; an empty one is left out.
        key: of the download.
    """
    for row in frame.head(LINES).itertuples(index=False):
        st.markdown(safe_text(" · ".join(cell for cell in row if cell)))
    if len(frame) > LINES:
        st.caption(say("app.first_lines", n=LINES, total=len(frame)))
    offer(say, key, lambda: frame)


def offer(say: Words, key: str, whole: Callable[[], pd.DataFrame]) -> None:
    """A download of all rows, made when it is clicked."""
    st.download_button(
        say("app.download"),
        data=lambda: csv(whole()),
        file_name=f"{key}.csv",
        mime="text/csv",
        icon=":material/download:",
        key=f"download_{key}",
        on_click="ignore",
    )


def csv(frame: pd.DataFrame) -> bytes:
    """A frame as CSV whose cells a spreadsheet takes as text, never as a formula."""
    safe = frame.rename(columns=lambda name: safe_cell(str(name)))
    for name in safe.columns[[not _is_number(safe[c]) for c in safe.columns]]:
        safe[name] = [safe_cell(v) if isinstance(v, str) else v for v in safe[name]]
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _is_number(column: pd.Series[Any]) -> bool:
    return column.dtype.kind in "iufb"
