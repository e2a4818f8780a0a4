"""The chart of a sheet: its numbers are the cells of the figure's table, drawn by the spreadsheet itself."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint

from truefans_core.report.tones import of_rows, of_series

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from truefans_core.report.cells import Place
    from truefans_core.report.pack import Figure, Pack, Table

_LOWEST, _HIGHEST, _WIDTH, _A_BAR, _ROW = 7.5, 14.0, 17.0, 0.5, 0.53  # centimetres


def draw(sheet: Worksheet, figure: Figure, table: Table, place: Place, pack: Pack, row: int) -> int:
    """Put the figure's chart at a row; gives how many rows it covers.

    Raises:
        ValueError: if there is nothing to draw.
    """
    told = figure.told
    if not told or not table.rows:
        raise ValueError(figure.id)
    chart: Any = LineChart() if figure.native == "lines" else BarChart()
    months = table.columns[0].kind == "month"
    bars = 0 if figure.native == "lines" or months else len(table.rows) * len(told)
    chart.height, chart.width = min(max(_LOWEST, 2.5 + _A_BAR * bars), _HIGHEST), _WIDTH
    for name in told:
        column = table.at(name) + 1
        values = Reference(sheet, min_col=column, min_row=place.first - 1, max_row=place.last)
        chart.add_data(values, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=place.first, max_row=place.last))
    chart.x_axis.delete = chart.y_axis.delete = False
    if months:
        chart.x_axis.number_format = "mmm yy"
    chart.y_axis.number_format = "0%" if table.columns[table.at(told[0])].kind == "share" else "#,##0"
    if figure.native == "lines":
        _lines(chart, figure, table, pack)
    else:
        _bars(chart, figure, table, pack, upright=months)
    # One series says what it is in the title, several in the legend.
    chart.title = None if len(told) == 1 else figure.title
    if len(told) == 1:
        chart.legend = None
    else:
        chart.legend.position = "b"
    sheet.add_chart(chart, f"A{row}")
    return math.ceil(float(chart.height) / _ROW) + 1


def _lines(chart: Any, figure: Figure, table: Table, pack: Pack) -> None:
    for series, colour in zip(chart.series, of_series(figure, table, pack), strict=True):
        series.graphicalProperties.line.solidFill, series.smooth = colour, False


def _bars(chart: Any, figure: Figure, table: Table, pack: Pack, *, upright: bool) -> None:
    chart.type, chart.gapWidth = ("col" if upright else "bar"), 60
    if not upright:
        chart.x_axis.scaling.orientation = "maxMin"
    # The numbers stand beside the bars, so nothing else has to tell them.
    chart.dataLabels = DataLabelList()
    chart.dataLabels.showVal = True
    for spared in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(chart.dataLabels, spared, False)
    chart.y_axis.delete, chart.y_axis.majorGridlines = True, None
    for series, colour in zip(chart.series, of_series(figure, table, pack), strict=True):
        series.graphicalProperties.solidFill = colour
    for at, colour in enumerate(of_rows(figure, table)):
        point = DataPoint(idx=at)
        point.graphicalProperties.solidFill = colour
        chart.series[0].dPt.append(point)
