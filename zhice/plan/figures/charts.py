"""Charts of an indicator as ECharts options, each with the table of the same values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Any

from django.utils.translation import gettext as _

from zhice.measuring.history import Month
from zhice.measuring.units import shown
from zhice.plan.figures.scoreboard import Standing

MONTHS = 12
BLUE, RED, GREEN, GREY, PALE = "#1a5a9e", "#b3261e", "#12643d", "#8593a5", "rgba(26,90,158,.16)"


@dataclass(frozen=True)
class Chart:
    """`option` for the drawing, `columns` and `rows` for the table beside it, `label` for who cannot see."""

    title: str
    sub: str
    label: str
    option: dict[str, Any]
    columns: list[str]
    rows: list[list[Any]]


def chart_of(standing: Standing, *, on: date) -> Chart | None:
    """The year's course of a yearly promise, else the course over the months; None where there are no months."""
    if not standing.months:
        return None
    yearly = standing.target is not None and standing.target.period == "annual"
    return _year(standing, on) if yearly else _course(standing, on)


def spark(standing: Standing) -> list[float]:
    """The last twelve months for the small line of a card; a flow as it adds up within its year."""
    months = _of_year(standing.months, standing.horizon.start.year) if standing.years else standing.months
    values = [float(month.value) for month in months[-MONTHS:]]
    return list(accumulate(values)) if standing.years else values


def has_forecast(standing: Standing) -> bool:
    """Whether there is an expected value to draw."""
    return standing.forecast is not None and standing.forecast.expected is not None


def _of_year(months: Sequence[Month], year: int) -> list[Month]:
    return [month for month in months if month.period.start.year == year]


def _year(standing: Standing, on: date) -> Chart:
    year = standing.horizon.start.year
    actual = _running([month for month in standing.months if month.complete or month.period.end >= on], year)
    before = _running(standing.months, year - 1)
    bound = float(standing.promise.bound) if standing.promise else None
    pace = [round(bound * month / MONTHS, 1) for month in range(1, MONTHS + 1)] if bound else []
    ahead, band_low, band_high = _ahead(standing, actual)
    labels = [_("%(month)s月") % {"month": month} for month in range(1, MONTHS + 1)]
    series: list[dict[str, Any]] = [
        _line(_("实际累计"), actual, BLUE, width=3, mark=_target_line(bound, year)),
        _line(_("%(year)s年同期") % {"year": year - 1}, before, GREY, width=1.5),
        _line(_("达标所需进度"), pace, GREEN, dashed=True, width=1.5),
    ]
    if has_forecast(standing):
        series += [_line(_("预测"), ahead, BLUE, dotted=True, width=2.5), *_band(band_low, band_high)]
    columns = [_("月份"), _("实际累计"), _("%(year)s年同期") % {"year": year - 1}, _("达标所需进度")]
    rows = [[labels[i], _at(actual, i), _at(before, i), _at(pace, i)] for i in range(MONTHS)]
    if has_forecast(standing):
        columns.append(_("预测"))
        for i, row in enumerate(rows):
            row.append(_at(ahead, i) if i >= len(actual) else None)
    name = standing.placement.indicator.name
    return Chart(
        title=_("%(name)s：累计进度与预测") % {"name": name},
        sub=_("%(year)s年，单位：%(unit)s；阴影为 80%% 预测区间")
        % {"year": year, "unit": standing.figure.unit},
        label=_("%(name)s %(year)s 年逐月累计 %(value)s %(unit)s")
        % {
            "name": name,
            "year": year,
            "value": shown(Decimal(str(actual[-1]))) if actual else "—",
            "unit": standing.figure.unit,
        },
        option=_option(labels, series),
        columns=columns,
        rows=rows,
    )


