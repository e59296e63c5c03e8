"""The export of a list: the same address, the same rows, the same columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhice.journal.acts import act
from zhice.web import refusals
from zhice.web.register import Column, Register
from zhice.web.registers import cells, export
from zhice.web.registers.listing import Listing

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def csv(request: HttpRequest, register: Register) -> StreamingHttpResponse:
    """The filtered list as CSV, sent while it is read: a long one takes a minute, and its first line none."""
    listing = Listing(register, request.user, request.GET)
    names, rows = _table(request, register, listing.rows, listing.columns)
    _journal(request, register, listing.count, listing.columns)
    return StreamingHttpResponse(
        export.csv_lines(names, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{_dated(f"{register.slug}.csv")}"'},
    )


@require_safe
def xlsx(request: HttpRequest, register: Register) -> FileResponse:
    """The filtered list as a workbook."""
    listing = Listing(register, request.user, request.GET)
    return workbook(request, register, listing.rows, listing.columns)


def workbook(
    request: HttpRequest, register: Register, rows: QuerySet[Any], columns: Sequence[Column]
) -> FileResponse:
    names, values = _table(request, register, rows, columns)
    file = export.workbook_file(str(register.title), names, values)
    _journal(request, register, rows.count(), columns)
    return answer(file, f"{register.slug}.xlsx", WORKBOOK)


def answer(file: Any, name: str, kind: str) -> FileResponse:
    """The file as an attachment; its name carries the day."""
    return FileResponse(file, as_attachment=True, filename=_dated(name), content_type=kind)


def _dated(name: str) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}-{timezone.localdate().strftime('%Y%m%d')}.{ending}"


def _table(
    request: HttpRequest, register: Register, rows: QuerySet[Any], columns: Sequence[Column]
) -> tuple[list[str], Any]:
    if rows.count() > export.MOST:
        raise refusals.refuse(
            f"一次最多导出 {export.MOST} 条，请先缩小筛选范围。",
            f"An export may have {export.MOST} rows; narrow the filter first.",
        )
    masked = cells.masks(register, request.user)
    return export.headings(register, columns), export.table(
        register, rows.iterator(2_000), columns, masked=masked
    )


def _journal(request: HttpRequest, register: Register, count: int, columns: Sequence[Column]) -> None:
    """One event for many personal data leaving the house."""
    if register.personal:
        detail = {
            "rows": count,
            "query": request.GET.urlencode(),
            "columns": [column.name for column in columns],
        }
        with act(register.act_name("export"), detail=detail):
            pass
