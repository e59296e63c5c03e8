"""Pairs of neighbouring signs: the tokens by which any part of a text is found, and found exactly.

`济源市 led` becomes 济源 源市 市 · le ed d: each sign begins one token, the last sign of a run stands alone, a break is a token
too. So the place of a token is the place of its sign, any term of two signs is one token, and a longer term is a phrase of
every second pair: were there a break between two pairs, the next pair would stand one place further on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zhice.search.engine.normal import Signs, signs_of

BREAK = "·"  # the normal form holds no such dot
_SPACE, _LINE, _BREAK = 32, 10, ord(BREAK)
_SIGN = "<u4"


def many(texts: Sequence[str]) -> list[str]:
    """The tokens of each text, separated by spaces; a thousand texts are cut in one sweep.

    >>> many(["濟源市 LED", "", "a"])
    ['济源 源市 市  · le ed d', '', 'a']
    """
    return cut(signs_of(texts)) if texts else []


def cut(signs: Signs) -> list[str]:
    """The tokens of each line of a row of code points in normal form."""
    import numpy as np  # a web server starts without it

    out = np.zeros((len(signs), 3), dtype=_SIGN)
    out[:, 0] = signs
    out[:-1, 1] = signs[1:]
    out[:-1, 1][signs[1:] == _LINE] = _SPACE
    out[:, 2] = _SPACE
    out[signs == _SPACE] = (_BREAK, _SPACE, 0)
    out[signs == _LINE, 1:] = 0
    flat = out.reshape(-1)
    joined = flat[flat != 0].tobytes().decode("utf-32-le")
    return [line.rstrip(" ") for line in joined.split("\n")[:-1]]


@dataclass(frozen=True)
class Place:
    """One token of a term and its distance from the term's first sign; `open`: any token that begins so."""

    token: str
    at: int
    open: bool = False


def places(term: str) -> list[Place]:
    """The fewest tokens that say where `term` (in normal form) stands.

    >>> [(p.token, p.at, p.open) for p in places("知识产权局")]
    [('知识', 0, False), ('产权', 2, False), ('权局', 3, False)]
    >>> [(p.token, p.at, p.open) for p in places("a b")]
    [('a', 0, False), ('b', 2, True)]
    """
    found: list[Place] = []
    runs = re.split(" ", term)
    start = 0
    for number, run in enumerate(runs):
        last = number == len(runs) - 1
        size = len(run)
        at = list(range(0, size - 1, 2))
        if size > 1 and size % 2:
            at.append(size - 2)
        found += [Place(run[i : i + 2], start + i) for i in at]
        if size == 1 and last:
            found.append(Place(run, start, open=True))
        elif not last:
            found.append(Place(run[-1], start + size - 1))  # it stands alone: here the run ends
        start += size + 1
    return found
