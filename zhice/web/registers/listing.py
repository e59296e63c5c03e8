"""A list is its address: search, filters, sort, page, size and columns all stand in the URL, and nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict

from zhice.web import refusals
from zhice.web.register import Column, Register
from zhice.web.registers import cells, filters, matching

SIZES = (20, 50, 100, 200)
DEFAULT_SIZE = 20
LAST_PAGE = 100_000
LONGEST_SEARCH = 100
DEEP = 1_000  # rows skipped from which only keys are skipped, not rows with all that belongs to them
OWN = {"q", "sort", "page", "size", "columns", "view"}
DIGITS = re.compile(r"[0-9]{1,9}")


@dataclass
class Listing:
    """What one address of a register shows to one person."""

    register: Register
    user: Any
    query: QueryDict
    sizes: tuple[int, ...] = SIZES
    by_name: bool = False  # filters on related records take text, never numbers (the API)

    def __post_init__(self) -> None:
        """Raise BadAddress for anything the address says that we do not understand: nothing is silently left out."""
        unknown = set(self.query) - OWN - filters.parameters(self.filters)
        if unknown:
            names = "、".join(sorted(unknown))
            raise refusals.refuse(
                f"本台账没有名为“{names}”的筛选条件。请从页面上的筛选面板选择。",
                f"This register has no filter “{names}”; use the filter panel of the page.",
            )
        if not self.filters.form.is_valid():
            raise refusals.refuse(*_complaint(self.filters))
        if "\0" in self.search or len(self.search) > LONGEST_SEARCH:
            raise refusals.refuse(
                "搜索词最长 100 个字，请缩短。", "A search may have 100 signs at most; shorten it."
            )
        _ = self.order, self.size, self.number, self.columns

    @cached_property
    def filters(self) -> django_filters.FilterSet:
        return filters.filter_set(
            self.register, self.user, self.query, self.register.listed_rows(self.user), by_name=self.by_name
        )

    @cached_property
    def search(self) -> str:
        return self.query.get("q", "").strip()

    @cached_property
    def rows(self) -> QuerySet[Any]:
        """All records that match, in order; every page, export and bulk action starts from these."""
        masked = cells.masks(self.register, self.user)
        found = matching.found(self.register, self.filters.qs, self.search, masked=masked)
        return found.order_by(*self.order)

    @cached_property
    def order(self) -> tuple[str, ...]:
        wanted = self.query.get("sort", "")
        if not wanted:
            return (
                (*self.register.sort, "pk")
                if "pk" not in {key.lstrip("-") for key in self.register.sort}
                else self.register.sort
            )
        path = self.sortable.get(wanted.removeprefix("-"))
        if path is None:
            raise refusals.refuse(
                f"不能按“{wanted}”排序。请点击表头排序。",
                f"This list cannot be sorted by “{wanted}”; use the headings.",
            )
        return (f"-{path}" if wanted.startswith("-") else path, "pk")

    @cached_property
    def sortable(self) -> dict[str, str]:
        """Column name → path to order by; a computed column sorts only by its declared `sort`."""
        found = {}
        for column in self.register.columns:
            if column.sort:
                found[column.name] = column.sort
            elif column.value is None and cells.field_of(self.register.model, column.name) is not None:
                found[column.name] = column.name
        return found

    @cached_property
    def size(self) -> int:
        size = whole_number(self.query.get("size", ""), DEFAULT_SIZE)
        if size not in self.sizes:
            sizes = "、".join(map(str, self.sizes))
            raise refusals.refuse(f"每页条数只能是 {sizes}。", f"A page may have {sizes} rows.")
        return size

    @cached_property
    def number(self) -> int:
        number = whole_number(self.query.get("page", ""), 1)
        if not 1 <= number <= LAST_PAGE:
            raise refusals.refuse(f"没有第 {number} 页。", f"There is no page {number}.")
        return number

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns to show: as chosen in the address, else those the declaration shows."""
        wanted = self.query.getlist("columns")
        if not wanted:
            return tuple(column for column in self.register.columns if column.shown)
        known = {column.name: column for column in self.register.columns}
        unknown = [name for name in wanted if name not in known]
        if unknown:
            raise refusals.refuse(
                f"本台账没有“{unknown[0]}”列。", f"This register has no column “{unknown[0]}”."
            )
        return tuple(column for column in self.register.columns if column.name in wanted)

    @cached_property
    def count(self) -> int:
        return len(self.few) if self.few is not None else self.rows.order_by().count()

    @cached_property
    def few(self) -> list[Any] | None:
        """The keys of all that a search found, when they are few; None: more, or nothing searched."""
        return matching.few(self.rows) if self.search else None

    @cached_property
    def pages(self) -> int:
        return max(1, -(-self.count // self.size))

    @cached_property
    def page(self) -> list[Any]:
        """The records of this page; a page beyond the last one is refused."""
        if self.number > self.pages:
            raise refusals.Missing(
                refusals.words(
                    f"没有第 {self.number} 页，共 {self.pages} 页。",
                    f"There is no page {self.number}; there are {self.pages}.",
                )
            )
        start = (self.number - 1) * self.size
        part = slice(start, start + self.size)
        if self.few is not None:
            return list(self._of(self.few)[part])
        if start < DEEP:
            return list(self.rows[part])
        return list(self._of(list(self.rows.values_list("pk", flat=True)[part])))

    def _of(self, keys: list[Any]) -> QuerySet[Any]:
        return self.register.rows(self.user).filter(pk__in=keys).order_by(*self.order)

    @cached_property
    def chips(self) -> list[dict[str, str]]:
        shown = filters.chips(self.filters, self.query)
        if self.search:
            shown.insert(
                0, {"text": f"“{self.search}”", "url": filters.without(self.query, "q", self.query["q"])}
            )
        return shown


def whole_number(text: str, default: int) -> int:
    """A whole number from an address; ASCII digits only, because int() also reads ١ and １_0."""
    if not text:
        return default
    if not DIGITS.fullmatch(text):
        raise refusals.refuse(
            f"“{text[:20]}”不是有效的页码或条数。", f"“{text[:20]}” is no page number or size."
        )
    return int(text)


def _complaint(found: django_filters.FilterSet) -> tuple[str, str]:
    name, errors = next(iter(found.form.errors.items()))
    label = found.form.fields[name].label if name in found.form.fields else name
    return (f"筛选条件“{label}”有误：{errors[0]}", f"The filter “{label}” is wrong: {errors[0]}")