def _course(standing: Standing, on: date) -> Chart:
    months = standing.months
    labels = [f"{month.period.start:%Y-%m}" for month in months]
    values = [float(month.value) for month in months]
    unit = standing.figure.terms[0].unit if standing.figure.terms else standing.figure.unit
    name = standing.figure.terms[0].name if standing.figure.terms else None
    title = standing.placement.indicator.name
    return Chart(
        title=_("%(name)s：逐月") % {"name": title},
        sub=_("截至 %(day)s，单位：%(unit)s") % {"day": on, "unit": unit},
        label=_("%(name)s逐月变化") % {"name": title},
        option=_option(labels, [_line(str(name) if name else title, values, BLUE, width=2.5, area=True)]),
        columns=[_("月份"), str(name) if name else title],
        rows=[[label, value] for label, value in zip(labels, values, strict=True)],
    )


def _running(months: Sequence[Month], year: int) -> list[float]:
    return [float(value) for value in accumulate(month.value for month in _of_year(months, year))]


def _ahead(
    standing: Standing, actual: list[float]
) -> tuple[list[float | None], list[float | None], list[float | None]]:
    """The forecast from the last actual month to December: a straight way to the expected value and its interval."""
    if not has_forecast(standing) or not actual:
        return [], [], []
    left = MONTHS - len(actual)
    before: list[float | None] = [None] * (len(actual) - 1)

    def way(to: float) -> list[float | None]:
        step = (to - actual[-1]) / left if left else 0.0
        return [*before, *(round(actual[-1] + step * i, 1) for i in range(left + 1))]

    ahead = standing.forecast
    assert (
        ahead is not None and ahead.expected is not None and ahead.low is not None and ahead.high is not None
    )
    return way(float(ahead.expected)), way(float(ahead.low)), way(float(ahead.high))


def _band(low: list[float | None], high: list[float | None]) -> list[dict[str, Any]]:
    spread = [None if a is None or b is None else round(b - a, 1) for a, b in zip(low, high, strict=True)]
    hidden = {
        "lineStyle": {"opacity": 0},
        "symbol": "none",
        "stack": "band",
        "silent": True,
        "tooltip": {"show": False},
    }
    return [
        {"type": "line", "data": low, **hidden},
        {"type": "line", "data": spread, "areaStyle": {"color": PALE}, **hidden},
    ]


def _target_line(bound: float | None, year: int) -> dict[str, Any] | None:
    if bound is None:
        return None
    label = _("年度目标 %(value)s") % {"value": shown(Decimal(str(bound)))}
    return {
        "symbol": "none",
        "silent": True,
        "lineStyle": {"color": RED, "width": 2, "type": "solid"},
        "label": {"formatter": label, "position": "insideStartTop", "color": RED, "fontWeight": "bold"},
        "data": [{"yAxis": bound}],
    }


def _line(
    name: str,
    data: Sequence[float | None],
    colour: str,
    *,
    width: float,
    dashed: bool = False,
    dotted: bool = False,
    area: bool = False,
    mark: dict[str, Any] | None = None,
) -> dict[str, Any]:
    style = "dashed" if dashed else "dotted" if dotted else "solid"
    line: dict[str, Any] = {
        "name": name,
        "type": "line",
        "data": list(data),
        "symbol": "circle" if width > 2 and not dotted else "none",  # noqa: PLR2004
        "symbolSize": 5,
        "itemStyle": {"color": colour},
        "lineStyle": {"color": colour, "width": width, "type": style},
    }
    if area:
        line |= {"areaStyle": {"color": PALE}, "symbol": "none"}
    return line | ({"markLine": mark} if mark else {})


def _option(labels: list[str], series: list[dict[str, Any]]) -> dict[str, Any]:
    named = [line["name"] for line in series if "name" in line]
    return {
        "grid": {"left": 8, "right": 18, "top": 44, "bottom": 8, "containLabel": True},
        "legend": {"data": named, "left": 0, "top": 0, "icon": "roundRect", "itemHeight": 4, "itemWidth": 18},
        "xAxis": {"type": "category", "data": labels, "boundaryGap": False},
        "yAxis": {"type": "value", "splitLine": {"lineStyle": {"color": "#e8edf3"}}},
        "series": series,
    }


def _at(values: Sequence[Any], index: int) -> Any:
    return values[index] if index < len(values) else None
