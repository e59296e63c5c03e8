"""What happened to a party, newest first, over all parts; kind, year and page stand in the address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhice.registry.parties.subject import Asking, Moment, Part, kinds_of
from zhice.web.refusals import Missing, refuse, words

SIZE = 30
_YEAR = re.compile(r"[0-9]{4}")
_PAGE = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """One page of it. `kinds`: [(code, word, count)] and `years` as they occur in all of it, for the filter."""

    moments: Sequence[Moment]
    total: int
    whole: int
    kinds: Sequence[tuple[str, Any, int]]
    years: Sequence[tuple[int, int]]
    kind: str
    year: str
    page: int
    pages: int

    @property
    def filtered(self) -> bool:
        return bool(self.kind or self.year)


def collected(parts: Sequence[Part], asking: Asking) -> list[Moment]:
    """Every moment of these parts, newest first; of one day in the order of the parts, the later said first."""
    found = [
        (moment.day, -part.order, moment) for part in parts if part.events for moment in part.events(asking)
    ]
    found.sort(key=lambda one: (one[0], one[1], one[2].record, str(one[2].word)), reverse=True)
    return [moment for *_, moment in found]


def timeline(parts: Sequence[Part], asking: Asking, asked: Mapping[str, str]) -> Timeline:
    """The page that the address asks for; refuses what does not exist."""
    known = kinds_of(parts)
    kind, year, page = asked.get("kind", ""), asked.get("year", ""), asked.get("page", "") or "1"
    if kind and kind not in known:
        raise refuse("没有这类事项。请从页面上的筛选中选择。", "There is no such kind of event.")
    if year and not _YEAR.fullmatch(year):
        raise refuse("年份应为四位数字，如 2022。", "A year has four digits, such as 2022.")
    if not _PAGE.fullmatch(page):
        raise refuse("不是有效的页码。", "This is no page number.")
    whole = collected(parts, asking)
    shown = [
        moment
        for moment in whole
        if (not kind or moment.kind == kind) and (not year or moment.day.year == int(year))
    ]
    pages = max(1, -(-len(shown) // SIZE))
    if not 1 <= int(page) <= pages:
        raise Missing(words(f"没有第 {int(page)} 页，共 {pages} 页。", f"There are {pages} pages."))
    start = (int(page) - 1) * SIZE
    kinds = Counter(moment.kind for moment in whole)
    return Timeline(
        moments=shown[start : start + SIZE],
        total=len(shown),
        whole=len(whole),
        kinds=[(code, word, kinds[code]) for code, word in known.items() if kinds[code] or code == kind],
        years=sorted(Counter(moment.day.year for moment in whole).items(), reverse=True),
        kind=kind,
        year=year,
        page=int(page),
        pages=pages,
    )
