"""The empty workbook that people fill in: headings with notes, drop-downs for choices, checks for days and numbers."""

from __future__ import annotations

import io
from datetime import date

import xlsxwriter
from django.utils.translation import gettext as _

from zhice.intake.format import Column, Format
from zhice.web import wording

ROWS = 5_000  # down to here the drop-downs reach
FITS_IN_A_LIST = 250  # signs that a spreadsheet takes as a list of choices


def workbook(format: Format) -> io.BytesIO:
    """One sheet to fill in, one that explains the columns."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    language = "en" if wording.is_english() else "zh"
    sheet, notes = book.add_worksheet(_("数据")), book.add_worksheet(_("填写说明"))
    must = book.add_format({"bold": True, "bg_color": "#FFF1CF", "border": 1})
    may = book.add_format({"bold": True, "bg_color": "#E4EEF8", "border": 1})
    text = book.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(format.columns):
        sheet.write_string(0, number, column.title.in_(language), must if column.required else may)
        sheet.set_column(number, number, 22, None if column.kind in ("day", "number") else text)
        _check(book, sheet, number, column)
    _explain(notes, format, language)
    book.close()
    file.seek(0)
    return file


def _check(
    book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, number: int, column: Column
) -> None:
    if column.choices and len(",".join(column.choices)) <= FITS_IN_A_LIST:
        sheet.data_validation(1, number, ROWS, number, {"validate": "list", "source": list(column.choices)})
    elif column.choices:
        hidden = book.get_worksheet_by_name(f"_{number}") or book.add_worksheet(f"_{number}")
        hidden.hide()
        for row, choice in enumerate(column.choices):
            hidden.write_string(row, 0, choice)
        source = f"='_{number}'!$A$1:$A${len(column.choices)}"
        sheet.data_validation(1, number, ROWS, number, {"validate": "list", "source": source})
    elif column.kind == "day":
        rule = {
            "validate": "date",
            "criteria": "between",
            "minimum": date(1949, 10, 1),
            "maximum": date(2100, 12, 31),
        }
        sheet.data_validation(1, number, ROWS, number, {**rule, "error_type": "warning"})
    elif column.kind == "number":
        rule = {"validate": "decimal", "criteria": "between", "minimum": -(10**15), "maximum": 10**15}
        sheet.data_validation(1, number, ROWS, number, {**rule, "error_type": "warning"})


def _explain(sheet: xlsxwriter.worksheet.Worksheet, format: Format, language: str) -> None:
    sheet.set_column(0, 3, 28)
    for number, heading in enumerate((_("列"), _("是否必填"), _("说明"), _("示例"))):
        sheet.write_string(0, number, heading)
    for row, column in enumerate(format.columns, start=1):
        sheet.write_string(row, 0, column.title.in_(language))
        sheet.write_string(row, 1, _("必填") if column.required else _("选填"))
        sheet.write_string(
            row, 2, "、".join(column.choices) or (column.note.in_(language) if column.note else "")
        )
        sheet.write_string(row, 3, column.example)
