"""How the official concordances write what they mean, read into rules. Pure Python.

    G06F3/00*                         this place and everything below it
    G06F3/01                          this place alone
    H01M10/*(不含H01M10/06、H01M10/08*)  without these
    锂电池；固态电池且正极              any of these words; with 且 both in one alternative

Patterns stand beside each other with ；、，, or in lines of their own; every sign of full width may be of half width.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from zhice.kernel.errors import ZhiceError
from zhice.kernel.identifiers.classifications import BadIpcSymbol, IpcSymbol
from zhice.kernel.text import clean
from zhice.kernel.words import Words, shown

BELOW = "*"
_PATTERN = re.compile(
    r"(?P<symbol>[A-Za-z][0-9]{2}[A-Za-z](?: ?[0-9]{1,4}/(?:[0-9]{2,6}|(?=\*)))?|[A-Za-z](?:[0-9]{2})?)(?P<below> ?\*)?"
    r"(?: ?\( ?不(?:含|包括) ?[::]? ?(?P<without>[^()]+)\))?"
)
_BETWEEN = re.compile(r"[\s;,、]+")
_OR = re.compile(r"[\n;,、|]+")
_AND = re.compile(r"且|\+| AND ")


class BadPattern(ZhiceError):
    """A cell that is not written in the grammar; the words show the part that could not be read."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A place of the classification, with all below it or alone, without some of it."""

    symbol: IpcSymbol
    below: bool = False
    without: tuple[Pattern, ...] = ()

    def matches(self, symbol: IpcSymbol) -> bool:
        found = self.symbol.covers(symbol) if self.below else self.symbol == symbol
        return found and not any(each.matches(symbol) for each in self.without)

    @property
    def written(self) -> str:
        """The pattern in one writing.

        >>> read_patterns("h01m 10/* （不含 H01M10/06）")[0].written
        'H01M10/00*（不含H01M10/06）'
        """
        text = self.symbol.canonical + (BELOW if self.below else "")
        return f"{text}（不含{'、'.join(each.written for each in self.without)}）" if self.without else text


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a concordance: what it leads to, and which patents it takes. `keywords`: any of them, each all of its words."""

    number: int
    branch: str
    branch_name: str
    patterns: tuple[Pattern, ...]
    keywords: tuple[tuple[str, ...], ...] = ()


@lru_cache(maxsize=20_000)
def read_patterns(text: str, without: str = "") -> tuple[Pattern, ...]:
    """Every pattern of a cell; `without` is the cell of exclusions where they have a column of their own. Raises BadPattern."""
    apart = _patterns(without, nested=True) if without.strip() else ()
    found = _patterns(text, nested=False)
    if not found:
        raise BadPattern(Words(zh="没有写分类号。", en="No classification symbol is given."))
    return tuple(Pattern(each.symbol, each.below, (*each.without, *apart)) for each in found)


def _patterns(text: str, *, nested: bool) -> tuple[Pattern, ...]:
    plain = clean(text)[0]
    found: list[Pattern] = []
    at = _skip(plain, 0)
    while at < len(plain):
        match = _PATTERN.match(plain, at)
        after = _skip(plain, match.end()) if match else at
        whole = match is not None and (after == len(plain) or after > match.end())
        if match is None or not whole or (nested and match["without"]):
            raise _unread(plain[at:])
        found.append(_pattern(match))
        at = after
    return tuple(found)


def _pattern(match: re.Match[str]) -> Pattern:
    written, below = match["symbol"].upper(), match["below"] is not None
    if written.endswith("/"):
        written += "00"
    try:
        symbol = IpcSymbol.read(written)
    except BadIpcSymbol as fault:
        raise BadPattern(fault.words) from fault
    without = _patterns(match["without"], nested=True) if match["without"] else ()
    return Pattern(symbol, below, without)


def _skip(text: str, at: int) -> int:
    match = _BETWEEN.match(text, at)
    return match.end() if match else at


def read_keywords(text: str) -> tuple[tuple[str, ...], ...]:
    """The alternatives of a cell, small letters.

    >>> read_keywords("锂电池；固态电池且正极")
    (('锂电池',), ('固态电池', '正极'))
    """
    alternatives = (_AND.split(part) for part in _OR.split(clean(text.replace("\n", ";"))[0]))
    words = (tuple(word.strip().casefold() for word in part if word.strip()) for part in alternatives)
    return tuple(part for part in words if part)


def _unread(rest: str) -> BadPattern:
    return BadPattern(
        Words(
            zh=f"从“{shown(rest)}”起读不懂。分类号写成 A01B7/00，含下级写 A01B7/00*，排除写（不含A01B7/02），之间用分号。",
            en=f"Not understood from “{shown(rest)}” on. Write A01B7/00, with all below it A01B7/00*, without some "
            "（不含A01B7/02）, semicolons between.",
        )
    )
