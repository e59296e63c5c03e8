"""A figure and its evidence as plain data, for the command line and the API."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from zhice.kernel.days import Period
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.measuring.figure import Figure, Term
from zhice.plan.corpora.models import Corpus
from zhice.plan.corpora.queries import corpus_named, told
from zhice.plan.figures.reckoning import Reckoned, in_chunks, read_by, reckon
from zhice.plan.figures.scoreboard import as_promise, target_on
from zhice.plan.goals.models import Placement, Plan, Target
from zhice.plan.indicators.models import Indicator
from zhice.rules.book import rules

SHOWN_PLACES = Decimal("0.000001")


class UnknownIndicator(ZhiceError):
    """There is no indicator of that code."""


def indicator_named(code: str) -> Indicator:
    """The indicator of a code; the error lists what there is."""
    found = Indicator.objects.filter(code=code).first()
    if found is None:
        known = "、".join(Indicator.objects.order_by("code").values_list("code", flat=True))
        raise UnknownIndicator(
            Words(
                zh=f"没有代码为“{code}”的指标；现有：{known or '（尚未载入规划）'}。",
                en=f"There is no indicator '{code}'; there are: {known or '(no plan loaded)'}.",
            )
        )
    return found


def reckon_on(
    *,
    indicator: Indicator,
    region_code: str,
    on: date,
    period: Period | None = None,
    corpus: Corpus | None = None,
) -> tuple[Reckoned, Target | None]:
    """The figure of an indicator on a day, over the period in which its region's plan judges it; and the target."""
    placement = _placement(indicator, region_code)
    target = target_on(placement, on) if placement else None
    plan = placement.version.plan if placement else None
    if period is None and target and plan:
        period = as_promise(target).period_on(on, plan=Period(plan.starts_on, plan.ends_on))
    reckoned = reckon(
        indicator=indicator,
        region_code=region_code,
        on=on,
        period=period,
        since=plan.starts_on if plan else None,
        corpus=corpus,
    )
    return reckoned, target


def answer(*, code: str, region_code: str, on: date, corpus: str = "") -> dict[str, Any]:
    """Value, unit, period, terms, target, met, evidence count, definition version, as-of day and origin of a figure.

    `corpus` names a registered one to count on instead of the records.
    """
    named = corpus_named(corpus) if corpus else None
    reckoned, target = reckon_on(
        indicator=indicator_named(code), region_code=region_code, on=on, corpus=named
    )
    figure, definition = reckoned.figure, reckoned.definition
    promise = as_promise(target) if target else None
    return {
        "code": code,
        "name": reckoned.indicator.name_zh,
        "name_en": reckoned.indicator.name_en,
        "region": region_code,
        **_value(figure),
        "period": {"start": figure.period.start, "end": figure.period.end},
        "terms": [_term(term) for term in figure.terms],
        "target": _target(target) if target else None,
        "met": promise.met(figure.value, unit=figure.unit) if promise else None,
        "evidence_count": figure.evidence_count,
        "definition_version": definition.version,
        "definition": {
            "in_force_from": definition.in_force_from,
            "counts": definition.counts,
            "wording": definition.wording_zh,
            "source": f"{definition.source_document} {definition.source_clause}".strip(),
        },
        "rules_version": rules.version(),
        "as_of": figure.day,
        "counted_on": told(reckoned.corpus),
        "beside": {name: _value(other) for name, other in reckoned.beside.items()},
        "years": [{"year": y.year, "value": _number(y.value), "rate": _number(y.rate)} for y in figure.years],
        "places": [
            {
                "region": p.territory.code,
                "name": p.territory.name,
                "value": _number(p.value),
                "position": p.position,
            }
            for p in figure.places
        ],
    }


def evidence_rows(
    *, code: str, region_code: str, on: date, by: Any, term: str | None = None
) -> Iterator[tuple[Any, ...]]:
    """The header, then the evidence rows of a term, read by `by`; of the first term unless asked for another."""
    reckoned, _ = reckon_on(indicator=indicator_named(code), region_code=region_code, on=on)
    key = term or (reckoned.figure.terms[0].key if reckoned.figure.terms else None)
    with read_by(by, reckoned, key) as evidence:
        columns = ("term", "measure", *evidence.columns(key))
        yield columns
        for row in in_chunks(evidence).rows(key):
            yield tuple(row.get(column) for column in columns)


def evidence_page(
    *, code: str, region_code: str, on: date, by: Any, limit: int, offset: int
) -> tuple[int, tuple[str, ...], list[list[Any]]]:
    """How many rows the first term has, its columns, and one page of them; the figure is counted once for all three."""
    reckoned, _ = reckon_on(indicator=indicator_named(code), region_code=region_code, on=on)
    if not reckoned.figure.terms:
        return 0, (), []
    key = reckoned.figure.terms[0].key
    with read_by(by, reckoned, key) as evidence:
        columns = ("term", "measure", *evidence.columns(key))
        rows = evidence.rows(key, limit=limit, offset=offset)
        found = [[row.get(column) for column in columns] for row in rows]
    return reckoned.figure.evidence_count, columns, found


def _placement(indicator: Indicator, region_code: str) -> Placement | None:
    """Where the region's plan places the indicator: in its version in force, the latest plan first."""
    for plan in Plan.objects.filter(region_code=region_code).order_by("-ends_on", "code"):
        found = plan.current.placements.filter(indicator=indicator).select_related("version__plan").first()
        if found:
            return found
    return None


def _value(figure: Figure) -> dict[str, Any]:
    why_not, remark = figure.why_not, figure.remark
    return {
        "value": _number(figure.value),
        "unit": figure.unit,
        "why_not": why_not.zh if why_not else None,
        "why_not_en": why_not.en if why_not else None,
        "remark": remark.zh if remark else None,
    }


def _term(term: Term) -> dict[str, Any]:
    return {
        "key": term.key,
        "role": {"above": "numerator", "below": "denominator"}.get(term.key.rsplit("-", 1)[-1], "count"),
        "name": term.name.zh,
        "name_en": term.name.en,
        "value": _number(term.value),
        "unit": term.unit,
        "measure": term.measure,
        "period": {"start": term.period.start, "end": term.period.end},
        "year": term.year,
        "source": term.source,
        "status": term.status,
        "evidence_count": term.evidence_count,
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        "comparator": target.comparator,
        "low": _number(target.low),
        "high": _number(target.high),
        "unit": target.unit,
        "period": target.period,
        "years": list(range(target.first_year, target.last_year + 1)),
        "aspirational": target.aspirational,
        "words": as_promise(target).words.zh,
    }


def _number(value: Decimal | None) -> int | float | None:
    """A number as JSON has it: whole ones whole, others to six places."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value.quantize(SHOWN_PLACES))
