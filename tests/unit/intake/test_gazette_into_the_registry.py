"""The six real gazette files, through the child process and into PostgreSQL."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from zhice.accounts.acting import SYSTEM, acting_as
from zhice.intake import pipeline
from zhice.intake.format import FORMATS
from zhice.intake.models import Batch, Rejection
from zhice.intake.sinks import SINKS
from zhice.registry.models import Publication
from zhice.registry.rights.patents.formats.cnipa_gazette import GAZETTE
from zhice.registry.rights.patents.sink import PatentSink

DAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def declared() -> None:
    FORMATS.add(GAZETTE)
    SINKS.add(GAZETTE.name, PatentSink)


@pytest.fixture
def gazette(shared: Path) -> Path:
    folder = shared / "data" / "gazette"
    if not folder.is_dir():
        pytest.skip("real records: the folder ../shared/data/gazette is not here")
    return folder


def take_in(file: Path) -> Batch:
    with acting_as(SYSTEM):
        staged = pipeline.stage(file=file, name=file.name, format=GAZETTE.name)
        return pipeline.confirm(staged=staged, day=DAY)


@pytest.mark.django_db
def test_one_file_of_designs_with_its_four_rows_of_jiyuan(gazette: Path) -> None:
    batch = take_in(gazette / "CN_patent_appearance_designed_709.csv")
    assert (batch.rows, batch.stored, batch.duplicate, batch.quarantined) == (5237, 5237, 0, 0)
    with acting_as(SYSTEM):
        assert Publication.objects.filter(batch=batch).count() == 5237
        jiyuan = sorted(
            Publication.objects.filter(region="419001").values_list("publication_number", flat=True)
        )
    assert jiyuan == ["CN305248748S", "CN305248830S", "CN305248860S", "CN305248868S"]


@pytest.mark.long
@pytest.mark.django_db
def test_all_rows_are_accounted_for_and_the_nine_of_jiyuan_are_found(gazette: Path) -> None:
    counts: Counter[str] = Counter()
    flags: Counter[str] = Counter()
    for file in sorted(gazette.glob("*.csv")):
        batch = take_in(file)
        counts.update({name: getattr(batch, name) for name in ("rows", "stored", "duplicate", "quarantined")})
        flags.update(batch.flags)
    assert counts["rows"] == counts["stored"] + counts["duplicate"] + counts["quarantined"] == 60_399
    with acting_as(SYSTEM):
        assert Publication.objects.count() == counts["stored"]
        jiyuan = sorted(
            Publication.objects.filter(region="419001").values_list("publication_number", flat=True)
        )
    assert jiyuan == [
        "CN209089476U",
        "CN209093332U",
        "CN209100038U",
        "CN209103918U",
        "CN209104671U",
        "CN305248748S",
        "CN305248830S",
        "CN305248860S",
        "CN305248868S",
    ]
    assert flags["filing_number_mangled"] == 34_482
    assert Rejection.objects.count() == counts["quarantined"]
