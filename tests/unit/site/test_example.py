"""The example region: the same every time, well formed, plausible, and marked as invented wherever it is read."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from django.db import connection

from zhice.accounts.acting import SYSTEM, acting_as
from zhice.kernel.identifiers.credit_codes import CreditCode
from zhice.registry.example import rows
from zhice.registry.example.doubles import doubles
from zhice.registry.example.region import JIYUAN, OTHERS, invent
from zhice.site import example


@pytest.fixture(scope="module")
def province():
    return invent()


def test_the_same_seed_gives_the_same_province(province):
    again = invent()
    assert again.filings == province.filings
    assert invent(seed=1).filings != province.filings


def test_every_name_says_that_it_is_invented(province):
    assert all("示例" in firm.name for firm in province.firms)
    assert all("示例" in filing.title for filing in province.filings)
    assert all("示例" in filing.agency for filing in province.filings if filing.agency)
    assert all("示例" in figure.source or "未核对" in figure.source for figure in province.populations)
    assert all("示例" in name for _, _, name in example.sign_ins())


def test_every_number_is_well_formed_and_used_once(province):
    codes = [CreditCode.read(firm.uscc).canonical for firm in province.firms if firm.uscc]
    assert len(codes) == len(set(codes)) > 200
    numbers = Counter(filing.number for filing in province.filings)
    assert max(numbers.values()) == 1
    for filing in province.filings[:500]:
        assert re.fullmatch(r"CN[123]9\d{7}", filing.document)
    # the format itself refuses what is not well formed
    assert sum(1 for _ in rows.publications(province.filings)) > len(province.filings)


def test_filings_of_jiyuan_rise_from_a_thousand(province):
    filed = Counter(filing.filed.year for filing in province.filings if filing.firm.region == JIYUAN)
    assert [filed[year] for year in range(2017, 2023)] == [1000, 1080, 1170, 1270, 1390, 1450]
    found = Counter(
        event.day.year
        for filing in province.filings
        for event in filing.events
        if event.kind == "found_abnormal"
    )
    assert set(found) == {2021, 2022}
    assert len({filing.firm.region for filing in province.filings}) == 1 + len(OTHERS) == 18


@pytest.mark.django_db(transaction=True)
def test_loading_stores_everything_and_the_stock_is_the_one_told(province):
    steps: list[tuple[int, int]] = []
    with acting_as(SYSTEM):
        example.load(lambda done, of: steps.append((done, of)))
        with connection.cursor() as cursor:
            cursor.execute(
                "select count(*) from fact.patent_spells where kind = 'INVENTION' and region = %s"
                " and start_date <= %s and (end_date is null or end_date > %s)",
                [JIYUAN, date(2022, 12, 31), date(2022, 12, 31)],
            )
            (stock,) = cursor.fetchone()
            cursor.execute("select count(*) from fact.patents")
            assert cursor.fetchone() == (len(province.filings),)
            cursor.execute("select count(*) from registry_party")
            twice = len(list(doubles(province.firms)))
            assert cursor.fetchone() == (len(province.firms) + twice,), (
                "the rows found the firms, and made no others"
            )
    assert 440 <= stock <= 480
    assert steps[-1][0] == steps[-1][1]


def test_there_is_a_sign_in_for_every_role():
    from zhice.accounts.roles import Role

    roles = {role for role, _, _ in example._PEOPLE.values()}
    assert roles == {role.value for role in Role} - {"complainant"}
