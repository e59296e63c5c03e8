"""Regions with their history, the population of a year-end, and parties that change name and seat."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tests.unit.registry.conftest import JIYUAN, LUOYANG
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.journal.models import Event
from zhice.kernel.errors import ZhiceError
from zhice.registry.models import Party, Region, RegionCode, ResidentPopulation
from zhice.registry.parties import actions as parties
from zhice.registry.parties.queries import name_on, seat_on
from zhice.registry.regions import actions, loading
from zhice.registry.regions.gazetteer import national
from zhice.registry.regions.queries import current_population, region_of_code, within


@pytest.fixture
def jiyuan(regions):
    with acting_as(SYSTEM):
        yield Region.objects.get(pk=JIYUAN)


@pytest.fixture
def firm(jiyuan):
    return parties.register_party(
        {
            "kind": "organisation",
            "name": "济源示例（集团）有限公司",
            "uscc": "91419001ma40x2yf91",
            "region": jiyuan,
        }
    )


def test_henan_has_its_eighteen_units_after_the_migrations(jiyuan):
    henan = Region.objects.get(pk="410000")
    assert henan.units.count() == 18
    assert jiyuan in henan.units.all()
    assert within(henan).filter(level="county").count() > 100


def test_loading_again_changes_nothing(jiyuan):
    assert loading.fill() == {"added": 0, "corrected": 0, "codes": 0}
    before = Event.objects.count()
    actions.load_regions()
    assert Event.objects.count() == before + 1


def test_419001_meant_yima_before_it_meant_jiyuan(jiyuan):
    assert region_of_code(code=JIYUAN, day=date(2022, 12, 31)) == jiyuan
    assert region_of_code(code=JIYUAN, day=date(1985, 1, 1)).name == "义马市"
    for former in ("412223", "410827", "410881", "419003"):
        assert region_of_code(code=former, day=date(2000, 1, 1)) == jiyuan


@pytest.mark.parametrize(
    ("code", "address", "today"),
    [
        ("412223", "河南省新乡地区济源县梨林公社", JIYUAN),
        ("410827", "河南省焦作市济源县轵城乡", JIYUAN),
        ("410881", "河南省焦作市济源市黄河大道", JIYUAN),
        ("410381", "河南省洛阳市偃师市岳滩镇", "410307"),
        ("411222", "河南省三门峡市陕县张湾乡", "411203"),
        ("410728", "河南省新乡市长垣县长垣起重工业园区", "410783"),
    ],
)
def test_an_address_from_before_a_redivision_leads_where_the_code_of_its_day_does(
    regions, code, address, today
):
    assert national().resolve(address).code == today
    assert region_of_code(code=code, day=date(1999, 12, 31)).pk == today
    assert not Region.objects.filter(pk=code).exists()


def test_former_codes_are_those_of_another_list(regions, shared):
    """Each earlier code that we load leads to the same region there (mumuy's list, which follows every re-division)."""
    leads = json.loads((shared / "data" / "regions" / "mumuy_diff.json").read_text("utf-8"))
    ours = RegionCode.objects.exclude(code=JIYUAN).values_list("code", "region_id")
    assert len(ours) >= 13
    assert [(code, region) for code, region in ours if leads[code] != [region]] == []


def test_a_code_means_one_region_a_day(jiyuan):
    with pytest.raises(IntegrityError, match="region_code_means_one_region_a_day"), transaction.atomic():
        RegionCode.objects.create(code=JIYUAN, region_id=LUOYANG, valid_from=date(2015, 1, 1))


def registered(region: Region, persons: int, status: str, day: date, year: int = 2020) -> ResidentPopulation:
    return actions.register_population(
        region=region,
        year=year,
        persons=persons,
        status=status,
        published_date=day,
        source="统计公报（示例）",
    )


def test_a_new_figure_supersedes_the_older_one_and_keeps_it(jiyuan):
    first = registered(jiyuan, 724_000, "preliminary", date(2021, 3, 20))
    final = registered(jiyuan, 727_300, "final", date(2021, 5, 20))
    first.refresh_from_db()
    assert (first.status, first.persons) == ("superseded", 724_000)
    assert current_population(region=jiyuan, year=2020) == final


@pytest.mark.parametrize(
    ("persons", "status", "day", "words"),
    [
        (727_300, "preliminary", date(2021, 6, 1), "不能用更早发布或更初步的数取代它"),
        (727_300, "final", date(2021, 1, 1), "不能用更早发布"),
        (727_300, "superseded", date(2021, 6, 1), "由系统标记"),
        (727_300, "final", date(2020, 6, 1), "不会在"),
    ],
)
def test_a_figure_that_steps_back_is_refused_in_words(jiyuan, persons, status, day, words):
    registered(jiyuan, 724_000, "final", date(2021, 3, 20))
    with pytest.raises(ZhiceError, match=words):
        registered(jiyuan, persons, status, day)
    assert ResidentPopulation.objects.filter(region=jiyuan).exclude(status="superseded").count() == 1


def test_the_database_itself_keeps_one_current_figure_above_zero(jiyuan):
    row = {"region": jiyuan, "year": 2020, "published_date": date(2021, 3, 20), "source": "公报"}
    ResidentPopulation.objects.create(persons=1, status="final", **row)
    for wrong in ({"persons": 2, "status": "revised"}, {"persons": 0, "status": "superseded"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ResidentPopulation.objects.create(**wrong, **row)


def test_a_credit_code_is_made_canonical_and_belongs_to_one_party(firm, jiyuan):
    assert (firm.uscc, firm.matching_name) == ("91419001MA40X2YF91", "济源示例(集团)有限公司")
    with pytest.raises(Exception, match="已登记给另一主体"):
        parties.register_party(
            {"kind": "organisation", "name": "别的示例公司", "uscc": firm.uscc, "region": jiyuan}
        )


@pytest.mark.parametrize("uscc", ["91419001MA40X2YF92", "91419001MA40X2YF9", "91419OO1MA40X2YF91"])
def test_a_wrong_credit_code_is_refused(jiyuan, uscc):
    with pytest.raises(ZhiceError):
        parties.register_party({"kind": "organisation", "name": "示例公司", "uscc": uscc, "region": jiyuan})
    assert not Party.objects.exists()


def test_a_renamed_party_bears_each_name_on_its_days(firm):
    parties.rename(party=firm, name="济源示例控股有限公司", day=date(2021, 4, 1), reason="变更登记")
    parties.rename(party=firm, name="济源示例股份有限公司", day=date(2022, 4, 1), reason="变更登记")
    names = [name_on(party=firm, day=day) for day in (date(2020, 1, 1), date(2021, 4, 1), date(2022, 4, 1))]
    assert names == ["济源示例（集团）有限公司", "济源示例控股有限公司", "济源示例股份有限公司"]
    with pytest.raises(ZhiceError, match="须在其后"):
        parties.rename(party=firm, name="又一名称", day=date(2021, 1, 1), reason="补登")


def test_a_moved_party_sits_in_each_region_on_its_days(firm, jiyuan):
    luoyang = Region.objects.get(pk=LUOYANG)
    parties.move(party=firm, region=luoyang, day=date(2021, 4, 1), reason="迁址")
    assert seat_on(party=firm, day=date(2021, 3, 31)) == jiyuan
    assert seat_on(party=firm, day=date(2021, 4, 1)) == luoyang == firm.region


def test_a_change_keeps_the_old_row(firm):
    parties.correct_party(firm, {"note": "更正"})
    with connection.cursor() as cursor:
        cursor.execute("select pgh_label, note from registry_partyevent where pgh_obj_id = %s", [firm.pk])
        assert cursor.fetchall() == [("update", "")]
