"""The entries of cells.yaml as files: one bad cell in an otherwise good table, each entry a file of its own or all of one
format as the rows of one, so that a single child process reads them.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from tests.hostile.making import HEADER, ROWS, text
from zhice.intake.format import Format
from zhice.registry.parties.register import PARTIES
from zhice.registry.rights.patents.formats.cnipa_gazette import GAZETTE
from zhice.registry.rights.patents.formats.legal_events import LEGAL_EVENTS
from zhice.registry.rights.patents.formats.patents_table import PATENTS_TABLE
from zhice.web.registers import imports

Entry = dict[str, Any]
ENTRIES: list[Entry] = yaml.safe_load((Path(__file__).parent / "cells.yaml").read_text("utf-8"))
FORMATS: dict[str, Format] = {"gazette": GAZETTE, "table": PATENTS_TABLE, "events": LEGAL_EVENTS,
                              "parties": imports.format_of(PARTIES)}  # fmt: skip
IN_FILES = [entry for entry in ENTRIES if entry["as"] in FORMATS]
_EVENTS = ["专利号", "法律事件", "日期", "新权利人"]
_PARTIES = ["类型", "名称", "统一社会信用代码", "现住所地", "备注"]
_FIRST = 305_300_000


def cell_of(entry: Entry) -> str:
    sign, times = entry.get("repeat", (entry.get("cell"), 1))
    return str(sign) * times


def header_of(format: str) -> list[str]:
    return {"events": _EVENTS, "parties": _PARTIES}.get(format, HEADER)


def row_of(entry: Entry, number: int) -> list[str]:
    """The good row with a key of its own, and the bad cell."""
    header = header_of(entry["as"])
    if entry["as"] == "events":
        row = [f"CN{_FIRST + number}S", "转让", "2021-07-12", "北京乙食品有限公司"]
    elif entry["as"] == "parties":
        row = ["法人和其他组织", f"济源市第{number}机械厂", "", "", ""]
    else:
        row = [*ROWS[1]]
        row[header.index("公布（公告）号")] = f"CN{_FIRST + number}S"
    row[header.index(entry["column"])] = cell_of(entry)
    return row


def together(format: str) -> tuple[list[Entry], str]:
    """All entries of one format, and the text of the file whose rows they are, the first in row 2."""
    entries = [entry for entry in IN_FILES if entry["as"] == format]
    return entries, text([row_of(entry, n) for n, entry in enumerate(entries)], header=header_of(format))


def write(folder: Path) -> list[Path]:
    """Each entry as a file: a table with a good row and the bad one, or the bare cell that a reader gets."""
    counts: dict[int, int] = defaultdict(int)
    written = []
    for number, entry in enumerate(ENTRIES):
        counts[entry["item"]] += 1
        in_table = entry["as"] in FORMATS
        path = (
            folder
            / f"{entry['item']:03}-{counts[entry['item']]:02}-{entry['as']}.{'csv' if in_table else 'txt'}"
        )
        content = text([row_of(entry, number)], header=header_of(entry["as"])) if in_table else cell_of(entry)
        path.write_text(content, "utf-8", newline="")
        written.append(path)
    return written
