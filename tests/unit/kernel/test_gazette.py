"""Real gazette rows, where they are at hand: no number that a spreadsheet left intact is refused."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from zhice.kernel.identifiers.patents import ApplicationNumber, PublicationNumber, Stage, looks_float_mangled
from zhice.kernel.text import clean

GAZETTE = Path(__file__).parents[4] / "shared" / "data" / "gazette"
pytestmark = pytest.mark.skipif(
    not GAZETTE.exists(), reason="the neighbour folder shared/data/gazette is not here"
)


def rows() -> Iterator[dict[str, str]]:
    for path in sorted(GAZETTE.glob("*.csv")):
        with path.open(encoding="gb18030", errors="replace", newline="") as file:
            yield from csv.DictReader(file)


def test_every_intact_number_of_the_gazettes_is_sound() -> None:
    intact = mangled = 0
    for row in rows():
        published = PublicationNumber.read(row["authorization_notice_id"])
        assert published.stage in (Stage.PUBLISHED, Stage.GRANTED)
        if looks_float_mangled(row["filing_id"]):
            mangled += 1
            continue
        assert ApplicationNumber.read(row["filing_id"]).kind is published.kind
        intact += 1
    assert (intact, mangled) == (25_917, 34_482)


def test_a_clean_name_differs_from_the_raw_one_only_where_a_flag_says_so() -> None:
    changed = 0
    for row in rows():
        tidy, flags = clean(row["name"])
        assert flags or tidy == row["name"]
        changed += tidy != row["name"]
    assert changed > 1_000
