"""The list, the candidates and the decision on screen; the patent's own page; a move that is proposed to a person."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tests.unit.accounts.people import somebody
from tests.unit.registry.conftest import LUOYANG, publication
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.journal.models import Event
from zhice.registry.classes.actions import rematch
from zhice.registry.classes.models import Concordance, ConcordanceMatch, IpcTitle
from zhice.registry.high_value import queries
from zhice.registry.high_value.models import HighValueGround
from zhice.registry.models import LegalEvent, Party, Patent, Publication
from zhice.registry.parties.queries import proposed_move
from zhice.registry.rights.patents.life import rebuild_life

DAY = date(2026, 11, 25)


@pytest.fixture
def enter(client, db, settings):
    settings.ZHICE_SECOND_FACTOR = "off"

    def sign_in(role: str, *parties: int):
        client.force_login(somebody(role, parties=parties), backend="zhice.accounts.signing_in.Backend")
        return client

    return sign_in


@pytest.fixture
def three(stored) -> dict[str, int]:
    """A hit, a candidate and an old right that no table speaks of; number → key."""
    stored(
        publication("CN100000001B", ipc="B65G47/00", classes="B65G47/00", title="输送装置"),
        publication("CN100000002B", ipc="H01M10/05", classes="H01M10/05", title="一种电池"),
        publication(
            "CN100000003B", ipc="A01B1/00", classes="A01B1/00", title="整地机", filed_date=date(2012, 2, 29)
        ),
    )
    with acting_as(SYSTEM):
        table = Concordance.objects.create(
            name="示例对照表", kind="strategic", edition="示例", day=date(2021, 1, 1)
        )
        for number, (patterns, keywords) in enumerate([("B65G*", ""), ("H01M*", "锂")]):
            table.rows.create(
                branch=f"示{number}",
                branch_name="示例产业",
                patterns=patterns,
                keywords=keywords,
                digest=str(number),
            )
        rematch(table)
        IpcTitle.objects.create(symbol="H01M", title="示例：电池类", level="subclass", edition="示例")
        return {patent.document_number[-1]: patent.pk for patent in Patent.objects.all()}


def held() -> dict[int, tuple[str, ...]]:
    with acting_as(SYSTEM):
        return queries.held_on(DAY)


def test_a_candidate_counts_only_once_a_person_has_confirmed_it(enter, three):
    assert held() == {three["1"]: ("strategic",), three["3"]: ("years",)}
    office = enter("plan_office")
    listed = office.get("/registry/high-value/").content.decode()
    assert "输送装置" in listed and "一种电池" not in listed and "待核：1 件" in listed
    assert "一种电池" in office.get("/registry/high-value/candidates/").content.decode()
    with acting_as(SYSTEM):
        match = ConcordanceMatch.objects.get(verdict="candidate")
        before = Event.objects.count()
    address = f"/registry/high-value/candidates/{match.pk}/"
    assert office.post(address, {"decision": "confirmed", "reason": ""}).status_code == 422
    assert office.post(address, {"decision": "confirmed", "reason": "说明书记载锂"}).status_code == 302
    with acting_as(SYSTEM):
        assert Event.objects.count() == before + 1
    assert held()[three["2"]] == ("strategic",)
    assert "一种电池" in office.get("/registry/high-value/?high_class=strategic").content.decode()
    office.post(address, {"decision": "refused", "reason": "铅酸电池"})
    assert three["2"] not in held()


def test_the_patents_page_shows_titles_and_classes_with_evidence(enter, three):
    office = enter("plan_office")
    page = office.get(f"/registers/patents/{three['2']}/").content.decode()
    assert "示例：电池类" in page and "待核" in page
    page = office.get(f"/registers/patents/{three['1']}/").content.decode()
    assert "B65G47/00 ∈ B65G*" in page and "口径待核实" not in page
    assert "口径待核实" in office.get(f"/registers/patents/{three['3']}/").content.decode()


def test_pledges_are_read_from_grounds_and_from_legal_events(three):
    with acting_as(SYSTEM):
        LegalEvent.objects.create(
            patent_id=three["1"], kind="pledge", day=date(2025, 1, 1), detail="质押金额1,200.5万元"
        )
        LegalEvent.objects.create(
            patent_id=three["3"], kind="pledge", day=date(2025, 1, 1), detail="质押金额 300 万元"
        )
        HighValueGround.objects.create(
            patent_id=three["2"], ground="pledge", day=date(2025, 1, 1), document="X1", amount=Decimal("10000000")
        )  # fmt: skip
    found = held()
    assert found[three["1"]] == ("strategic", "pledge") and found[three["3"]] == ("years",)
    assert found[three["2"]] == ("pledge",)


def test_a_newer_edition_takes_the_place_of_the_older(three):
    with acting_as(SYSTEM):
        Concordance.objects.create(name="示例对照表", kind="strategic", edition="新", day=date(2026, 1, 1))
        assert queries.held_on(date(2025, 12, 31))[three["1"]] == ("strategic",)
    assert three["1"] not in held()


@pytest.mark.parametrize(
    "wrong",
    [
        {"ground": "pledge"},
        {"ground": "award", "amount": Decimal("1")},
        {"ground": "family"},
        {"ground": "family", "country": "CN"},
    ],
)
def test_a_ground_that_cannot_be_is_refused(three, wrong):
    with acting_as(SYSTEM), pytest.raises(ValidationError):
        HighValueGround(patent_id=three["1"], day=DAY, document="X", **wrong).full_clean()


def test_an_enterprise_sees_its_own_alone(enter, three, stored):
    stored(
        publication(
            "CN100000009B",
            ipc="B65G1/00",
            classes="B65G1/00",
            title="别家装置",
            first_applicant="洛阳示例装备有限公司",
        )
    )
    with acting_as(SYSTEM):
        mine = Party.objects.get(name="济源示例机械有限公司")
    firm = enter("enterprise", mine.pk)
    page = firm.get("/registry/high-value/").content.decode()
    assert "输送装置" in page and "别家装置" not in page
    with acting_as(SYSTEM):
        match = ConcordanceMatch.objects.get(verdict="candidate")
    assert firm.get(f"/registry/high-value/candidates/{match.pk}/").status_code == 403


def test_a_later_record_elsewhere_proposes_a_move_and_moves_nothing(enter, stored):
    stored(publication("CN100000001B"), publication("CN100000002B", date=date(2022, 5, 1), region=LUOYANG))
    with acting_as(SYSTEM):
        old = Party.objects.get(region="419001", name="济源示例机械有限公司")
        proposal = proposed_move(old)
    assert (proposal.region.pk, proposal.day, proposal.source) == (LUOYANG, date(2022, 5, 1), "CN100000002B")
    office = enter("plan_office")
    assert "系统不会自动改动" in office.get(f"/registers/parties/{old.pk}/").content.decode()
    form = office.get(f"/registers/parties/{old.pk}/move/").content.decode()
    assert LUOYANG in form and "2022-05-01" in form
    said = {"region": LUOYANG, "day": "2022-05-01", "reason": "CN100000002B"}
    refused = office.post(f"/registers/parties/{old.pk}/move/", said)
    assert refused.status_code == 422 and "合并" in refused.content.decode()
    with acting_as(SYSTEM):  # as after the merge: the record is the party's own
        namesake = Party.objects.get(region=LUOYANG)
        Publication.objects.filter(party=namesake).update(party=old)
        rebuild_life(Patent.objects.values_list("pk", flat=True))
        namesake.delete()
        assert proposed_move(old).namesake is None
    answer = office.post(f"/registers/parties/{old.pk}/move/", said)
    assert answer.status_code == 302
    with acting_as(SYSTEM):
        old.refresh_from_db()
        assert old.region_id == LUOYANG and [seat.region_id for seat in old.seats.all()] == [
            "419001",
            LUOYANG,
        ]
        assert proposed_move(old) is None
