"""Files of classes taken in by the product itself, and invented workbooks in the layout of the official ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

HEADINGS = ["战略性新兴产业分类代码", "战略性新兴产业分类名称", "国际专利分类", "关键词"]


@pytest.fixture
def take_in(db: None, tmp_path: Path) -> Callable[..., Any]:
    """Stage and confirm a file as the system."""
    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.intake import pipeline

    def take(file: Path, format: str, **how: Any) -> Any:
        with acting_as(SYSTEM):
            staged = pipeline.stage(file=file, name=file.name, format=format, **how)
            return pipeline.confirm(staged=staged, day=date(2026, 11, 25))

    return take


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Title in a merged first row, headings in the second, data from the third, on the first sheet."""

    def make(
        rows: list[list[str]],
        *,
        headings: list[str] = HEADINGS,
        merged: bool = True,
        name: str = "对照表.xlsx",
    ) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(["（示例）参照关系表"])
        if merged:
            sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(headings))
        for row in (headings, *rows):
            sheet.append(row)
        book.create_sheet("说明").append(["不读"])
        file = tmp_path / name
        book.save(file)
        return file

    return make
