"""The sentence under a figure: computed from the forecast, never typed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from zhice.kernel.words import Words
from zhice.measuring.units import shown, unit_words
from zhice.plan.forecast.forecast import Forecast

_SENTENCE = Words(
    zh="{when}预计 {expected} {unit}（{low}–{high}），达标概率 {chance}",
    en="{when}: {expected} {unit} expected ({low}–{high}), probability of meeting the target {chance}",
)
_NO_FORECAST = Words(zh="{why}。", en="{why}.")
_SURELY, _HARDLY = Decimal("0.995"), Decimal("0.005")
WHOLE = frozenset(["件", "家", "个", "项", "次", "人", "所", "位"])  # things that come whole


def sentence(found: Forecast, *, day: date) -> Words:
    """年末预计 1,388 件（1,290–1,492），达标概率 4%; or, without a forecast, why there is none."""
    if found.why_not is not None or found.expected is None or found.low is None or found.high is None:
        return _NO_FORECAST.fill(why=found.why_not or Words(zh="没有预测", en="No forecast"))
    places = 0 if found.unit in WHOLE else 2
    return _SENTENCE.fill(
        when=_when(found, day),
        expected=shown(found.expected, places=places),
        low=shown(found.low, places=places),
        high=shown(found.high, places=places),
        unit=unit_words(found.unit),
        chance=chance(found.probability or Decimal(0)),
    )


def chance(probability: Decimal) -> Words:
    """A probability for people: no more exact than 1,000 paths can tell, never 0 % or 100 %."""
    if probability >= _SURELY:
        return Words(zh="高于 99%", en="above 99%")
    if probability < _HARDLY:
        return Words(zh="低于 1%", en="below 1%")
    text = f"{shown(probability * 100, places=0)}%"
    return Words(zh=text, en=text)


def _when(found: Forecast, day: date) -> Words:
    end = found.period.end
    if (end.month, end.day) != (12, 31):
        return Words(zh=f"{end.year}年{end.month}月{end.day}日", en=end.isoformat())
    if end.year == day.year:
        return Words(zh="年末", en="At the end of the year")
    return Words(zh=f"{end.year} 年末", en=f"At the end of {end.year}")
