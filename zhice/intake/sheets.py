"""Rows out of a workbook that `workbooks.check` has let pass: every value as the text a person would type."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.datetime import from_excel

from zhice.intake import workbooks, zips
from zhice.intake.format import comparable
from zhice.intake.limits import Limits
from zhice.intake.readers import (
    Known,
    Marks,
    Reading,
    Table,
    check_header,
    chunks,
    no_header,
    no_rows,
    too_many_rows,
)
from zhice.intake.refusals import Ask, Place, Refused
from zhice.kernel.words import Words

_EXACT = 10**15  # a double holds every whole number up to here
_DAYS = range(1, 100_000)
"""Serial numbers that may stand for a day: 1900 to 2173."""


def read_workbook(path: Path, *, known: Known, reading: Reading, limits: Limits) -> Table:
    """One sheet of an .xlsx. Raises `Refused` or `Ask`, here or while the rows are drawn."""
    try:
        sheet, warnings = workbooks.check(path, limits=limits, asked=reading.sheet)
    except zips.DAMAGE as fault:  # a part whose compressed bytes are damaged
        raise _unreadable(fault) from fault
    _merged_header(sheet, reading)
    try:
        book = openpyxl.load_workbook(path.open("rb"), read_only=True, data_only=False, keep_links=False)
        cells = book[sheet.name]
        epoch = book.epoch
    except (KeyError, ValueError, TypeError, IndexError, AttributeError) as fault:
        raise _unreadable(fault) from fault
    lines = cells.iter_rows(min_row=reading.header_row, max_col=sheet.columns or 1, values_only=True)
    header = [_text(value) for value in next(iter(lines), ())]
    while header and not header[-1].strip():
        header.pop()
    if not header:
        raise no_header(reading.header_row)
    check_header(header, row=reading.header_row, limits=limits)
    if any(len(merge) for merge in sheet.merged):
        warnings.append(_merged_body())
    days = [index for index, heading in enumerate(header) if comparable(heading) in known.days]
    return Table(
        header=header,
        chunks=chunks(
            _rows(
                lines=lines,
                header=header,
                days=days,
                sheet=sheet,
                epoch=epoch,
                reading=reading,
                limits=limits,
            )
        ),
        about={"sheet": sheet.name, "epoch": str(epoch.year)},
        warnings=warnings,
    )


def _rows(
    *,
    lines: Iterator[tuple[Any, ...]],
    header: list[str],
    days: list[int],
    sheet: workbooks.Sheet,
    epoch: datetime,
    reading: Reading,
    limits: Limits,
) -> Iterator[tuple[int, list[str], Marks]]:
    count, width = 0, len(header)
    for number, values in enumerate(lines, reading.header_row + 1):
        marks = _marks(sheet, number, width)
        cells = [_text(value) for value in values[:width]]
        cells += [""] * (width - len(cells))
        for index in days:
            cells[index] = _day(values[index] if index < len(values) else None, cells[index], epoch, marks)
        if any(value not in (None, "") for value in values[width:]):
            marks[-1] = "ragged"
        if not any(cells) and not marks:
            continue
        if number in sheet.hidden_rows:
            marks.setdefault(-1, "hidden")
        yield number, cells, marks
        count += 1
        if count > limits.rows:
            raise too_many_rows(limits)
    if not count:
        raise no_rows()


def _marks(sheet: workbooks.Sheet, number: int, width: int) -> Marks:
    marks: Marks = {}
    for found, code in ((sheet.formulas, "formula"), (sheet.errors, "error_value")):
        for column in found.get(number, {}):
            if column <= width:
                marks[column - 1] = code
    return marks


def _text(value: Any) -> str:
    """A value as text: whole numbers without a point, days as 2022-03-01, nothing as the empty text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        value = int(value)
    return str(value)


def _day(value: Any, text: str, epoch: datetime, marks: Marks) -> str:
    """A serial number in a column of days is a day, counted from the workbook's own epoch (1900 or 1904)."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and int(value) in _DAYS:
        day = from_excel(value, epoch)
        if isinstance(day, datetime):
            marks.setdefault(-1, "serial_day")
            return day.date().isoformat()
    return text


def _merged_header(sheet: workbooks.Sheet, reading: Reading) -> None:
    merged = [area for area in sheet.merged if area[0] <= reading.header_row <= area[2]]
    if not merged:
        return
    below = max(area[2] for area in merged) + 1
    raise Ask(
        "merged_header",
        Words(
            zh=f"第 {reading.header_row} 行是合并单元格，看不出哪一列叫什么。请指明表头在第几行，"
            f"或取消合并。",
            en=f"Row {reading.header_row} has merged cells. Say which row holds the headings, or unmerge "
            f"them.",
        ),
        place=Place(row=reading.header_row),
        setting="header_row",
        choices=(str(below),),
    )


def _merged_body() -> Words:
    return Words(
        zh="表格里有合并单元格：只有左上角的单元格有内容，其余按空白读取，请核对。",
        en="The table has merged cells: only the upper left one has content, the others read as empty.",
    )


def _unreadable(fault: Exception) -> Refused:
    return Refused(
        "workbook_damaged",
        Words(
            zh=f"工作簿无法读取（{type(fault).__name__}）。请用电子表格软件重新保存。",
            en=f"The workbook cannot be read ({type(fault).__name__}). Save it anew with a spreadsheet "
            f"program.",
        ),
    )
