"""What the address asks a comparison for: the address is the state, and what it cannot ask is refused in words."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest

from zhice.accounts.acting import seeing_all
from zhice.kernel.days import read_day
from zhice.measuring import measure
from zhice.measuring.counts import measures_of
from zhice.plan.comparing.comparison import Asked
from zhice.plan.corpora.models import Corpus
from zhice.plan.corpora.queries import corpus_named, in_use
from zhice.plan.figures.answers import indicator_named
from zhice.plan.figures.scoreboard import day_of
from zhice.plan.goals.models import Plan
from zhice.plan.indicators.models import Indicator
from zhice.plan.indicators.queries import counts_of
from zhice.web.refusals import refuse

MOST_INDICATORS, MOST_YEARS, MOST_REGIONS = 4, 5, 40
CODE = re.compile(r"[1-9][0-9]{5}", re.ASCII)
RECORDS = "records"  # the name by which an address asks for our own records


def offered(user: Any) -> list[Indicator]:
    """Every indicator that can be counted at all."""
    rows = Indicator.objects.visible_to(user).filter(awaits="").prefetch_related("definitions")
    return [row for row in rows if _counts(row)]


def corpora() -> list[Corpus]:
    with seeing_all():
        return in_use()


def asked(request: HttpRequest, plan: Plan) -> Asked:
    """The comparison in the address; by default the first that is no rank, on the latest corpus, for the units beside the plan's region."""
    get = request.GET
    known = offered(request.user)
    codes = get.getlist("indicator")[:MOST_INDICATORS]
    chosen = tuple(indicator_named(code) for code in codes) or tuple(_first(known))
    if any(each not in known for each in chosen) or not chosen:
        raise refuse(
            "所选指标尚无数据来源，不能对比。", "The indicator has no data source yet and cannot be compared."
        )
    corpus = _corpus(get.get("source", ""))
    day = read_day(get["on"]) if get.get("on") else corpus.day if corpus else day_of(plan)
    years = _years(get.get("years", "1"))
    regions = tuple(" ".join(get.getlist("region")).replace("，", " ").replace(",", " ").split())[
        :MOST_REGIONS
    ]
    own = get.get("own") or plan.region_code
    if any(not CODE.fullmatch(code) for code in (own, *regions)):
        raise refuse("区域代码须为六位数字。", "A region's code is six digits.")
    return Asked(chosen, day, years, own, regions, corpus)


def _first(known: list[Indicator]) -> list[Indicator]:
    """What a visitor sees first: filings, which everybody has; else whatever is no rank."""
    plain = [each for each in known if each.unit != "位"] or known
    return sorted(plain, key=lambda each: each.code != "patent-filings")[:1]


def _counts(indicator: Indicator) -> bool:
    found = [counts_of(each.counts) for each in indicator.definitions.all()]
    return bool(found) and all(measure.is_known(code) for counts in found for code in measures_of(counts))


def _corpus(name: str) -> Corpus | None:
    if name == RECORDS:
        return None
    with seeing_all():
        if name:
            return corpus_named(name)
        return next(iter(in_use()), None)


def _years(text: str) -> int:
    if text not in {str(n) for n in range(1, MOST_YEARS + 1)}:
        raise refuse(f"年数须为 1 至 {MOST_YEARS}。", f"The number of years is 1 to {MOST_YEARS}.")
    return int(text)
