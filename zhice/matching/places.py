"""Region words at the beginning of a name, with former names, and whether two of them mean one place.

The units come in as data (code, name, other names, parent): the registry's gazetteer has them, this floor does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from zhice.kernel.yaml_files import read_yaml
from zhice.matching.writing import folded

_PEOPLES = (
    "维吾尔|哈萨克|蒙古|回|藏|壮|朝鲜|满|土家|苗|侗|彝|白|傣|景颇|傈僳|哈尼|布依|瑶|黎|羌|畲|土|撒拉|保安|东乡|柯尔克孜"
    "|锡伯|塔吉克|达斡尔|鄂温克|鄂伦春|仡佬|水|毛南|仫佬|拉祜|佤|布朗|纳西|独龙|怒|普米|裕固"
)
_AUTONOMOUS = re.compile(rf"(?:(?:各|{_PEOPLES})族?)*自治[区州县旗]$")
_ENDING = re.compile(r"(?:特别行政区|地区|省|市|县|盟|林区)$")
_SHORTEST_BARE = 2
_MOST_WORDS = 4
_PROVINCE, _PREFECTURE = "0000", "00"  # how their codes end
_FORMER = Path(__file__).with_name("former_cities.yaml")


class Unit(Protocol):
    """What a gazetteer knows of a region."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def parent(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name says its bearer is. `codes`: the regions that the last word may mean; `bare`: 济源, not 济源市."""

    codes: frozenset[str]
    length: int
    bare: bool
    twin: bool
    former: bool = False

    def __bool__(self) -> bool:
        return bool(self.codes)


NOWHERE = Place(frozenset(), 0, False, False)


@dataclass(frozen=True, slots=True)
class _Word:
    word: str
    codes: frozenset[str]
    bare: bool
    former: bool


def _as_a_county(unit: Unit) -> tuple[str, ...]:
    """海安市 was 海安县: nearly every city of county level was made of the county of its name."""
    if unit.code.endswith(_PREFECTURE) or not unit.name.endswith("市"):
        return ()
    return (f"{unit.name[:-1]}县",)


class PlaceWords:
    """The region words of a gazetteer.

    A county's or city's name is known with and without 市, 县 …; a district's only with 区, since 新华 and 中原 are 字号, too.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        self._parents: dict[str, str | None] = {}
        self._words: dict[str, _Word] = {}
        self._twins: dict[str, _Word] = {}
        units = list(units)
        former = read_yaml(_FORMER.read_text("utf-8"), name=_FORMER.name)["names"]
        for unit in units:
            self._parents[unit.code] = unit.parent
        for unit in units:
            self._add(unit.name, unit.code, former=False)
            for name in (*unit.names, *former.get(unit.code, ()), *_as_a_county(unit)):
                self._add(name, unit.code, former=not unit.name.startswith(name))
        self._longest = max(map(len, self._words), default=0)
        for word, found in list(self._words.items()):
            if not found.bare:
                self._twins.setdefault(folded(word), found)  # 挤源市 for 济源市, written in full
            if any(
                code.endswith(_PROVINCE) for code in found.codes
            ):  # 河南 is the province, not 河南蒙古族自治县
                codes = frozenset(code for code in found.codes if code.endswith(_PREFECTURE))
                self._words[word] = _Word(word, codes, found.bare, found.former)

    def read(self, text: str, *, start: int = 0) -> Iterator[Place]:
        """The places that the beginning of `text` names, each with the length of the words up to it: the last is the finest."""
        codes: frozenset[str] = frozenset()
        at, twin, former = start, False, False
        alike = folded(text)
        for _ in range(_MOST_WORDS):
            found = self._word(text, alike, at)
            if found is None:
                return
            word, size = found
            below = (
                frozenset(code for code in word.codes if self.within(code, codes)) if codes else word.codes
            )
            if not below and word.bare:
                return  # 河南永丰…: the county 永丰 lies elsewhere, so this is a 字号
            codes = below or word.codes
            twin |= text[at : at + size] != word.word
            former |= word.former
            at += size
            yield Place(codes, at - start, word.bare, twin, former)

    def whole(self, text: str) -> Place:
        """The place that the whole of `text` names, or NOWHERE."""
        last = self.finest(text)
        return last if last.length == len(text) else NOWHERE

    def finest(self, text: str) -> Place:
        """The finest place that the beginning of `text` names, or NOWHERE."""
        return max(self.read(text), key=lambda place: place.length, default=NOWHERE)

    def ending(self, text: str) -> Place:
        """The place that the end of `text` names in one word."""
        for size in range(min(self._longest, len(text) - 1), _SHORTEST_BARE - 1, -1):
            found = self._words.get(text[-size:])
            if found is not None:
                return Place(found.codes, size, found.bare, False, found.former)
        return NOWHERE

    def code_of(self, text: str | None) -> str | None:
        """The code for a code or a name; None for what is unknown or could be several regions."""
        if not text:
            return None
        if text in self._parents:
            return text
        codes = self.whole(text).codes
        return next(iter(codes)) if len(codes) == 1 else None

    def within(self, code: str, codes: Iterable[str]) -> bool:
        """Whether the region is one of `codes` or lies in one of them."""
        wanted = codes if isinstance(codes, frozenset) else frozenset(codes)
        at: str | None = code
        while at is not None:
            if at in wanted:
                return True
            at = self._parents.get(at)
        return False

    def _add(self, name: str, code: str, *, former: bool) -> None:
        self._put(name, code, bare=False, former=former)
        short = _AUTONOMOUS.sub("", name)
        short = short if short != name else _ENDING.sub("", name)
        if short != name and len(short) >= _SHORTEST_BARE:
            self._put(short, code, bare=True, former=former)

    def _put(self, word: str, code: str, *, bare: bool, former: bool) -> None:
        known = self._words.get(word)
        if known is None:
            self._words[word] = _Word(word, frozenset({code}), bare, former)
        else:
            self._words[word] = _Word(
                word, known.codes | {code}, known.bare and bare, known.former and former
            )

    def _word(self, text: str, alike: str, at: int) -> tuple[_Word, int] | None:
        for size in range(min(self._longest, len(text) - at), _SHORTEST_BARE - 1, -1):
            end = at + size
            found = self._words.get(text[at:end]) or self._twins.get(alike[at:end])
            if found is not None:
                return found, size
        return None
