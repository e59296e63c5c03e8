"""The rows of a batch that came back, as a workbook to correct and send in again.

Beside the file's own columns it has the number of each rejection, by which the correction finds it again
(`staging.REJECTION`), the row in the original file, and the reasons. Cells are written as text: what looks
like a
formula stays what it was, and no program evaluates it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

import xlsxwriter  # type: ignore[import-untyped]

from zhice.intake.staging import REJECTION

ROW, REASON = "原行号", "退回原因"
_WIDE = 28


@dataclass(frozen=True, kw_only=True)
class Reject:
    """One row that came back: its number, where it stood, its raw cells by heading, the reasons in
    Chinese.
    """

    number: int
    row: int
    cells: dict[str, str]
    reasons: tuple[tuple[str, str], ...]
    """(heading or "", reason)"""


def write(stream: IO[bytes], *, rejects: Iterable[Reject], headings: list[str]) -> int:
    """Write the workbook to `stream` and give the number of rows. `headings` are the file's own, in order."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet("退回")
        bold = book.add_format({"bold": True, "bg_color": "#F3E3E0"})
        sheet.freeze_panes(1, 0)
        own = [heading for heading in headings if heading not in (REJECTION, ROW, REASON)]
        columns = [REJECTION, ROW, REASON, *own]
        sheet.set_column(0, len(columns) - 1, _WIDE)
        for index, heading in enumerate(columns):
            sheet.write_string(0, index, heading, bold)
        for count, reject in enumerate(rejects, 1):
            reasons = "；".join(f"{where}：{why}" if where else why for where, why in reject.reasons)
            for index, cell in enumerate((str(reject.number), str(reject.row), reasons)):
                sheet.write_string(count, index, cell)
            for index, heading in enumerate(own, 3):
                sheet.write_string(count, index, reject.cells.get(heading, ""))
    return count
