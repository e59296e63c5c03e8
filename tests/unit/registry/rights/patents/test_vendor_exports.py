"""The real exports of ../shared/data/vendor_exports, end to end, beside an independent reading of the same files."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.unit.registry.rights.patents.conftest import CNKI_ANSWERS
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.intake import pipeline
from zhice.intake.models import Batch, Rejection
from zhice.intake.readers import Reading
from zhice.intake.refusals import Refused
from zhice.registry.models import ForeignPublication, Patent, Publication

DAY = date(2026, 11, 22)
LENS = "drones_copy_drones_fulltext_drone_drones_fulltext_families_5884.csv"
RESAVED = "drones_copy_drones_tac_drones_tac_1606_families.csv"
PIZZA = "pizza_lens_pizza_lens_1000_raw.csv"
CNKI = "MaterialChemistry_18_19.xlsx"


@pytest.fixture(scope="module")
def exports(shared: Path) -> Path:
    folder = shared / "data" / "vendor_exports"
    if not folder.is_dir():
        pytest.skip("real records: the folder ../shared/data/vendor_exports is not here")
    return folder


def take_in(file: Path, format: str, **how: Any) -> Batch:
    with acting_as(SYSTEM):
        staged = pipeline.stage(file=file, name=file.name, format=format, **how)
        return pipeline.confirm(staged=staged, day=DAY)


def counts(batch: Batch) -> tuple[int, int, int, int]:
    assert batch.rows == batch.stored + batch.duplicate + batch.quarantined
    return batch.rows, batch.stored, batch.duplicate, batch.quarantined


def stored(batch: Batch) -> dict[str, Publication]:
    with acting_as(SYSTEM):
        return {each.publication_number: each for each in Publication.objects.filter(batch=batch)}


def reasons(batch: Batch) -> Counter[str]:
    with acting_as(SYSTEM):
        return Counter(
            problem["code"] for each in Rejection.objects.filter(batch=batch) for problem in each.problems
        )


def check(number: str) -> str:
    """A second writing of the check digit, by the table of weights."""
    weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]
    total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False)) % 11
    return number + "." + ("X" if total == 10 else str(total))


def lens(file: Path, encoding: str) -> list[dict[str, str]]:
    with file.open(encoding=encoding, newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["Jurisdiction"] == "CN"]


def same_as_lens(row: dict[str, str], ours: Publication) -> None:
    said = ours.content
    assert said["title"] == " ".join(row["Title"].split())
    for name, heading in (("applicants", "Applicants"), ("inventors", "Inventors")):
        theirs = dict.fromkeys(name.strip(" ,") for name in row[heading].split(";;") if name.strip(" ,"))
        assert said.get(name, "").split("；") == (list(theirs) or [""])
    office, number, *_ = row["Application Number"].split()
    assert office == "CN"
    assert said["application_number"] == check(number)
    classes = list(dict.fromkeys(row["IPCR Classifications"].split(";;")))
    assert said.get("ipc", "") == classes[0]
    assert ours.kind_code == row["Kind"]


@pytest.mark.django_db
def test_a_lens_export_as_downloaded(exports: Path) -> None:
    batch = take_in(exports / LENS, "lens-csv")
    assert counts(batch) == (5884, 5862, 0, 22)
    assert (
        reasons(batch)
        == {
            "bad_number": 2,  # EP 2862606 B8 20160907: a day behind the number
            "filed_after_number": 11,  # the source's last days of December carry the next year: 2015-12-31 for 2014…
            "filed_after_publication": 7,
            "empty": 9,
        }
    )
    rows = {row["Publication Number"].replace(" ", ""): row for row in lens(exports / LENS, "utf-8")}
    assert len(rows) == 355
    for number, ours in stored(batch).items():
        row = rows.pop(number)
        assert (str(ours.date), str(ours.filed_date)) == (row["Publication Date"], row["Application Date"])
        same_as_lens(row, ours)
    for row in rows.values():  # what was not stored has a reason that anybody can see
        number = row["Application Number"].split()[1]
        year = int(number[:4]) if len(number) == 12 else 2000 + int(number[:2])
        wrong = int(row["Application Date"][:4]) > year or row["Application Date"] > row["Publication Date"]
        assert wrong or not row["Applicants"]
    foreign_rows_are_stored(batch, exports / LENS, missing=2)
    assert counts(take_in(exports / LENS, "lens-csv")) == (5884, 0, 5862, 22)
    with acting_as(SYSTEM):
        assert pipeline.rollback(batch=batch, reason="试") == 5862
        assert not ForeignPublication.objects.exists()


def foreign_rows_are_stored(batch: Batch, file: Path, *, missing: int) -> None:
    """All of them, each under its office."""
    with file.open(encoding="utf-8", newline="") as lines:
        theirs = [row for row in csv.DictReader(lines) if row["Jurisdiction"] != "CN"]
    with acting_as(SYSTEM):
        offices = Counter(ForeignPublication.objects.filter(batch=batch).values_list("country", flat=True))
        assert offices.total() == len(theirs) - missing
        assert set(offices) == {row["Jurisdiction"] for row in theirs}


def tied() -> dict[str, set[str]]:
    """Our patents in families with publications abroad, with these."""
    with acting_as(SYSTEM):
        abroad = ForeignPublication.objects.exclude(family="")
        return {
            str(patent.document_number): set(
                abroad.filter(family=patent.family).values_list("publication_number", flat=True)
            )
            for patent in Patent.objects.filter(family__in=abroad.values("family"))
        }


@pytest.mark.django_db
def test_chinese_and_foreign_members_of_a_family_meet(exports: Path) -> None:
    """The first file holds one document of each family, so only the second, of another search, brings members together."""
    take_in(exports / LENS, "lens-csv")
    assert tied() == {}
    batch = take_in(exports / RESAVED, "lens-csv", reading=Reading(encoding="mac_roman"))
    found = tied()
    assert len(found) == 9
    assert "US2011211084A1" in found["CN102124491"]  # FR 0855644 of 2008, which the Lens prints for both
    with acting_as(SYSTEM):
        pipeline.rollback(batch=batch, reason="试")
    assert tied() == {}


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "how"), [(RESAVED, "mac_roman"), (PIZZA, "mac_roman")])
def test_a_lens_export_that_a_spreadsheet_saved_again(exports: Path, name: str, how: str) -> None:
    with acting_as(SYSTEM), pytest.raises(Refused, match="另存为 UTF-8"):
        pipeline.stage(file=exports / name, name=name, format="lens-csv")
    batch = take_in(exports / name, "lens-csv", reading=Reading(encoding=how))
    rows = {row["Publication Number"].replace(" ", ""): row for row in lens(exports / name, how)}
    ours = stored(batch)
    assert (counts(batch)[0], len(ours)) == {RESAVED: (1606, 141), PIZZA: (1000, 9)}[name]
    for number, row in rows.items():
        first, second, year = map(int, row["Publication Date"].split("/"))
        told = first > 12 or first == second
        assert number not in ours or told
        if number in ours:
            assert ours[number].date == date(int(row["Publication Year"]), second, first)
            assert ours[number].date.year % 100 == year
            day, month, _ = map(int, row["Application Date"].split("/"))
            filed = ours[number].filed_date
            assert filed is not None
            assert (filed.day, filed.month) == (day, month)
            assert filed <= ours[number].date
            same_as_lens(row, ours[number])
    with acting_as(SYSTEM):  # of the others, too, whatever has days that can be told
        assert ForeignPublication.objects.filter(batch=batch).count() == batch.stored - len(ours) > 300


def cnki_rows(file: Path) -> list[dict[str, Any]]:
    sheet = openpyxl.load_workbook(file).worksheets[0]
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


@pytest.mark.django_db
def test_a_cnki_workbook_with_the_number_in_its_link(exports: Path) -> None:
    batch = take_in(exports / CNKI, "cnki-workbook", mapping=CNKI_ANSWERS)
    assert counts(batch) == (33, 33, 0, 0)
    ours = stored(batch)
    for row in cnki_rows(exports / CNKI):
        said = ours[row["href"].rpartition("filename=")[2]]
        assert (str(said.filed_date), str(said.date)) == (row["sql"], row["quote"])
        assert said.content["title"] == row["title"].strip()
        assert said.content["inventors"].split("；") == [name for name in row["author"].split(";") if name]
        assert said.content["applicants"].split("；") == [name for name in row["com"].split(";") if name]
        assert said.content["application_number_state"] == "missing"
    assert counts(take_in(exports / CNKI, "cnki-workbook")) == (33, 0, 33, 0)  # mapped once, remembered


@pytest.mark.django_db
def test_tables_of_another_kind_are_asked_about_and_nothing_is_stored(exports: Path) -> None:
    others = [file for file in exports.iterdir() if file.name not in (LENS, RESAVED, PIZZA, CNKI)]
    assert len(others) == 13
    with acting_as(SYSTEM):
        for file in others:
            name = re.sub(r"\.js$", ".csv", file.name)
            with pytest.raises(Refused) as caught:  # Ask, where it is a table
                pipeline.stage(file=file, name=name, format="lens-csv")
            assert file.name.endswith(("html", "js")) or caught.value.code in ("columns_missing", "no_header")
        assert not Publication.objects.filter(batch__isnull=False).exists()
