"""What a table gave that was set aside or merged, by reason: how many rows, which lines, how much money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.parts import account, show
from truefans_core import ledger
from truefans_core.words.safe import safe_file_name

if TYPE_CHECKING:
    from pages.parts.loaded import Loaded
    from truefans_core.store import Workspace
    from truefans_core.words import Words

_LINES_NAMED = 8


def by_reason(say: Words, workspace: Workspace, table: Loaded) -> None:
    """A line for each reason, and every row with its cells as a download."""
    mine = account.of_table(workspace, table)
    out = mine.filter(pc.not_equal(mine["outcome"], ledger.KEPT))
    if not out.num_rows:
        st.caption(say("page.data.card.aside.none"))
        return
    st.caption(say("page.data.card.aside"))
    rows = out.to_pandas().sort_values("line", kind="stable")
    lines = [
        {
            say("page.data.aside.outcome"): say(f"page.data.aside.{outcome}"),
            say("page.data.aside.reason"): say(f"reason.{reason}"),
            say("page.data.aside.rows"): len(group),
            say("page.data.aside.lines"): _lines(say, group["line"]),
            say("page.data.aside.money"): _money(say, group),
        }
        for (outcome, reason), group in rows.groupby(["outcome", "reason"], sort=True)
    ]
    # The names of columns stand in the catalogue; the frame keeps their order.
    show.table(say, pd.DataFrame(lines), key=f"aside_{table.key}", download=False)
    st.download_button(
        say("page.data.aside.download"),
        data=lambda: show.csv(_every_row(say, table, rows)),
        file_name=safe_file_name(table.raw.file, ".set-aside.csv", fallback="rows"),
        mime="text/csv",
        icon=":material/download:",
        key=f"download_aside_{table.key}",
        on_click="ignore",
    )


def _lines(say: Words, lines: Any) -> str:
    named = ", ".join(str(line) for line in lines[:_LINES_NAMED])
    more = len(lines) - _LINES_NAMED
    return say("page.data.aside.and_more", lines=named, n=more) if more > 0 else named


def _money(say: Words, group: Any) -> str:
    sums = group.dropna(subset=["currency", "amount_minor"]).groupby("currency")["amount_minor"].sum()
    return " · ".join(say.money(int(minor), str(currency)) for currency, minor in sums.items())


def _every_row(say: Words, table: Loaded, rows: pd.DataFrame) -> pd.DataFrame:
    """The line, what became of it and why, and the cells as they stand in the file."""
    at = pc.index_in(pa.array(rows["line"].to_numpy(), pa.int64()), value_set=table.raw.lines)
    cells = table.raw.cells.take(at) if table.raw.cells.num_rows else None
    frame = pd.DataFrame(
        {
            say("page.data.aside.line"): rows["line"].to_numpy(),
            say("page.data.aside.outcome"): [say(f"page.data.aside.{each}") for each in rows["outcome"]],
            say("page.data.aside.reason"): [say(f"reason.{each}") for each in rows["reason"]],
        }
    )
    for header in table.raw.headers if cells is not None else ():
        # A header of the file may be called as one of ours.
        name = header if header not in frame.columns else f"{header} *"
        frame[name] = np.array(cells[header].to_pylist() if cells is not None else [], dtype=object)
    return frame.fillna("")
