"""Sentences and clauses of a compact text, cut only where nothing is open: no bracket, no quotation, no number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhice.plan.documents.quantities import Quantity
from zhice.plan.documents.references import Mark

_OPEN = dict(zip("（(《“「〔[【", "）)》”」〕]】", strict=True))
_OPENING = re.compile("[" + re.escape("".join(_OPEN)) + "]")
_SENTENCE_ENDS = "。！？!?\n"
_CLAUSE_ENDS = "，,：:；;"


@dataclass(frozen=True)
class Clause:
    """A clause at [start, end) of a compact text; `stop` is the sign that ends it."""

    start: int
    end: int
    stop: str


@dataclass(frozen=True)
class Sentence:
    """A sentence: its clauses in order."""

    start: int
    end: int
    clauses: tuple[Clause, ...]


def sentences_of(text: str, *, quantities: list[Quantity], references: list[Mark]) -> list[Sentence]:
    """The sentences of a compact text. A sentence ends at 。！？; its clauses end at ，：；."""
    shut = _shut_places(text, quantities, references)
    sentences: list[Sentence] = []
    clauses: list[Clause] = []
    start = 0
    for position, character in enumerate(text):
        if shut[position] or character not in _SENTENCE_ENDS + _CLAUSE_ENDS:
            continue
        if position > start:
            clauses.append(Clause(start, position, character))
        start = position + 1
        if character in _SENTENCE_ENDS and clauses:
            sentences.append(Sentence(clauses[0].start, clauses[-1].end, tuple(clauses)))
            clauses = []
    if start < len(text):
        clauses.append(Clause(start, len(text), ""))
    if clauses:
        sentences.append(Sentence(clauses[0].start, clauses[-1].end, tuple(clauses)))
    return sentences


def _shut_places(text: str, quantities: list[Quantity], references: list[Mark]) -> bytearray:
    shut = bytearray(len(text))
    for start, end in _bracketed(text):
        shut[start:end] = b"\x01" * (end - start)
    for quantity in quantities:
        shut[quantity.start : quantity.end] = b"\x01" * (quantity.end - quantity.start)
    for mark in references:
        shut[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
    return shut


def _bracketed(text: str) -> list[tuple[int, int]]:
    """Outermost bracketed or quoted stretches that close again within 120 characters, the brackets included."""
    stretches = []
    position = 0
    while match := _OPENING.search(text, position):
        start = match.start()
        end = text.find(_OPEN[match[0]], start + 1, start + 120)
        position = start + 1
        if end > 0 and not any(sign in text[start:end] for sign in "。\n"):
            stretches.append((start, end + 1))
            position = end + 1
    return stretches


def bracketed(text: str) -> list[tuple[int, int]]:
    """The stretches in round brackets: what is said there is an aside."""
    return [(start, end) for start, end in _bracketed(text) if text[start] in "（(〔[【"]
