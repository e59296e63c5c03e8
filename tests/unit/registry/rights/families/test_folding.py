"""Families are folded from what documents say, so neither order nor repetition changes them."""

from __future__ import annotations

import random
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection

from tests.unit.registry.conftest import publication
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.intake.sinks import Outcome
from zhice.kernel.identifiers.patents import check_digit
from zhice.registry.models import ForeignPublication, Patent
from zhice.registry.rights.families import storing
from zhice.registry.rights.families.rows import ForeignPublicationRow
from zhice.registry.rights.patents import actions

OURS = "CN 201910302430 2019-04-16"


def filed(digits: str) -> str:
    return f"{digits}.{check_digit(digits)}"


def abroad(published: str = "US8926509B2", priorities: str = OURS, **said: Any) -> ForeignPublicationRow:
    values: dict[str, Any] = {
        "publication_number": published,
        "country": published[:2],
        "number": re.match("[0-9]+", published[2:])[0],
        "source": "uspto",
        "day": date(2021, 1, 5),
        "priorities": priorities,
        "priority_set": priorities,
    }
    return ForeignPublicationRow(**{**values, **said})


def ours(number: str = "CN110083831A", application: str | None = "201910302430.1", **said: Any) -> Any:
    told = {
        "application_number": application,
        "application_number_state": "intact",
        "filed_date": date(2019, 4, 16),
    }
    return publication(number, **{**told, **said})


@pytest.fixture
def take(regions, new_batch):
    """Store patents and publications abroad in the order given; the batches."""

    def take(*rows: Any) -> list[Any]:
        batches = []
        with acting_as(SYSTEM):
            for row in rows:
                batches.append(new_batch())
                if isinstance(row, ForeignPublicationRow):
                    storing.store([row], batch=batches[-1].pk)
                else:
                    actions.register_publications(rows=[row], batch=batches[-1].pk)
        return batches

    return take


def families() -> dict[str, str]:
    with acting_as(SYSTEM):
        told = {p.document_number: p.family for p in Patent.objects.all()}
        return told | {
            f"{f.publication_number} {f.source}": f.family for f in ForeignPublication.objects.all()
        }


def test_a_publication_that_rests_on_our_filing_is_its_family(take) -> None:
    take(ours(), abroad())
    found = families()
    assert found["CN110083831"] == found["US8926509B2 uspto"] != ""


def test_a_patent_alone_has_no_family(take) -> None:
    take(ours(), abroad(priorities="JP 2008148514 2008-06-05"))
    assert families()["CN110083831"] == ""


def test_a_set_of_two_priorities_is_another_family_than_one_of_them(take) -> None:
    take(ours(), abroad(priorities=f"{OURS}；CN 201910302431 2019-04-17"))
    assert families()["CN110083831"] == ""


def test_docdb_ties_our_publication_by_its_number_and_names_the_family(take) -> None:
    member = {"source": "epo-family", "family_number": "7001"}
    take(
        ours(),
        abroad("CN110083831A", OURS, number="110083831", **member),
        abroad("EP0680812A1", "", **member),
    )
    assert set(families().values()) == {"docdb-7001"}


def test_a_domestic_priority_is_one_invention(take) -> None:
    later = ours("CN111111111A", filed("202010302430"), priorities=OURS, filed_date=date(2020, 4, 10))
    take(ours(), later)
    found = families()
    assert found["CN110083831"] == found["CN111111111"] != ""


@pytest.mark.parametrize("seed", range(4))
def test_any_order_gives_the_same_families(take, seed: int) -> None:
    later = date(2020, 4, 10)
    rows = [
        ours(),
        ours("CN111111111A", filed("202010302430"), priorities=OURS, filed_date=later),
        ours("CN122222222A", filed("202010302431"), filed_date=later),
        abroad(),
        abroad("EP0680812A1", OURS, source="epo-family", family_number="7001"),
        abroad("US2005004437A1", "CN 202010302431 2020-04-10"),
        abroad("JP2005533465A", "US 942680 2010-11-09"),
    ]
    take(*random.Random(seed).sample(rows, len(rows)))
    together: dict[str, set[str]] = {}
    for document, family in families().items():
        together.setdefault(family, set()).add(document)
    assert together.pop("docdb-7001") == {
        "CN110083831",
        "CN111111111",
        "US8926509B2 uspto",
        "EP0680812A1 epo-family",
    }
    assert sorted(together.items()) == [
        ("set-88f8cc0c305b8abca0c6b170", {"CN122222222", "US2005004437A1 uspto"}),
        ("set-be0f1019785d5d631600d56b", {"JP2005533465A uspto"}),
    ]


def test_taking_a_batch_back_takes_its_ties_back(take) -> None:
    _, foreign = take(ours(), abroad())
    with acting_as(SYSTEM):
        assert storing.withdraw(foreign.pk) == 1
    assert families() == {"CN110083831": ""}


def test_taking_patents_back_leaves_the_family_abroad(take) -> None:
    patents, _ = take(ours(), abroad())
    with acting_as(SYSTEM):
        assert actions.withdraw_batch(batch=patents.pk) == 1
    assert list(families()) == ["US8926509B2 uspto"]


def test_the_same_again_is_a_repetition_and_other_words_wait(take) -> None:
    take(abroad())
    with acting_as(SYSTEM):
        assert [verdict.outcome for verdict in storing.judge([abroad()])] == [Outcome.DUPLICATE]
        (other,) = storing.judge([abroad(title="Another")])
    assert other.outcome is Outcome.CONFLICT
    assert other.differences == {"title": ("", "Another")}


def test_a_family_given_by_a_source_stands_until_documents_tie_the_patent(take) -> None:
    take(ours(family="lens-12"))
    assert families()["CN110083831"] == "lens-12"
    (batch,) = take(abroad())
    assert families()["CN110083831"].startswith("set-")
    with acting_as(SYSTEM):
        storing.withdraw(batch.pk)
    assert families()["CN110083831"] == "lens-12"


def test_the_fact_relation_tells_each_publication_abroad_once(take) -> None:
    member = {"source": "epo-family", "family_number": "7001"}
    take(ours(), abroad(), abroad(**member), abroad("CN110083831A", OURS, number="110083831", **member))
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(
            "select family, country, publication_number, publication_date from fact.patent_families"
        )
        assert cursor.fetchall() == [("docdb-7001", "US", "US8926509B2", date(2021, 1, 5))]
