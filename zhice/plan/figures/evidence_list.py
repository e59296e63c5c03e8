"""One page of the evidence list: a term's rows, filtered by what the rows themselves hold; the address is the state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.plan.figures.answers import reckon_on
from zhice.plan.figures.pages import say
from zhice.plan.figures.reckoning import Reckoned, in_chunks, read_by
from zhice.plan.figures.scoreboard import Scoreboard, Standing
from zhice.web import wording
from zhice.web.register import site

SIZE = 50
LAST_PAGE = 1_000_000
LABELS = {
    "document_number": _("公布公告号"),
    "application_number": _("申请号"),
    "kind": _("种类"),
    "title": _("名称"),
    "filed_date": _("申请日"),
    "granted_date": _("授权公告日"),
    "abnormal_date": _("认定非正常日"),
    "holder_name": _("权利人"),
    "applicant_name": _("申请人"),
    "ipc_subclass": _("分类"),
    "start_date": _("有效自"),
    "end_date": _("失效日"),
    "region": _("区域"),
    "year": _("年份"),
    "persons": _("人数"),
    "status": _("状态"),
    "source": _("来源"),
    "published_date": _("发布日"),
    "amount": _("数额"),
    "name": _("名称"),
}
KINDS = {"INVENTION": _("发明"), "UTILITY_MODEL": _("实用新型"), "DESIGN": _("外观设计")}
FILTERS = ("kind", "ipc_subclass", "holder_name", "region", "status")
HIDDEN = ("term", "measure", "record", "holder", "applicant", "filed_year", "granted_year")
# what a reader recognises a row by comes first, its region last: it is the same in all rows
FIRST, LAST = ("title", "name", "application_number", "document_number", "kind"), ("region",)
SHORT = 16


class PageRefused(ZhiceError):
    """The address asks for a page, filter or order that there is not."""


@dataclass(frozen=True)
class EvidencePage:
    """What a page of evidence shows."""

    reckoned: Reckoned
    code: str
    term: str
    where: Mapping[str, str]
    order: str
    descending: bool
    page: int
    total: int
    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    on: date

    @classmethod
    def asked(cls, request: HttpRequest, standing: Standing, board: Scoreboard) -> EvidencePage:
        """The page the address asks for; PageRefused for what it cannot ask."""
        indicator = standing.placement.indicator
        reckoned, _target = reckon_on(
            indicator=indicator,
            region_code=board.version.plan.region_code,
            on=board.on,
            period=standing.horizon if standing.promise else None,
        )
        keys = [term.key for term in reckoned.figure.terms]
        if not keys:
            raise PageRefused(reckoned.figure.why_not or Words(zh="没有依据。", en="There is no evidence."))
        term = request.GET.get("term") or keys[0]
        page = _page(request.GET.get("page", "1"))
        with read_by(request.user, reckoned, term if term in keys else keys[0]) as found:
            names = found.columns(term)
            where = {name: request.GET[name] for name in FILTERS if name in names and request.GET.get(name)}
            order = request.GET.get("sort", "record").lstrip("-")
            descending = request.GET.get("sort", "").startswith("-")
            total = found.count(term, where=where) if where else _counted(reckoned, term)
            if page > 1 and (page - 1) * SIZE >= total:
                raise PageRefused(Words(zh=f"没有第 {page} 页。", en=f"There is no page {page}."))
            rows = tuple(
                found.rows(
                    term,
                    where=where,
                    order=order,
                    descending=descending,
                    limit=SIZE,
                    offset=(page - 1) * SIZE,
                )
            )
        columns = tuple(sorted((name for name in names if name not in HIDDEN), key=_place))
        return cls(
            reckoned, indicator.code, term, where, order, descending, page, total, columns, rows, board.on
        )

    @property
    def headings(self) -> list[dict[str, Any]]:
        return [
            {
                "name": name,
                "label": LABELS.get(name, name),
                "sorted": ("descending" if self.descending else "ascending")
                if name == self.order
                else "none",
                "sort": f"-{name}" if name == self.order and not self.descending else name,
            }
            for name in self.columns
        ]

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [
            {
                # a corpus numbers its records itself: they are none of ours
                "url": "" if self.reckoned.corpus else site.address_of(row["record"]) or "",
                "cells": [_shown(name, row.get(name)) for name in self.columns],
            }
            for row in self.rows
        ]

    @property
    def terms(self) -> list[dict[str, Any]]:
        return [
            {
                "key": term.key,
                "name": say(term.name),
                "period": say(term.period.words),
                "count": term.evidence_count,
            }
            for term in self.reckoned.figure.terms
        ]

    @property
    def chips(self) -> list[dict[str, str]]:
        base = reverse("plan:evidence", args=[self.code])
        return [
            {
                "text": f"{LABELS.get(name, name)}：{_cell(name, value)}",
                "url": f"{base}?on={self.on}&term={self.term}"
                + "".join(f"&{other}={kept}" for other, kept in self.where.items() if other != name),
            }
            for name, value in self.where.items()
        ]

    @property
    def first(self) -> int:
        return (self.page - 1) * SIZE + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.page * SIZE, self.total)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // SIZE))

    @property
    def has_kinds(self) -> bool:
        return "kind" in self.columns

    @property
    def kinds(self) -> list[tuple[str, Any]]:
        return list(KINDS.items())

    def all_rows(self, user: Any) -> Iterator[tuple[Any, ...]]:
        """Every row of the filtered list as `user` may read it, headings first; streamed when the request is over."""
        yield tuple(str(LABELS.get(name, name)) for name in self.columns)
        with read_by(user, self.reckoned, self.term) as found:
            rows = in_chunks(found).rows(
                self.term, where=self.where, order=self.order, descending=self.descending
            )
            for row in rows:
                yield tuple(_cell(name, row.get(name)) for name in self.columns)


def _counted(reckoned: Reckoned, term: str) -> int:
    """The rows of a term as its figure counted them: the list is read in the same transaction."""
    return next(each.evidence_count for each in reckoned.figure.terms if each.key == term)


def _page(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= LAST_PAGE and len(text) <= 7):  # noqa: PLR2004
        raise PageRefused(Words(zh=f"页码“{text[:20]}”无效。", en=f"'{text[:20]}' is no page number."))
    return int(text)


def _place(name: str) -> int:
    if name in FIRST:
        return FIRST.index(name)
    return len(FIRST) + (name in LAST)


def _shown(name: str, value: Any) -> dict[str, Any]:
    said = wording.day(value) if isinstance(value, date) else _cell(name, value)
    return {"said": said if said != "" else wording.NOTHING, "short": len(str(said)) <= SHORT}


def _cell(name: str, value: Any) -> Any:
    if value is None:
        return ""
    return str(KINDS.get(value, value)) if name == "kind" else value
