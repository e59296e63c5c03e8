"""Every entry of cells.yaml: a bad cell among the rows of a file, through the child process and the dry run; or in the
reader that the rooms share. One child process for each format reads all of its entries.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.hostile import seed_files
from tests.hostile.cell_files import ENTRIES, FORMATS, IN_FILES, Entry, cell_of, together
from zhice.intake import staging, understanding
from zhice.intake.format import Accepted, Rejected
from zhice.kernel.days import read_day
from zhice.kernel.errors import ZhiceError
from zhice.kernel.identifiers.credit_codes import CreditCode
from zhice.kernel.identifiers.identity_numbers import IdentityNumber, masked
from zhice.kernel.money import MissingUnit, doubt, positive, read_amount
from zhice.kernel.numerals import read_number, read_range
from zhice.kernel.shares import MissingPercentSign, mark, read_percentage
from zhice.kernel.text import skeleton
from zhice.measuring.units import convert
from zhice.plan.documents.reader import read_plan

DAY = date(2026, 11, 22)


def interval(cell: str) -> str:
    """The target as the reader of plans takes it from a sentence with this cell in it."""
    (target,) = read_plan(f"到2022年，知识产权示范园区{cell}个。").targets
    return f"{target.comparator} {target.low} {target.high}"


def amounts_together(cell: str) -> Decimal:
    """Amounts read one by one and added, in 元, and there and back by way of the unit of the target."""
    whole = sum((read_amount(each) for each in cell.split("+")), Decimal(0))
    return convert(convert(whole, "元", "万元"), "万元", "元")


READERS: dict[str, Callable[[str], Any]] = {
    "credit": lambda cell: CreditCode.read(cell).canonical,
    "identity": lambda cell: IdentityNumber.read(cell).canonical,
    "published": masked,
    "amount": read_amount,
    "sum": amounts_together,
    "positive": lambda cell: positive(read_amount(cell)),
    "number": read_number,
    "range": lambda cell: "-".join(map(str, (read_range(cell).low, read_range(cell).high))),
    "interval": interval,
    "day": read_day,
    "percent": read_percentage,
    "mark": lambda cell: mark(read_number(cell)),
}
_MATCHES, _FIGURES = "tests/unit/registry/matches/test_proposing.py", "tests/unit/plan/test_figures.py"
_PARTIES, _CALENDAR = "tests/unit/registry/test_regions.py", "tests/unit/rules/test_calendar.py"
ELSEWHERE: dict[int, tuple[str, ...]] = {
    75: (f"{_MATCHES}::test_traditional_characters_are_proposed_and_never_merged",),
    76: (f"{_PARTIES}::test_a_credit_code_is_made_canonical_and_belongs_to_one_party",
         "tests/unit/registry/matches/test_merging.py::test_two_codes_are_two_firms"),
    77: (f"{_PARTIES}::test_a_renamed_party_bears_each_name_on_its_days",
         f"{_MATCHES}::test_a_renamed_firm_is_found_by_the_name_it_had"),
    92: (f"{_CALENDAR}::test_a_period_of_the_law", f"{_CALENDAR}::test_an_adjusted_weekend_is_a_working_day"),
    93: (f"{_CALENDAR}::test_an_unannounced_year_is_said_and_never_guessed",),
    94: ("tests/unit/rules/test_book.py::test_the_value_of_a_day",),
    101: (f"{_FIGURES}::test_density_without_population_says_so_in_words",
          "tests/unit/registry/test_regions.py::test_the_database_itself_keeps_one_current_figure_above_zero"),
    102: ("tests/unit/measuring/test_fold.py::test_no_figure_says_why",),
    106: ("tests/unit/measuring/test_fold.py::test_amounts_are_added_exactly_and_converted",),
}  # fmt: skip
"""Items about more than a cell: the tests that hold their outcome."""


def test_no_item_is_left_out() -> None:
    assert {entry["item"] for entry in ENTRIES} | set(ELSEWHERE) == set(range(64, 107))


@pytest.mark.parametrize("where", [each for named in ELSEWHERE.values() for each in named])
def test_what_is_held_elsewhere_is_there(where: str) -> None:
    file, _, name = where.partition("::")
    body = ast.parse((ROOT / file).read_text("utf-8")).body
    assert name in {each.name for each in body if isinstance(each, ast.FunctionDef)}


def test_every_entry_is_a_file(tmp_path: Path) -> None:
    """All of them can be had as files; at least 150, none of them empty but that which is meant to be."""
    files = seed_files.write(tmp_path)
    assert len(set(files)) == len(files) >= 150
    assert [path.name for path in files if not path.stat().st_size] == ["058-091-empty-file.csv"]


@pytest.fixture(scope="module")
def previews(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[int, Any]]:
    """What came of each row, by format and place in the list of its entries."""
    found = {}
    for format in FORMATS:
        entries, content = together(format)
        folder = tmp_path_factory.mktemp(format)
        (folder / "upload.csv").write_text(content, "utf-8", newline="")
        staged = staging.stage(
            folder / "upload.csv", name="a.csv", format=FORMATS[format], root=folder / "kept"
        )
        shown = understanding.preview(staged, latest=DAY)
        bad = sum(entry["outcome"] == "ROW" for entry in entries)
        assert (shown.rows, shown.new, shown.duplicate, shown.quarantined) == (
            len(entries),
            len(entries) - bad,
            0,
            bad,
        )
        rows = understanding.understand(staged, latest=DAY).rows()
        found[format] = {row.number - 2: row.judged for row in rows}
    return found


@pytest.mark.parametrize(
    "entry", IN_FILES, ids=lambda entry: f"{entry['item']:03}-{entry['as']}-{cell_of(entry)[:12]}"
)
def test_a_cell_of_a_file(entry: Entry, previews: dict[str, dict[int, Any]]) -> None:
    place = [each for each in IN_FILES if each["as"] == entry["as"]].index(entry)
    judged = previews[entry["as"]][place]
    if entry["outcome"] == "ROW":
        assert isinstance(judged, Rejected)
        assert entry["code"] in {problem.code for problem in judged.problems}
        assert all(problem.reason.zh and problem.reason.en for problem in judged.problems)
        return
    assert isinstance(judged, Accepted), judged
    assert "flag" not in entry or entry["flag"] in judged.flags
    if entry["outcome"] == "WARN":
        assert entry["flag"] in FORMATS[entry["as"]].flags
    record = dict(judged.record) if isinstance(judged.record, tuple) else judged.record
    for name, value in entry.get("value", {}).items():
        assert (record[name] if isinstance(record, dict) else getattr(record, name)) == value


@pytest.mark.parametrize(
    "entry", [entry for entry in ENTRIES if entry not in IN_FILES],
    ids=lambda entry: f"{entry['item']:03}-{entry['as']}-{cell_of(entry)[:12]}",
)  # fmt: skip
def test_a_cell_alone(entry: Entry) -> None:
    if entry["as"] in ("name", "differs"):
        same = skeleton(entry["cell"]) == skeleton(entry["value"])
        assert same == (entry["as"] == "name")
    elif entry["as"] == "beside":
        said = doubt(read_amount(entry["cell"]), beside=read_amount(entry["value"]))
        assert (said is not None and bool(said.zh and said.en)) == (entry["outcome"] == "WARN")
    elif entry["outcome"] == "NORM":
        found, value = READERS[entry["as"]](cell_of(entry)), entry["value"]
        assert found == (Decimal(value) if isinstance(found, Decimal) else value)
    else:
        refused(entry)


def refused(entry: Entry) -> None:
    with pytest.raises(ZhiceError) as caught:
        READERS[entry["as"]](cell_of(entry))
    assert isinstance(caught.value, MissingUnit | MissingPercentSign) == (entry["outcome"] == "ASK")
    assert caught.value.words.zh and caught.value.words.en
    if entry["as"] == "identity":
        assert cell_of(entry)[6:] not in str(caught.value), "an error repeats an identity number"
