"""The workbook of rejects: the rows as they came, each with its number and reason, bad cells marked; ready to correct and resend."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from zhice.intake.format import FORMATS, comparable
from zhice.intake.models import Batch
from zhice.intake.staging import REJECTION
from zhice.web import place

WIDTH = 20
LONGEST = 32_767  # signs a cell of a workbook holds


def workbook(batch: Batch, *, language: str) -> io.BytesIO:
    """All rejected rows of a batch that no later batch has settled."""
    rejections = list(batch.rejections.filter(settled_by=None).order_by("row"))
    headings = _headings(batch, {heading for each in rejections for heading in each.cells} - {REJECTION})
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(_("退回的行"))
    bold, bad = (
        book.add_format({"bold": True, "bg_color": "#E4EEF8"}),
        book.add_format({"bg_color": "#FCE9E7"}),
    )
    for number, heading in enumerate([*headings, REJECTION, _("行号"), _("退回原因")]):
        sheet.write_string(0, number, heading, bold)
        sheet.set_column(number, number, WIDTH)
    columns = _columns(batch, headings)
    for row, rejection in enumerate(rejections, start=1):
        why = reasons(rejection, language)
        wrong = {each["column"]: each["reason"] for each in why}
        for number, heading in enumerate(headings):
            reason = wrong.get(columns[heading], "")
            sheet.write_string(
                row, number, str(rejection.cells.get(heading, ""))[:LONGEST], bad if reason else None
            )
            if reason:
                sheet.write_comment(row, number, reason)
        sheet.write_string(row, len(headings), str(rejection.pk))
        sheet.write_number(row, len(headings) + 1, rejection.row)
        sheet.write_string(row, len(headings) + 2, "；".join(each["reason"] for each in why)[:LONGEST])
    if place.watermark():
        sheet.set_header(f"&C{place.watermark()}")
    sheet.freeze_panes(1, 0)
    book.close()
    file.seek(0)
    return file


def reasons(rejection: Any, language: str) -> list[dict[str, str]]:
    """Column and reason of every problem, in the language of the page."""
    key = "en" if language.startswith("en") else "zh"
    return [{"column": problem["column"], "reason": problem[key]} for problem in rejection.problems]


def _headings(batch: Batch, found: set[str]) -> list[str]:
    """In the order of the format's columns, since JSON in the database keeps none; then those that it does not know."""
    order = {column.name: number for number, column in enumerate(FORMATS[batch.format].columns)}
    columns = _columns(batch, sorted(found))
    return sorted(found, key=lambda heading: (order.get(columns[heading], len(order)), heading))


def _columns(batch: Batch, headings: list[str]) -> dict[str, str]:
    """Heading of the file → column of the format."""
    known = FORMATS[batch.format].known_headings()
    return {heading: batch.mapping.get(heading) or known.get(comparable(heading), "") for heading in headings}
