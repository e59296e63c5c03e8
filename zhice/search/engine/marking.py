"""What is shown of a hit: the text with what was found marked, cut to the part around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhice.search.engine.normal import placed

LONG = 90  # signs of a long text that are shown
BEFORE = 20


@dataclass(frozen=True)
class Piece:
    """A piece of text; `found` where it is what was looked for."""

    text: str
    found: bool = False


def marked(text: str, wanted: Iterable[str], *, whole: bool = True) -> list[Piece]:
    """`text` in pieces; unless `whole`, only the part around the first thing found.

    >>> marked("一种 LED（電源）", ["led 电源"])
    [Piece(text='一种 ', found=False), Piece(text='LED（電源', found=True), Piece(text='）', found=False)]
    """
    spans = _spans(text, wanted)
    start, end = 0, len(text)
    if not whole and len(text) > LONG:
        start = max(0, (spans[0][0] if spans else 0) - BEFORE)
        end = min(len(text), start + LONG)
    pieces: list[Piece] = []
    here = start
    for first, last in spans:
        begin, finish = max(first, here), min(last, end)
        if begin >= finish:
            continue
        if begin > here:
            pieces.append(Piece(text[here:begin]))
        pieces.append(Piece(text[begin:finish], found=True))
        here = finish
    if here < end:
        pieces.append(Piece(text[here:end]))
    if start > 0:
        pieces.insert(0, Piece("…"))
    if end < len(text):
        pieces.append(Piece("…"))
    return pieces


def holds(text: str, wanted: Iterable[str]) -> bool:
    """Whether something looked for stands in the text."""
    return bool(_spans(text, wanted))


def _spans(text: str, wanted: Iterable[str]) -> list[tuple[int, int]]:
    plain, places = placed(text)
    spans = []
    for term in wanted:
        at = plain.find(term) if term else -1
        while at >= 0:
            spans.append((places[at], places[at + len(term) - 1] + 1))
            at = plain.find(term, at + len(term))
    return sorted(spans)
