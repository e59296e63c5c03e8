"""A comparison drawn: bars with their table, and a tile for each unit of the province where its place on the grid is known."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from zhice.measuring.units import shown
from zhice.plan.comparing.comparison import Comparison
from zhice.plan.figures.charts import BLUE, RED, Chart
from zhice.plan.figures.pages import say

STEPS = 5
TILES = Path(__file__).with_name("tiles.yaml")


def chart_of(comparison: Comparison, *, title: str, sub: str) -> Chart:
    """The first column as bars, best on top, our region in the colour of the seal."""
    first = comparison.columns[0]
    placed = [place for place in first.places if place.value is not None]
    bars = [
        {
            "value": round(float(place.value or 0), 4),
            "itemStyle": {"color": RED if place.territory.code == comparison.own else BLUE},
        }
        for place in placed
    ]
    return Chart(
        title=title,
        sub=sub,
        label=_("%(title)s，%(count)s 个区域的条形图") % {"title": title, "count": len(placed)},
        option={
            "grid": {"left": 8, "right": 24, "top": 8, "bottom": 8, "containLabel": True},
            "xAxis": {"type": "value", "splitLine": {"lineStyle": {"color": "#e8edf3"}}},
            "yAxis": {
                "type": "category",
                "inverse": True,
                "data": [place.territory.name for place in placed],
                "axisLabel": {"interval": 0},
            },
            "series": [{"name": say(first.name), "type": "bar", "data": bars, "barMaxWidth": 16}],
        },
        columns=[_("区域"), say(first.name)],
        rows=[[place.territory.name, round(place.value or 0, 2)] for place in placed],
    )


def tiles_of(comparison: Comparison) -> list[dict[str, Any]]:
    """Row, column, name, value and shade (1 pale to 5 deep, by place) of each unit; () where the grid does not know them all."""
    first = comparison.columns[0]
    codes = {place.territory.code for place in first.places}
    grid = next((known for known in _grids().values() if codes == set(known)), None)
    if grid is None:
        return []
    return [
        {
            "row": grid[place.territory.code][0],
            "column": grid[place.territory.code][1],
            "name": place.territory.name,
            "value": shown(place.value) if place.value is not None else "—",
            "shade": _shade(place.position, len(first.places)),
            "own": place.territory.code == comparison.own,
        }
        for place in sorted(first.places, key=lambda place: grid[place.territory.code])
    ]


def _shade(position: int | None, of: int) -> int:
    return 0 if position is None else STEPS - (position - 1) * STEPS // of


@lru_cache(maxsize=1)
def _grids() -> dict[str, dict[str, list[int]]]:
    grids: dict[str, dict[str, list[int]]] = yaml.safe_load(TILES.read_text(encoding="utf-8"))
    return grids
