"""What the figure pages show, gathered from standings: cards, rows, the way a figure came about, its chain."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhice.accounts.acting import seeing_all
from zhice.kernel.days import Period
from zhice.kernel.words import Words
from zhice.measuring.counts import measures_of
from zhice.measuring.measure import is_known
from zhice.measuring.units import shown, unit_words
from zhice.measuring.waterfall import waterfall
from zhice.plan.figures.charts import spark
from zhice.plan.figures.reckoning import facts_of
from zhice.plan.figures.scoreboard import Scoreboard, Standing
from zhice.plan.figures.sentences import basis, sentence
from zhice.plan.figures.states import State
from zhice.plan.forecast.sentence import sentence as forecast_words
from zhice.plan.indicators.queries import counts_of

HUNDRED = 100


def say(words: Words | None) -> str:
    """Words in the reader's language; nothing for none."""
    return words.in_(get_language() or "zh") if words else ""


def page_of(standing: Standing, on: date) -> str:
    """The indicator's page on a day."""
    return f"{reverse('plan:indicator', args=[standing.placement.indicator.code])}?{urlencode({'on': on})}"


def evidence_of(standing: Standing, on: date, **more: str) -> str:
    """The evidence of a figure on a day."""
    address = reverse("plan:evidence", args=[standing.placement.indicator.code])
    return f"{address}?{urlencode({'on': on, **more})}"


def card(standing: Standing, on: date) -> dict[str, Any]:
    """A figure as the card component takes it."""
    figure = standing.figure
    return {
        "id": f"figure-{standing.placement.indicator.code}",
        "number": standing.placement.number,
        "title": standing.placement.indicator.name,
        "url": page_of(standing, on),
        "value": shown(figure.value) if figure.value is not None else "",
        "none": "" if figure.value is not None else say(figure.why_not),
        "unit": say(unit_words(figure.unit)),
        "kind": standing.state.tone,
        "word": say(standing.state.words) if standing.promise else "",
        "done": percent(standing.progress),
        "time": percent(standing.elapsed),
        "target": say(standing.promise.words) if standing.promise else "",
        "progress": _("完成 %(share)s%%") % {"share": percent(standing.progress)}
        if standing.progress is not None
        else "",
        "sentence": say(sentence(standing)),
        "basis": say(basis(standing)),
        "evidence": evidence_of(standing, on) if figure.value is not None else "",
        "spark": spark(standing),
        "forecast": say(forecast_words(standing.forecast, day=on)) if standing.forecast else "",
        "method": say(standing.forecast.method) if standing.forecast else "",
        "clause": standing.placement.clause,
        "pillar": standing.placement.indicator.get_pillar_display(),
        "awaits": standing.placement.indicator.awaits,
    }


def percent(share: Decimal | None) -> Any:
    """A share as a percentage with one decimal; empty for none."""
    return "" if share is None else float((share * HUNDRED).quantize(Decimal("0.1")))


SHOWN_STATES = (State.MET, State.ON_TRACK, State.AT_RISK, State.BEHIND, State.MISSED, State.NO_DATA)


def shares(board: Scoreboard) -> list[dict[str, Any]]:
    """How the promises are distributed over the states."""
    return [
        {"kind": state.tone, "word": say(state.words), "count": board.count(state)}
        for state in SHOWN_STATES
        if board.count(state)
    ]


def way(standing: Standing, board: Scoreboard) -> list[dict[str, Any]]:
    """这个数字如何得来: the bars of each term's measure, newest term first; empty where no measure is known."""
    code = standing.placement.indicator.code
    return [
        {
            "code": measure,
            "rows": [_bar(*bar) for bar in bars if bar[1] != "counted"],
            "total": next(amount for _name, role, amount in bars if role == "counted"),
            "period": say(period.words),
        }
        for measure, period, bars in board.kept(f"way:{code}", lambda: _ways(standing, board))
    ]


def _ways(standing: Standing, board: Scoreboard) -> list[tuple[str, Period, list[tuple[Words, str, int]]]]:
    """Measure, period and (name, role, rows) of each bar: what can be kept, and said in any language."""
    codes = [c for c in measures_of(counts_of(standing.reckoned.definition.counts)) if is_known(c)]
    if not codes:
        return []
    facts, found = facts_of(board.version.plan.region_code, board.on), []
    for code in codes:
        period = _period_of(standing, code)
        with seeing_all():
            bars = waterfall(code, facts=facts, period=period)
        found.append((code, period, [(bar.name, bar.role, bar.amount) for bar in bars]))
    return found


def _period_of(standing: Standing, code: str) -> Period:
    term = next((term for term in standing.figure.terms if code in term.measure.split()), None)
    return term.period if term else standing.horizon


def _bar(name: Words, role: str, amount: int) -> dict[str, Any]:
    return {
        "label": say(name),
        "value": amount,
        "sign": {"minus": "−"}.get(role, ""),
        "part": role == "part",
    }


def places(standing: Standing | None) -> list[dict[str, Any]]:
    """A rank's peers, best first, with the width of each bar."""
    if standing is None or not standing.figure.places:
        return []
    values = [place.value for place in standing.figure.places if place.value is not None]
    widest = max((abs(value) for value in values), default=Decimal(1)) or Decimal(1)
    own = standing.placement.version.plan.region_code
    return [
        {
            "position": place.position,
            "name": place.territory.name or place.territory.code,
            "value": shown(place.value) if place.value is not None else say(place.why_not),
            "width": max(0.0, float(place.value / widest * HUNDRED)) if place.value is not None else 0.0,
            "own": place.territory.code == own,
        }
        for place in standing.figure.places
    ]
