"""Every entry of cells.yaml: one bad cell in a file, through the child process and the dry run; or in a kernel's reader."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.hostile.making import HEADER, ROWS, text
from zhice.intake import staging, understanding
from zhice.intake.format import Accepted, Rejected
from zhice.kernel.days import read_day
from zhice.kernel.errors import ZhiceError
from zhice.kernel.identifiers.credit_codes import CreditCode
from zhice.kernel.money import MissingUnit, positive, read_amount
from zhice.kernel.numerals import read_number, read_range
from zhice.kernel.shares import MissingPercentSign, mark, read_percentage
from zhice.kernel.text import skeleton
from zhice.registry.rights.patents.formats.cnipa_gazette import GAZETTE
from zhice.registry.rights.patents.formats.legal_events import LEGAL_EVENTS
from zhice.registry.rights.patents.formats.patents_table import PATENTS_TABLE

ENTRIES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cells.yaml").read_text("utf-8"))
FORMATS = {"gazette": GAZETTE, "table": PATENTS_TABLE, "events": LEGAL_EVENTS}
EVENTS = ["专利号", "法律事件", "日期", "新权利人"]
EVENT_ROWS = [
    ["CN209104671U", "授权", "2019-07-12", ""],
    ["CN305252224S", "转让", "2021-07-12", "北京乙食品有限公司"],
]
DAY = date(2026, 11, 22)
READERS: dict[str, Any] = {
    "credit": lambda cell: CreditCode.read(cell).canonical,
    "amount": read_amount,
    "positive": lambda cell: positive(read_amount(cell)),
    "number": read_number,
    "range": lambda cell: "-".join(map(str, (read_range(cell).low, read_range(cell).high))),
    "day": read_day,
    "percent": read_percentage,
    "mark": lambda cell: mark(read_number(cell)),
}
ELSEWHERE = {
    76: "one code, two firms: the unique constraint of parties",
    81: "ID numbers: no room takes them yet",
    82: "ID numbers in public fields: publication, a later issue",
    83: "minors: a later issue",
    92: "tests/cases/rules_periods.yaml",
    93: "tests/unit/rules: a year without a calendar",
    94: "tests/cases/rules_periods.yaml and rules_values.yaml",
    100: "pledges: a later issue",
    101: "tests/unit/measuring: no denominator",
    102: "tests/unit/measuring: growth on base 0",
    107: "tests/unit/plan: readings",
}
"""Items whose outcome other tests hold, or whose room does not exist yet."""


def cell_of(entry: dict[str, Any]) -> str:
    sign, times = entry.get("repeat", (entry.get("cell"), 1))
    return str(sign) * times


def test_no_item_is_left_out() -> None:
    assert {entry["item"] for entry in ENTRIES} | set(ELSEWHERE) >= set(range(64, 107))


@pytest.mark.parametrize(
    "entry", ENTRIES, ids=lambda entry: f"{entry['item']:03}-{entry['as']}-{str(entry.get('cell'))[:12]}"
)
def test_outcome(entry: dict[str, Any], tmp_path: Path) -> None:
    if entry["as"] in FORMATS:
        in_a_file(entry, tmp_path)
    elif entry["as"] in ("name", "differs"):
        same = skeleton(entry["cell"]) == skeleton(entry["value"])
        assert same == (entry["as"] == "name")
    else:
        by_a_reader(entry)


def by_a_reader(entry: dict[str, Any]) -> None:
    read = READERS[entry["as"]]
    if entry["outcome"] == "NORM":
        found, value = read(cell_of(entry)), entry["value"]
        assert found == (Decimal(value) if isinstance(found, Decimal) else value)
        return
    with pytest.raises(ZhiceError) as caught:
        read(cell_of(entry))
    assert isinstance(caught.value, (MissingUnit, MissingPercentSign)) == (entry["outcome"] == "ASK")
    assert caught.value.words.zh and caught.value.words.en


def in_a_file(entry: dict[str, Any], tmp_path: Path) -> None:
    format = FORMATS[entry["as"]]
    header, good = (EVENTS, EVENT_ROWS) if format is LEGAL_EVENTS else (HEADER, ROWS)
    rows = [list(cells) for cells in good]
    rows[1][header.index(entry["column"])] = cell_of(entry)
    file = tmp_path / "upload.csv"
    file.write_text(text(rows, header=header), "utf-8", newline="")
    staged = staging.stage(file, name="a.csv", format=format, root=tmp_path / "kept")
    shown = understanding.preview(staged, latest=DAY)
    assert shown.rows == len(rows) == shown.new + shown.duplicate + shown.quarantined
    judged = {row.number: row.judged for row in understanding.understand(staged, latest=DAY).rows()}[3]
    if entry["outcome"] == "ROW":
        assert isinstance(judged, Rejected)
        assert entry["code"] in {problem.code for problem in judged.problems}
        assert all(problem.reason.zh and problem.reason.en for problem in judged.problems)
        assert shown.new == len(rows) - 1
        return
    assert isinstance(judged, Accepted), judged
    assert "flag" not in entry or entry["flag"] in judged.flags
    for name, value in entry.get("value", {}).items():
        assert getattr(judged.record, name) == value
