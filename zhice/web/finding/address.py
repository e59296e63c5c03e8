"""A search is its address: question, filters, order and page stand in it, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from zhice.search.finding import Filters
from zhice.web import refusals
from zhice.web.registers.listing import whole_number

SIZE = 20
LAST_PAGE = 500
MOST_VALUES = 20
SORTS = ("", "newest")
MANY = ("kind", "region", "ipc")
OWN = {"q", "page", "sort", "from", "to", "all", "saved", *MANY}
YEARS = range(1900, 2101)


@dataclass(frozen=True)
class Search:
    """What one address asks for."""

    question: str
    kinds: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    sort: str = ""
    page: int = 1
    listed: bool = False  # the hits, although the question is a number that leads to one record

    @property
    def filters(self) -> Filters:
        return Filters(
            kinds=self.kinds,
            regions=self.regions,
            sections=self.sections,
            first_year=self.first_year,
            last_year=self.last_year,
        )

    @property
    def offset(self) -> int:
        return (self.page - 1) * SIZE

    @property
    def narrowed(self) -> bool:
        return self.filters != Filters()

    def chosen(self, name: str) -> tuple[str, ...]:
        return {"kind": self.kinds, "region": self.regions, "ipc": self.sections}[name]

    def query(self, **changes: Any) -> str:
        """The address of this search, changed; the page begins anew unless it is given."""
        pairs: dict[str, Any] = {
            "q": self.question,
            "kind": self.kinds,
            "region": self.regions,
            "ipc": self.sections,
            "from": self.first_year,
            "to": self.last_year,
            "sort": self.sort,
            **changes,
        }
        return urlencode(
            [(name, value) for name, value in pairs.items() if value not in (None, "", ())], doseq=True
        )

    def toggled(self, name: str, value: str) -> str:
        """The address with one value of a facet taken on, or off."""
        before = self.chosen(name)
        after = tuple(each for each in before if each != value) if value in before else (*before, value)
        return self.query(**{name: after})


def read(query: QueryDict) -> Search:
    """Raise BadAddress for anything that means nothing."""
    unknown = set(query) - OWN
    if unknown:
        raise refusals.refuse(
            f"搜索没有“{min(unknown)}”这个条件。", f"A search has no condition “{min(unknown)}”."
        )
    sort = query.get("sort", "")
    if sort not in SORTS:
        raise refusals.refuse("只能按相关程度或年份排序。", "Hits are sorted by relevance or by year.")
    page = whole_number(query.get("page", ""), 1)
    if not 1 <= page <= LAST_PAGE:
        raise refusals.refuse(f"没有第 {page} 页。", f"There is no page {page}.")
    return Search(
        question=query.get("q", "").replace("\0", "").strip(),
        kinds=_values(query, "kind"),
        regions=_values(query, "region"),
        sections=_values(query, "ipc"),
        first_year=_year(query.get("from", "")),
        last_year=_year(query.get("to", "")),
        sort=sort,
        page=page,
        listed=bool(query.get("all")),
    )


def _values(query: QueryDict, name: str) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(value for value in query.getlist(name) if value))
    if len(values) > MOST_VALUES or any(len(value) > 40 or "\0" in value for value in values):  # noqa: PLR2004
        raise refusals.refuse("筛选条件过多，请减少。", "Too many conditions; use fewer.")
    return values


def _year(text: str) -> int | None:
    if not text:
        return None
    year = whole_number(text, 0)
    if year not in YEARS:
        raise refusals.refuse(f"“{text[:20]}”不是有效的年份。", f"“{text[:20]}” is no year.")
    return year


def beyond(page: int, *, pages: int) -> refusals.Missing:
    """The refusal of a page after the last one."""
    return refusals.Missing(
        refusals.words(f"没有第 {page} 页，共 {pages} 页。", f"There is no page {page}; there are {pages}.")
    )
