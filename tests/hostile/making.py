"""A good file in both forms, and the tools that spoil one: cells changed, parts of an archive replaced."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

HEADER = ["名称", "公布（公告）号", "公告日", "申请号", "申请日", "专利权人", "发明人", "地址", "分类号"]
ROWS = [
    ["一种冷凝式换热器", "CN209104671U", "2019.07.12", "2019200014765", "2019.01.02", "济源市甲机械有限公司", "张三;李四",
     "454650河南省济源市虎岭产业集聚区", "F28B1/00(2006.01)I"],
    ["糕点（罗汉蜜柚果子）", "CN305252224S", "2019.07.12", "2018305140799", "2018.09.13", "北京乙食品有限公司", "王五",
     "102403北京市房山区琉璃河镇", "01-01 (11)"],
    ["一种标识分配方法", "CN102905253B", "2019.07.09", "", "2011.07.27", "丙通讯股份有限公司", "赵六",
     "518057广东省深圳市南山区高新技术产业园", "H04W8/26(2009.01)I;??H04W84/12(2009.01)I"],
]  # fmt: skip
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def text(rows: list[list[str]] | None = None, *, header: list[str] | None = None, **how: Any) -> str:
    """A CSV table as text."""
    out = io.StringIO()
    writer = csv.writer(out, **{"lineterminator": "\r\n", **how})
    writer.writerow(HEADER if header is None else header)
    writer.writerows(ROWS if rows is None else rows)
    return out.getvalue()


def changed(row: int, column: str, value: str) -> list[list[str]]:
    """The good rows with one cell changed; `row` counts from 0."""
    rows = [list(cells) for cells in ROWS]
    rows[row][HEADER.index(column)] = value
    return rows


def book(rows: list[list[Any]] | None = None) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(HEADER)
    for cells in ROWS if rows is None else rows:
        sheet.append(cells)
    return made


def saved(made: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def rezip(
    source: bytes,
    *,
    change: dict[str, Callable[[bytes], bytes]] | None = None,
    add: list[tuple[zipfile.ZipInfo | str, bytes]] | None = None,
) -> bytes:
    """The same container with parts changed and added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry.filename, (change or {}).get(entry.filename, bytes)(part))
        for name, part in add or []:
            new.writestr(name, part)
    return out.getvalue()


def sheet_xml(body: str, *, doctype: str = "") -> Callable[[bytes], bytes]:
    """Puts `body` in place of the sheet."""
    whole = f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<worksheet xmlns="{MAIN}">{body}</worksheet>'
    return lambda _: whole.encode()


def in_sheet(body: str, **how: Any) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(rezip(saved(book()), change={SHEET: sheet_xml(body, **how)}))


def in_csv(content: str | bytes) -> Callable[[Path], object]:
    data = content.encode() if isinstance(content, str) else content
    return lambda path: path.write_bytes(data)


def with_parts(*parts: tuple[zipfile.ZipInfo | str, bytes]) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(rezip(saved(book()), add=list(parts)))
