"""No cell of an export may act as a formula, and every number survives."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from zhice.web.place import Place
from zhice.web.registers import export

FORMULAS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+cmd|x",
    "-2+3+cmd",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "＋1+1",
    " =1",
    "\u3000=1",
]

pytestmark = pytest.mark.django_db  # whose installation it is stands in the records


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_text(text: str) -> None:
    assert export.safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "+5", "-5.25", "-12%", "-1,234", "济源市", "a=b", ""])
def test_a_number_or_plain_text_stays(text: str) -> None:
    assert export.safe(text) == text


@given(st.text(max_size=40))
def test_no_text_starts_like_a_formula_unless_it_is_a_number(text: str) -> None:
    shown = export.safe(text)
    bare = shown.lstrip(" \u00a0\u3000")
    assert not bare.startswith(export.STARTERS) or export.NUMBER.fullmatch(bare)
    assert shown in (text, f"'{text}")  # nothing else is changed


def test_csv_has_the_mark_and_what_it_was_given() -> None:
    rows = [["=1+1", -5, None], ["济源", Decimal("1.50"), date(2022, 3, 1)]]
    data = b"".join(export.csv_lines(["名称", "数", "日"], rows))
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig")))) == [
        ["名称", "数", "日"],
        ["'=1+1", "-5", ""],
        ["济源", "1.50", "2022-03-01"],
    ]


def test_a_workbook_keeps_text_as_text_and_numbers_as_numbers() -> None:
    file = export.workbook_file("专利[1]", ["名称", "数", "日"], [["=1+1", -5, date(2022, 3, 1)]])
    with zipfile.ZipFile(file) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][:2] == ["=1+1", -5]
    assert sheet["A2"].data_type == "s" or sheet["A2"].data_type == "inlineStr"
    assert str(sheet["C2"].value).startswith("2022-03-01")


@override_settings(ZHICE_PLACE=lambda: Place(title="例", example=True))
def test_an_example_says_so_in_its_last_line() -> None:
    last = b"".join(export.csv_lines(["a"], [["1"]])).decode("utf-8-sig").splitlines()[-1]
    assert last.startswith("示例数据")
    sheet = openpyxl.load_workbook(export.workbook_file("a", ["a"], [["1"]])).active
    assert sheet is not None
    assert str(sheet["A3"].value).startswith("示例数据")
