"""From a quantity and its words to a promise, or to the reason why it is none."""

from __future__ import annotations

import re

from zhice.plan.documents.comparators import Comparison, bounds, compare
from zhice.plan.documents.horizon import without_years
from zhice.plan.documents.periods import period_of
from zhice.plan.documents.refusals import refusal_of
from zhice.plan.documents.speech import Item, Promise, Speech, Wording
from zhice.plan.documents.structures import structure_of
from zhice.plan.documents.subjects import subject_of, verb_of
from zhice.plan.documents.vocabulary import CHANGE, CHANGE_TO

_YEAR_OF_FIGURE = re.compile(r"(?<=[到至])(?:19|20)[0-9]{2}年(?:底|末)?的?$")
_CONTINUES = re.compile(
    rf"^(?:[、，和及与并且以至~—-]|{CHANGE_TO}|{CHANGE}|达|比|较|由|从|占|为|超|不|实现|惠及|覆盖|"
    rf"突破|或).*$",
    re.S,
)
_AIM = re.compile(r"(?:的)?(?:预期|总体|年度)?目标(?:值)?(?:确定|设定|定)?$|预期$|拟(?:按|为)?$|(?<=率)按$")
_RECURRENT = ("次", "场", "期", "轮")  # 每年开展一次: what must happen each year may happen more often
_AT_LEAST = re.compile(r"至少|不少于")


def promise_of(item: Item, *, speech: Speech, hoped: bool) -> Promise | str:
    """The promise of one quantity, or the code of the reason (see `standing.WHY`) why it is none."""
    before = _YEAR_OF_FIGURE.sub("", item.before)
    comparison = compare(before, item.quantity, item.after)
    words = _AIM.sub("", before[: len(before) - comparison.lead])
    wording = Wording(
        item,
        comparison,
        words,
        after=(item.after + _CONTINUES.sub("", item.following))[comparison.trail :],
        subject=subject_of(words, plan=speech.plan),
        verb=verb_of(words, plan=speech.plan),
        speech=speech,
    )
    if reason := refusal_of(wording):
        return reason
    structure, subject = structure_of(wording)
    if not structure:
        return subject or "unread"
    return make(
        item,
        comparison=comparison,
        structure=structure,
        subject=subject,
        words=words,
        speech=speech,
        hoped=hoped,
    )


def make(
    item: Item,
    *,
    comparison: Comparison,
    structure: str,
    subject: str,
    words: str,
    speech: Speech,
    hoped: bool,
) -> Promise:
    """A promise from its parts, with its bounds and its period kind."""
    quantity = item.quantity
    floor = _is_floor(item, comparison=comparison, structure=structure, words=words)
    low, high, comparator = bounds("at_least" if floor else comparison.comparator, quantity)
    counted = structure in ("verb_object", "object_count")
    period = period_of(
        subject=subject,
        words=without_years(words, plan=speech.plan) + (item.clause if counted else ""),
        unit=quantity.unit,
        span=speech.horizon.span,
        structure=structure,
        passage=speech.passage + item.clause,
    )
    if item.before.startswith("其中") and structure != "change" and speech.period and quantity.unit != "%":
        period = speech.period  # a part is counted as the whole is
    rule = f"{structure}:{comparison.word}" if comparison.word != "bare" else structure
    return Promise(
        quantity, subject, comparator, low, high, speech.horizon.year, period, hoped, rule, quantity.unit
    )


def _is_floor(item: Item, *, comparison: Comparison, structure: str, words: str) -> bool:
    """每年开展一次 and 至少建成一所 name the least, though no comparator stands at the figure."""
    if comparison.comparator != "equal" or item.quantity.high is not None or "+" in comparison.word:
        return False
    recurrent = structure == "verb_object" and item.quantity.unit in _RECURRENT and "每" in item.clause
    return recurrent or bool(_AT_LEAST.search(words))
