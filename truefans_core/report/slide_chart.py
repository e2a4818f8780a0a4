"""The chart of a slide: its numbers from the figure's table, drawn by the presentation program itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from babel.numbers import get_currency_precision

from truefans_core.charts.theme import palette
from truefans_core.report.spoken import said
from truefans_core.report.tones import of_rows, of_series
from truefans_core.words import Amount, Share
from truefans_core.words.safe import plain_text, safe_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truefans_core.report.pack import Figure, Pack, Table

INK, QUIET = palette("light").text, palette("light").quiet
_LONGEST_LABEL = 40


def data_of(figure: Figure, pack: Pack) -> tuple[Any, Any]:
    """The numbers of a figure's chart and the kind it is drawn as.

    Raises:
        ValueError: if there is nothing to draw.
    """
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    table = figure.table
    if table is None or not table.rows or not figure.told:
        raise ValueError(figure.id)
    data = CategoryChartData(number_format=_format(table, figure.told[0], pack))
    data.categories = [_label(row, table, figure.told, pack) for row in table.rows]
    for name in figure.told:
        at = table.at(name)
        data.add_series(
            safe_cell(plain_text(table.columns[at].label, _LONGEST_LABEL)),
            [_number(row[at], table.columns[at].kind, pack) for row in table.rows],
        )
    if figure.native == "lines":
        return data, XL_CHART_TYPE.LINE
    upright = table.columns[0].kind == "month"
    return data, XL_CHART_TYPE.COLUMN_CLUSTERED if upright else XL_CHART_TYPE.BAR_CLUSTERED


def dress(chart: Any, figure: Figure, pack: Pack) -> None:
    """Colours of the groups, few lines, numbers beside the bars."""
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_LEGEND_POSITION
    from pptx.util import Pt

    table = figure.table
    if table is None:
        return
    chart.font.size, chart.font.name = Pt(14), "Arial"
    chart.font.color.rgb = _rgb(INK)
    chart.has_title = False
    chart.has_legend = len(figure.told) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    lines = figure.native == "lines"
    for series, colour in zip(chart.plots[0].series, of_series(figure, table, pack), strict=True):
        if lines:
            series.smooth = False
            series.format.line.color.rgb, series.format.line.width = RGBColor.from_string(colour), Pt(2.5)
        else:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = RGBColor.from_string(colour)
            series.invert_if_negative = False
    for at, colour in enumerate(() if lines else of_rows(figure, table)):
        fill = chart.plots[0].series[0].points[at].format.fill
        fill.solid()
        fill.fore_color.rgb = RGBColor.from_string(colour)
    number = _format(table, figure.told[0], pack)
    value, category = chart.value_axis, chart.category_axis
    value.has_major_gridlines = lines
    value.tick_labels.number_format, value.tick_labels.number_format_is_linked = number, False
    value.format.line.fill.background()
    category.format.line.color.rgb = _rgb("#DBE1EA")
    category.has_major_gridlines = False
    if lines:
        value.major_gridlines.format.line.color.rgb = _rgb("#DBE1EA")
        return
    chart.plots[0].gap_width = 60
    if table.columns[0].kind != "month":
        category.reverse_order = True
    value.visible = False
    labels = chart.plots[0]
    labels.has_data_labels = True
    labels.data_labels.number_format, labels.data_labels.number_format_is_linked = number, False
    labels.data_labels.font.size = Pt(13)


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour.lstrip("#").upper())


def _label(row: tuple[Any, ...], table: Table, told: Sequence[str], pack: Pack) -> str:
    """What stands beside a bar: the first cell, and why there is no bar where all it would tell is held back."""
    text = plain_text(said(row[0], table.columns[0].kind, pack), _LONGEST_LABEL)
    if all(row[table.at(name)] is None for name in told):
        text = f"{text}: {said(None, table.columns[table.at(told[0])].kind, pack)}"
    return str(safe_cell(text))


def _number(value: Any, kind: str, pack: Pack) -> float | None:
    if value is None or isinstance(value, str):
        return None
    if isinstance(value, Amount):
        return float(value.minor / 10 ** get_currency_precision(value.currency))
    if isinstance(value, Share):
        return value.value
    return float(value / 10 ** get_currency_precision(pack.currency)) if kind == "money" else float(value)


def _format(table: Table, name: str, pack: Pack) -> str:
    """The number format of a column's values."""
    at = table.at(name)
    first = next((row[at] for row in table.rows if row[at] is not None), None)
    if table.columns[at].kind == "share" or isinstance(first, Share):
        return "0%"
    money = isinstance(first, Amount) or table.columns[at].kind == "money"
    return f'#,##0 "{pack.currency}"' if money else "#,##0"
