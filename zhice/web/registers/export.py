"""Exports: exactly what is filtered, as CSV with a byte-order mark or as a workbook; no cell may act as a formula."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import IO, Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from zhice.web import place
from zhice.web.register import Column, Register
from zhice.web.registers import cells

MOST = 200_000
PART = 16_384  # signs sent at a time
STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?%?")


def safe(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it as a formula; numbers like -5 stay.

    >>> safe("=cmd|' /C calc'!A0"), safe("-5"), safe("-5+cmd"), safe(" =1")
    ("'=cmd|' /C calc'!A0", '-5', "'-5+cmd", "' =1")
    """
    bare = text.lstrip(" \u00a0\u3000")
    if bare.startswith(STARTERS) and not NUMBER.fullmatch(bare):
        return f"'{text}"
    return f"'{text}" if text.startswith(STARTERS) and not NUMBER.fullmatch(text) else text


def table(
    register: Register, rows: Iterable[Any], columns: Sequence[Column], *, masked: bool
) -> Iterable[list[Any]]:
    """The plain values, row by row, in the order of the columns."""
    for record in rows:
        yield [cells.value_of(record, column, masked=masked) for column in columns]


def headings(register: Register, columns: Sequence[Column]) -> list[str]:
    return [cells.label(register, column) for column in columns]


def csv_lines(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """UTF-8 with the mark that Excel needs, some rows at a time; the last line of an example says that it is one."""
    mark = place.watermark()
    lines = chain([names], (map(_text, row) for row in rows), [[mark]] if mark else [])
    part = io.StringIO("\ufeff")
    part.seek(0, io.SEEK_END)
    writer = csv.writer(part, lineterminator="\r\n")
    for line in lines:
        writer.writerow([safe(value) for value in line])
        if part.tell() > PART:
            yield part.getvalue().encode()
            part.seek(0)
            part.truncate()
    yield part.getvalue().encode()


def workbook_file(title: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """A workbook: text stays text, numbers and days are numbers and days, the first row stays in sight."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  # handed to the response, which closes it
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet(_sheet_name(title))
    bold, day = (
        book.add_format({"bold": True, "bg_color": "#E4EEF8"}),
        book.add_format({"num_format": "yyyy-mm-dd"}),
    )
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(0, len(names) - 1), 18)
    for number, name in enumerate(names):
        sheet.write_string(0, number, name, bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        for number, value in enumerate(row):
            _write(sheet, last, number, value, day)
    if place.watermark():
        sheet.write_string(last + 1, 0, place.watermark())
        sheet.set_header(f"&C{place.watermark()}")
    book.close()
    file.seek(0)
    return file


def _write(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif (
        isinstance(value, int | float | Decimal) and abs(value) < 10**15
    ):  # more digits than a spreadsheet keeps
        sheet.write_number(row, column, value)
    elif isinstance(value, date) and not isinstance(value, datetime):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001  # a day has no zone
    else:
        sheet.write_string(row, column, _text(value)[:32_767])


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        return (
            timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S")
            if timezone.is_aware(value)
            else str(value)
        )
    return str(value)


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", title)[:31].strip() or "1"
