"""From frames to tables of plain values, and from a chart function to something a report can draw later."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from truefans_core.report.pack import Column, Options, Section, Table

if TYPE_CHECKING:
    from truefans_core.words import Words


def numbered(section: Section, place: int, options: Options) -> Section:
    """The section at its place: figures numbered, sentences replaced by the owner's own."""
    return replace(
        section,
        figures=tuple(
            replace(
                figure,
                number=f"{place}.{i}",
                sentence=options.sentences.get(figure.id, figure.sentence),
                ours=figure.sentence,
            )
            for i, figure in enumerate(section.figures, 1)
        ),
    )


def table_of(
    frame: pd.DataFrame,
    columns: tuple[Column, ...],
    *,
    summed: set[str] | None = None,
    states: tuple[str, ...] = (),
) -> Table:
    """A frame as a table of plain Python values; what is unknown or not finite is None."""
    cells = [_plain(frame[column.name], column.kind) for column in columns]
    return Table(columns, tuple(zip(*cells, strict=True)), frozenset(summed or ()), states)


def _plain(values: pd.Series[Any], kind: str) -> list[Any]:
    if kind in ("date", "month"):
        return [None if pd.isna(value) else pd.Timestamp(value).date() for value in values]
    if kind == "text":
        return [None if pd.isna(value) else str(value) for value in values]
    whole = kind in ("count", "money")
    if _is_whole(values):
        return [int(value) for value in values]
    numbers = pd.to_numeric(values).to_numpy(dtype="float64", na_value=np.nan)
    return [None if not np.isfinite(v) else round(float(v)) if whole else float(v) for v in numbers]


def _is_whole(values: pd.Series[Any]) -> bool:
    return getattr(values.dtype, "kind", "O") in "iu" and not values.isna().any()


def draw(chart: Any, frame: Any, say: Words, theme: Any, **more: Any) -> Any:
    """A chart function with its frame, waiting for a theme: `partial(draw, chart, frame, say)`."""
    return chart(frame, say, theme, **more)
