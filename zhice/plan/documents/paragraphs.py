"""Reading a paragraph: its sentences and clauses in order, each number claimed once."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace

from zhice.plan.documents.clauses import Clause, Sentence, bracketed, sentences_of
from zhice.plan.documents.coordination import respectively
from zhice.plan.documents.horizon import Horizon, governing, is_past
from zhice.plan.documents.promises import promise_of
from zhice.plan.documents.quantities import Quantity, is_indefinite
from zhice.plan.documents.references import Mark
from zhice.plan.documents.speech import Item, Promise, Speech
from zhice.plan.documents.standing import sentence_is_past
from zhice.plan.documents.subjects import verb_of
from zhice.plan.documents.vocabulary import HOPE

_MOST_IN_A_CLAUSE = 40  # no clause of a plan holds more figures; hostile text does
_HOPE = re.compile(HOPE)
_LEAD_IN = re.compile(r"^[^，]{0,4}$|(?:年|末|底|前|期间|时期|内|期末|目标是|目标为|目标)$")
_GOAL = re.compile(r"目标|力争|确保|到20[0-9]{2}年|期末")
_FROM = re.compile(r"(?:由|从(?!业))[^由从]*$")
_THAN = re.compile(r"[比较](?=20|上年|去年|目前|现|当前)[^比较]*$")
_BOUNDARY = re.compile(r"、|(?<=[以左][上下内右])(?:和|及)|^(?:和|及|以及|并|并且|与)|(?:和|及|以及|与)$")


@dataclass
class Found:
    """The claims of one paragraph, in offsets of its compact text; `places` gives each promise its clause."""

    promises: list[tuple[Promise, int, int]] = field(default_factory=list)
    refused: list[tuple[Quantity, str]] = field(default_factory=list)
    horizons: list[tuple[int, Horizon]] = field(default_factory=list)
    past: list[tuple[int, int]] = field(default_factory=list)


def read_paragraph(
    text: str, *, quantities: list[Quantity], references: list[Mark], speech: Speech, past: bool
) -> Found:
    """Every quantity of a compact paragraph, promised or refused. `past` marks a chapter that tells what has been."""
    found = Found()
    begun, first, lead = False, speech.horizon, speech.horizon
    items = {mark.start for mark in references if mark.kind == "list_number"}
    for sentence in sentences_of(text, quantities=quantities, references=references):
        if sentence.start in items or sentence.start + 1 in items:
            speech.horizon = first  # a new item of a list starts from the chapter's year again
        if speech.plan.one_year and begun:
            speech.horizon = (
                lead  # a report of one year: another year, named in passing, holds for its sentence only
            )
        words = text[sentence.start : sentence.end]
        told = past or sentence_is_past(words, goal=speech.goal)
        speech.lead_hope = speech.promised = speech.fact = False
        speech.verb = speech.passage = ""
        speech.period = None
        if _GOAL.search(words):
            speech.goal = True
        _read_sentence(text, sentence, quantities=quantities, speech=speech, past=told, found=found)
        if not begun:
            begun, lead = True, speech.horizon
    return found


def _read_sentence(
    text: str, sentence: Sentence, *, quantities: list[Quantity], speech: Speech, past: bool, found: Found
) -> None:
    for clause in sentence.clauses:
        words = text[clause.start : clause.end]
        own = _within(quantities, clause)
        for start, _, horizon in governing(words, plan=speech.plan):
            if words[:start].endswith(("比", "较", "以")):
                continue
            speech.horizon = (
                horizon
                if horizon.year is not None or not speech.horizon.year
                else Horizon(speech.horizon.year, horizon.span, stated=speech.horizon.stated)
            )
            found.horizons.append((clause.start, speech.horizon))
        gone = past or is_past(speech.horizon, plan=speech.plan)
        if gone:
            found.past.append((clause.start, clause.end))
            found.refused += [(quantity, "past") for quantity in own if not is_indefinite(quantity)]
        elif own:
            _read_clause(text, clause, own, speech=speech, found=found)
        elif _LEAD_IN.search(words) and _HOPE.search(words):
            speech.lead_hope = True
        speech.passage += words


def _within(quantities: list[Quantity], clause: Clause) -> list[Quantity]:
    first = bisect_left(quantities, clause.start, key=lambda q: q.start)
    last = bisect_left(quantities, clause.end, key=lambda q: q.start)
    return quantities[first:last]


def _read_clause(text: str, clause: Clause, own: list[Quantity], *, speech: Speech, found: Found) -> None:
    if len(own) > _MOST_IN_A_CLAUSE:
        found.refused += [(quantity, "unread") for quantity in own if not is_indefinite(quantity)]
        return
    words = text[clause.start : clause.end]
    asides = [(start + clause.start, end + clause.start) for start, end in bracketed(words)]
    inside = [q for q in own if any(start <= q.start < end for start, end in asides)]
    plain = [q for q in own if q not in inside]
    _read_asides(text, asides, inside, speech=speech, found=found)
    if not plain:
        return
    hoped = bool(_HOPE.search(words)) or speech.lead_hope
    together = respectively(words, plain, origin=clause.start, speech=speech, hoped=hoped)
    if together is not None:
        found.promises += [(promise, clause.start, clause.end) for promise in together]
        claimed = {promise.quantity for promise in together}
        speech.subject, speech.promised = together[-1].subject, True
        plain = [quantity for quantity in plain if quantity not in claimed]
    _read_in_turn(text, clause, plain, speech=speech, found=found)


def _read_asides(
    text: str, asides: list[tuple[int, int]], inside: list[Quantity], *, speech: Speech, found: Found
) -> None:
    """（其中国家级50家）is read as a clause of its own; any other bracket is an aside."""
    for start, end in asides:
        own = [quantity for quantity in inside if start <= quantity.start < end]
        words = text[start + 1 : end - 1]
        if own and words.startswith("其中") and end - start > len("（其中）"):
            _read_in_turn(text, Clause(start + 1, end - 1, ""), own, speech=speech, found=found)
        else:
            found.refused += [(quantity, "aside") for quantity in own if not is_indefinite(quantity)]


def _read_in_turn(text: str, clause: Clause, plain: list[Quantity], *, speech: Speech, found: Found) -> None:
    words = text[clause.start : clause.end]
    items = items_of(words, plain, origin=clause.start)
    results: list[Promise | str] = []
    speech.near_verb = ""
    for index, item in enumerate(items):
        if (
            index and results[-1] == "attribute"
        ):  # 每千人口拥有3岁以下婴幼儿托位数: the qualifier belongs to the next head
            previous = items[index - 1]
            item = replace(
                item, before=words[previous.start : item.quantity.start - clause.start], start=previous.start
            )
        if index and results[-1] == "baseline":  # 由A提高到B: the subject stands before the base
            previous = items[index - 1]
            item = replace(item, before=_without_base(previous.before) + item.before, start=previous.start)
        if verb := verb_of(item.before, plan=speech.plan):
            speech.verb = speech.near_verb = verb[0]
        said = words[: item.quantity.end - clause.start]
        result = promise_of(item, speech=speech, hoped=bool(_HOPE.search(said)) or speech.lead_hope)
        results.append(result)
        if isinstance(result, Promise):
            speech.subject, speech.promised = result.subject or speech.subject, True
            speech.unit, speech.period = result.unit, result.period
    for item, result in zip(items, _share_heads(items, results), strict=True):
        if isinstance(result, Promise):
            found.promises.append((result, clause.start + item.start, clause.start + item.end))
        elif not is_indefinite(item.quantity):
            found.refused.append((item.quantity, result))


def _without_base(before: str) -> str:
    """The words in front of 由A or 比A."""
    match = _FROM.search(before) or _THAN.search(before)
    return before[: match.start()] if match else before


def items_of(words: str, quantities: list[Quantity], *, origin: int) -> list[Item]:
    """Each quantity with its own words: what stands between two of them goes to the left one up to 、, else to the right."""
    items = []
    left = 0
    for index, quantity in enumerate(quantities):
        start, end = quantity.start - origin, quantity.end - origin
        stop = quantities[index + 1].start - origin if index + 1 < len(quantities) else len(words)
        between = words[end:stop]
        cut = len(between)
        if index + 1 < len(quantities):
            match = _BOUNDARY.search(between)
            cut = match.start() if match else _leading_comparator(between)
        last = index + 1 == len(quantities)
        items.append(
            Item(
                quantity,
                words[left:start],
                between[:cut],
                words,
                following=between[cut:],
                start=left,
                end=len(words) if last else end + cut,
            )
        )
        left = end + cut + (1 if between[cut : cut + 1] in ("、", "和", "及", "与") else 0)
    return items


def _leading_comparator(between: str) -> int:
    match = re.match(r"(?:及?以[上下内]|左右|之内)", between)
    return match.end() if match else 0


def _share_heads(items: list[Item], results: list[Promise | str]) -> list[Promise | str]:
    """1个国家级、5个省级产业园: the last object lends its noun to the ones before it that are only modifiers."""
    last = results[-1] if results else None
    if not isinstance(last, Promise) or not last.rule.startswith("verb_object"):
        return results
    noun = re.split(r"(?<=级)", last.subject, maxsplit=1)[-1]
    return [
        Promise(**{**result.__dict__, "subject": result.subject + noun})
        if isinstance(result, Promise) and result.subject.endswith("级") and result is not last
        else result
        for result in results
    ]
