"""A list of parties comes in: codes judged, an old registration number kept for a person, identity numbers never going out."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from tests.unit.registry.test_pages import signed_in  # noqa: F401  # a fixture
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.api import registers
from zhice.intake import pipeline
from zhice.intake.models import Rejection
from zhice.registry.models import Party
from zhice.registry.parties.register import PARTIES
from zhice.search.reading import entry
from zhice.web.registers.detail_screens import name_of
from zhice.web.registers.searchables import searchable

DAY = date(2026, 11, 22)
NUMBER = "419001199002280029"
ROWS = [
    ["法人和其他组织", "济源市甲机械有限公司", "91419001ma40x2yf91", "济源市", ""],
    ["法人和其他组织", "济源市乙机械厂", "110108000000016", "济源市", "停业"],
    ["法人和其他组织", "济源市丙机械有限公司", "91419001MA40X2YF92", "济源市", ""],
    ["法人和其他组织", "济源市丁机械有限公司", "91419001MA40X2YF91", "济源市", ""],
    ["个人", "示小例", "", "济源市", f"证件 {NUMBER}"],
]


@pytest.fixture
def batch(regions, tmp_path: Path):
    out = io.StringIO()
    csv.writer(out).writerows([["类型", "名称", "统一社会信用代码", "现住所地", "备注"], *ROWS])
    file = tmp_path / "parties.csv"
    file.write_text(out.getvalue(), "utf-8", newline="")
    with acting_as(SYSTEM):
        staged = pipeline.stage(file=file, name=file.name, format="register-parties")
        yield pipeline.confirm(staged=staged, day=DAY)


def test_good_rows_are_stored_and_bad_ones_named(batch):
    assert (batch.rows, batch.stored, batch.duplicate, batch.quarantined) == (5, 3, 0, 2)
    assert Party.objects.get(name="济源市甲机械有限公司").uscc == "91419001MA40X2YF91"
    said = {rejection.row: str(rejection.problems) for rejection in Rejection.objects.filter(batch=batch)}
    assert set(said) == {4, 5}
    assert "校验" in said[4]  # item 64
    assert "已登记给另一主体" in said[5]  # item 76: two firms, one code


def test_an_old_registration_number_waits_in_the_note(batch):
    kept = Party.objects.get(name="济源市乙机械厂")
    assert (kept.uscc, kept.note) == (None, "停业；旧工商注册号：110108000000016")
    assert batch.flags["old_registration_number"] == 1


def test_an_identity_number_is_flagged_and_goes_out_nowhere(batch, signed_in):  # noqa: F811
    assert batch.flags["identity_number"] == 1
    party = Party.objects.get(name="示小例")
    office = signed_in("plan_office")
    for address in (
        f"/registers/parties/{party.pk}/",
        "/registers/parties/?columns=name&columns=note",
        "/registers/parties/export.csv?columns=name&columns=note",
        "/api/v1/parties",
        f"/api/v1/parties/{party.pk}",
    ):
        answer = office.get(address)
        assert answer.status_code == 200, address
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert "419001********0029" in body.decode(), address
        assert NUMBER not in body.decode() and "19900228" not in body.decode(), address
    assert answers_of_programs(party) == {"419001********0029"}


def answers_of_programs(party: Party) -> set[str]:
    """What the API and the index of the search make of the note and of a name that holds the number."""
    party.name = NUMBER
    told = registers._plain(PARTIES, party, masked=False)
    found = entry(searchable(PARTIES), party)
    assert told["note"] == "证件 419001********0029"
    return {told["name"], found.people, name_of(PARTIES, party, masked=False)}
