"""Charts of a report as the office programs draw them: the same chart in Word and in a workbook.

The values stand in the chart itself, so that it needs no table beside it to be right.
"""

from typing import Any

from openpyxl.chart import BarChart
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumVal,
    StrData,
    StrVal,
)
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.xml.functions import tostring

from intranet.printing.official_document import Chart, ChartKind

COLORS = ("1F4E8C", "8C9BB5", "3F7D58")
"""Deep blue, grey blue, green: told apart on paper too, as every value is written."""
HEIGHT, WIDTH, EACH_BAR = 8.0, 16.0, 0.75  # cm


def drawn(chart: Chart) -> Any:
    """The chart as a drawing of openpyxl."""
    drawing: Any = BarChart()
    drawing.gapWidth = 60
    if chart.kind is ChartKind.BARS:
        drawing.type = "bar"  # the first label stands on top, the scale below
        drawing.y_axis.crosses, drawing.x_axis.scaling.orientation = "max", "maxMin"
    drawing.title, drawing.style = chart.title, 2
    drawing.width, drawing.height = WIDTH, height_of(chart)
    drawing.y_axis.scaling.min, drawing.y_axis.scaling.max = 0, 100
    drawing.y_axis.majorUnit = 20
    drawing.x_axis.delete = drawing.y_axis.delete = False
    drawing.legend = None if len(chart.series) == 1 else drawing.legend
    if drawing.legend:
        drawing.legend.position = "b"
    for number, (name, values) in enumerate(chart.series):
        drawing.series.append(_series(chart.labels, name, values, COLORS[number % len(COLORS)]))
    return drawing


def height_of(chart: Chart) -> float:
    """How high it is drawn, in cm: bars need room each."""
    lying = chart.kind is ChartKind.BARS
    return max(HEIGHT, 2.5 + EACH_BAR * len(chart.labels)) if lying else HEIGHT


def _series(
    labels: tuple[str, ...], name: str, values: tuple[float | None, ...], color: str
) -> Any:
    series: Any = Series(val=NumDataSource(numLit=_numbers(values)))
    series.tx = SeriesLabel(v=name)
    words = [StrVal(idx=n, v=label) for n, label in enumerate(labels)]
    series.cat = AxDataSource(strLit=StrData(ptCount=len(words), pt=words))
    series.dLbls = DataLabelList(showVal=True, showSerName=False, showCatName=False)
    series.dLbls.showLegendKey = series.dLbls.showPercent = False
    series.graphicalProperties.solidFill = color
    series.graphicalProperties.line.solidFill = color
    return series


def _numbers(values: tuple[float | None, ...]) -> Any:
    points = [NumVal(idx=n, v=value) for n, value in enumerate(values) if value is not None]
    return NumData(formatCode="0.0", ptCount=len(values), pt=points)


def as_xml(chart: Chart) -> bytes:
    """The chart as a part of an office file."""
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return head + bytes(tostring(drawn(chart)._write()))
