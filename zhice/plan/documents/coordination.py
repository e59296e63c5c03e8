"""分别: several subjects, or several years, and their figures in the same order."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from zhice.plan.documents.comparators import compare
from zhice.plan.documents.horizon import Horizon
from zhice.plan.documents.promises import make
from zhice.plan.documents.quantities import Quantity
from zhice.plan.documents.speech import Item, Promise, Speech
from zhice.plan.documents.subjects import object_of, subject_of, verb_of
from zhice.plan.documents.vocabulary import CHANGE, FLOW_NOUN, LEVEL_NOUN

_SEPARATORS = tuple(
    re.compile(signs)
    for signs in (r"、", r"、|以及|和|与", r"、|以及|和|与|及(?!其|相关)", r"、|以及|和|与|及")
)
_CONTRASTED = (
    "城镇",
    "城市",
    "农村",
    "县城",
    "城区",
    "出口",
    "进口",
    "生活",
    "工业",
    "国家级",
    "省级",
    "市级",
)
_SHARED_TAIL = re.compile(
    rf"(?:领域|方面|行业|地区|部门|环节)?(?:(?:年|总|新增|有效|日均)?(?:{FLOW_NOUN}|{LEVEL_NOUN}|"
    rf"量|额))(?:占[\u3400-\u9fff]{{2,12}}(?:比重|比例))?$"
)


def respectively(
    clause: str, quantities: list[Quantity], *, origin: int, speech: Speech, hoped: bool
) -> list[Promise] | None:
    """The promises of a clause with 分别 and at least two figures; None where the counts do not agree.

    `origin` is where the clause begins in the compact text that the quantities point into.
    """
    place = clause.find("分别")
    told = [q for q in quantities if q.start - origin > place]
    if place < 0 or len(told) < 2 or not _is_list(clause, told, origin):
        return None
    head = clause[:place]
    between = clause[place + 2 : told[0].start - origin]
    years = speech.horizon.years
    last = told[-1]
    after = clause[last.end - origin :]
    subjects = _subjects(head, between, count=len(told), years=bool(years), speech=speech)
    if subjects is None:
        return None
    spans = [Horizon(year, speech.horizon.span) for year in years] if len(years) == len(told) else []
    promises = []
    for index, quantity in enumerate(told):
        here = replace(speech, horizon=spans[index]) if spans else speech
        own = clause[quantity.end - origin :][:4]
        trail = own if compare(between, quantity, own).trail else after
        item = Item(quantity, head + between, trail, clause)
        promises.append(
            _one(item, head=head, between=between, subject=subjects[index], speech=here, hoped=hoped)
        )
    return promises


def _one(item: Item, *, head: str, between: str, subject: str, speech: Speech, hoped: bool) -> Promise:
    """The promise of one figure of the list; a comparator after the last figure (以上) holds for all."""
    comparison = compare(between, item.quantity, item.after)
    changed = re.search(rf"{CHANGE}$", between[: len(between) - comparison.lead] or head)
    structure = "change" if changed else "level"
    promise = make(
        item,
        comparison=comparison,
        structure=structure,
        subject=subject,
        words=item.before,
        speech=speech,
        hoped=hoped,
    )
    return replace(promise, rule=f"respectively:{promise.rule}")


def _is_list(clause: str, told: list[Quantity], origin: int) -> bool:
    """Whether only 、和及 and comparator words stand between the figures."""
    return all(
        re.fullmatch(
            r"(?:以上|以下|以内|左右)?(?:、|和|及|与|以及|，)?",
            clause[left.end - origin : right.start - origin],
        )
        for left, right in pairwise(told)
    )


def _subjects(head: str, between: str, *, count: int, years: bool, speech: Speech) -> list[str] | None:
    verb = verb_of(head + between if not head.strip() else head, plan=speech.plan)
    noun = subject_of(head, plan=speech.plan)
    change = re.match(rf"(?:{CHANGE})$", re.sub(r"(?:到|至|约|超过|不低于|达到|达)+$", "", between))
    suffix = change[0] if change and not re.search(r"(?:到|至)$", between) else ""
    if years and len(speech.horizon.years) == count:
        if not noun and between:
            inner = verb_of(between, plan=speech.plan)
            noun = object_of(*inner) if inner else subject_of(between, plan=speech.plan)
        elif verb and verb[1]:
            noun = object_of(*verb)
        return [(noun or speech.subject) + suffix] * count
    for separator in _SEPARATORS:
        parts = [part for part in separator.split(noun) if part]
        if len(parts) == count:
            return [part + suffix for part in _with_shared_tail(parts)]
    if not noun:
        return None
    if count == 2 and "城乡" in noun:
        return [noun.replace("城乡", "城镇") + suffix, noun.replace("城乡", "农村") + suffix]
    return [noun + suffix] * count


def _with_shared_tail(parts: list[str]) -> list[str]:
    """交通、水利、能源领域投资额 → 交通领域投资额, 水利领域投资额, 能源领域投资额; the opening 全年 is shared as well."""
    found = _SHARED_TAIL.search(parts[-1])
    if found is None or found.start() == 0 or any(_SHARED_TAIL.search(part) for part in parts[:-1]):
        return parts
    tail = found[0]
    if (
        len(tail) == 1 or parts[0] in _CONTRASTED
    ):  # 城市和县城污水处理率: what stands after a word as long as the first one
        tail = parts[-1][len(parts[0]) :] or tail
    return [part + tail for part in parts[:-1]] + [parts[-1]]
