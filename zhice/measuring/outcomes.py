"""Each kind of count, worked out for all territories at once, so that a rank costs one query for each number, not one for each peer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial

from zhice.kernel.days import Period
from zhice.kernel.words import Words
from zhice.measuring import figure as say
from zhice.measuring import growth, measure
from zhice.measuring.counts import Average, Counts, Growth, Median, Rank, Ratio, Reached, Simple
from zhice.measuring.evidence import Part
from zhice.measuring.facts import Facts
from zhice.measuring.figure import Term
from zhice.measuring.folded_rows import Folded, counted_period, fold_rows, has_records
from zhice.measuring.outcome import Outcome
from zhice.measuring.rank import ranked

Outcomes = dict[str, Outcome]  # by territory code


def outcomes(counts: Counts, facts: Facts, period: Period, key: str = "") -> Outcomes:
    """Territory code → outcome. `key` goes before the keys of the terms: "2021" gives "2021", or "2021-above" and "2021-below"."""
    if isinstance(counts, Ratio):
        return _ratios(counts, facts, period, key)
    if isinstance(counts, Growth):
        return _growths(counts, facts, period)
    if isinstance(counts, Rank):
        return _ranks(counts, facts, period)
    return _simple(counts, facts, period, key or "count")


def _simple(node: Simple, facts: Facts, period: Period, key: str) -> Outcomes:
    folded = fold_rows(node, facts, period)
    return {
        where.code: _outcome(node, folded[where.code], facts.over([where]), period, key)
        for where in facts.territories
    }


def _outcome(node: Simple, folded: Folded, facts: Facts, period: Period, key: str) -> Outcome:
    parts = _parts(node, facts, period, key)
    why_not, remark, value = None, None, folded.value
    statistic = measure.find(node.measures[0]).statistic
    if folded.n == 0 and (statistic or not has_records(node, facts)):
        value, why_not = None, say.NO_RECORDS
    elif isinstance(node, Average | Median):
        why_not = say.NO_AMOUNTS if value is None else None
    elif isinstance(node, Reached):
        value = Decimal(1 if folded.n else 0)
    elif folded.n == 0:
        remark = say.NONE_IN_PERIOD
    term = _term(node, folded, value, period, key)
    return Outcome(value, () if term is None else (term,), parts, why_not, remark)


def _parts(node: Simple, facts: Facts, period: Period, key: str) -> tuple[Part, ...]:
    if facts.territories != (facts.territory,):
        return ()  # a peer's rows belong to the peer's own figure
    days = counted_period(node, period)
    return tuple(
        Part(key, code, days, partial(measure.find(code).rows, facts, days)) for code in node.measures
    )


def _term(node: Simple, folded: Folded, value: Decimal | None, period: Period, key: str) -> Term | None:
    if value is None:
        return None
    kinds = [measure.find(code) for code in node.measures]
    name = Words(zh="、".join(kind.name.zh for kind in kinds), en=", ".join(kind.name.en for kind in kinds))
    return Term(
        key=key,
        name=name,
        value=value,
        unit=kinds[0].unit,
        measure=" ".join(node.measures),
        period=counted_period(node, period),
        evidence_count=folded.n,
        year=folded.year,
        source=folded.source,
        status=folded.status,
    )


def _ratios(counts: Ratio, facts: Facts, period: Period, key: str) -> Outcomes:
    above = outcomes(counts.above, facts, period, f"{key}-above".lstrip("-"))
    below = outcomes(counts.below, facts, period, f"{key}-below".lstrip("-"))
    name = measure.find(counts.below.measures[0]).name
    return {code: _ratio(above[code], below[code], counts.per, name) for code in above}


def _ratio(above: Outcome, below: Outcome, per: int, name: Words) -> Outcome:
    both = Outcome(None, above.terms + below.terms, above.parts + below.parts)
    if above.value is None:
        return replace(both, why_not=above.why_not)
    if not below.value:
        return replace(both, why_not=say.NO_DENOMINATOR.fill(name=name))
    return replace(both, value=above.value * per / below.value, remark=above.remark)


def _growths(counts: Growth, facts: Facts, period: Period) -> Outcomes:
    last = period.end.year
    first = last - 1 if counts.base is None else counts.base
    if first >= last:
        words = say.BEFORE_BASE.fill(base=first)
        return {where.code: Outcome(None, why_not=words) for where in facts.territories}
    years = {
        year: outcomes(counts.of, facts, growth.back(period, last - year), str(year))
        for year in range(last, first - 1, -1)
    }
    short = _short_history(counts, facts, growth.back(period, last - first))
    return {
        where.code: _growth(counts, {y: years[y][where.code] for y in years}, short)
        for where in facts.territories
    }


def _short_history(counts: Growth, facts: Facts, base: Period) -> Words | None:
    first = base.end if measure.find(_first_measure(counts)).stock else base.start
    if facts.complete_since is None or first >= facts.complete_since:
        return None
    return say.SHORT_HISTORY.fill(since=facts.complete_since.isoformat())


def _first_measure(counts: Growth) -> str:
    return (counts.of.above if isinstance(counts.of, Ratio) else counts.of).measures[0]


def _growth(counts: Growth, years: dict[int, Outcome], short: Words | None) -> Outcome:
    values = {year: one.value for year, one in years.items()}
    first, last = min(values), max(values)
    rates = growth.yearly(values)
    found = Outcome(
        None,
        tuple(term for one in years.values() for term in one.terms),
        tuple(part for one in years.values() for part in one.parts),
        years=rates,
        compound=growth.compound(values[last], values[first], last - first),
        mean_of_years=growth.mean(rates),
    )
    why_not = short or next((one.why_not for one in years.values() if one.value is None), None)
    if why_not is not None:
        return replace(found, why_not=why_not, compound=None, mean_of_years=None)
    value = found.mean_of_years if counts.mean == "arithmetic" else found.compound
    if value is None:
        bases = values.values() if counts.mean == "arithmetic" else [values[first]]
        negative = any(base is not None and base < 0 for base in bases)
        return replace(found, why_not=say.NEGATIVE_BASE if negative else say.ZERO_BASE)
    return replace(found, value=value)


def _ranks(counts: Rank, facts: Facts, period: Period) -> Outcomes:
    own = outcomes(counts.of, facts.over([facts.territory]), period)[facts.territory.code]
    peers = facts.peers if facts.territory in facts.peers else (*facts.peers, facts.territory)
    if len(peers) < 2:  # noqa: PLR2004 - a rank among one says nothing
        return {facts.territory.code: replace(own, value=None, remark=None, why_not=say.NO_PEERS)}
    places = ranked(outcomes(counts.of, facts.over(peers), period), peers, best=counts.best)
    mine = next(place for place in places if place.territory == facts.territory)
    position = None if mine.position is None else Decimal(mine.position)
    without = sum(place.value is None for place in places)
    why_not, remark = mine.why_not, None
    if position is not None and len(places) - without < 2:  # noqa: PLR2004 - first of one says nothing
        position, why_not = None, say.ALONE
    elif position is not None and without:
        remark = say.SOME_WITHOUT.fill(of=len(places), without=without)
    return {facts.territory.code: replace(own, value=position, why_not=why_not, remark=remark, places=places)}
