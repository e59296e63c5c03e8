"""Several sources tell of one publication: who says more, who says it otherwise, and that their order changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.registry.conftest import JIYUAN, LUOYANG, publication
from tests.unit.registry.test_storing import content as stock
from tests.unit.registry.test_storing import outcomes
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.intake.sinks import Outcome
from zhice.registry.models import Patent, PatentHolding, Publication
from zhice.registry.rights.patents import actions
from zhice.registry.rights.patents.queries import life_line, statements
from zhice.registry.rights.patents.rows import PublicationRow, Rank

NUMBER = {"application_number": "201810053768.3", "application_number_state": "intact"}
GAZETTE = publication("CN100000001A", date=date(2019, 9, 1), inventors="张三；李四")
XML = replace(
    GAZETTE, abstract="一种示例装置，包括甲。", claims="1.一种示例装置。", agency="示例代理", **NUMBER
)  # type: ignore[arg-type]
LENS = replace(
    GAZETTE,
    rank=Rank.LENS,
    title="An example device",
    applicants="JIYUAN EXAMPLE MACHINERY CO LTD",
    first_applicant="JIYUAN EXAMPLE MACHINERY CO LTD",
    region=None,
    inventors="LI SI；ZHANG SAN",
    abstract="An example device comprising A.",
    priorities="CN 201810053768 2019-03-01",
)


def content() -> dict[str, Any]:
    """Everything stored, with what describes a patent and every statement."""
    return stock() | {
        "described": sorted(
            Patent.objects.values_list(
                "title", "classes", "abstract", "claims", "priorities", "family", "holders", "inventors", "agency"
            )
        ),
        "statements": sorted(Publication.objects.values_list("publication_number", "rank", "digest", "party__name")),
    }  # fmt: skip


def test_what_another_source_says_more_is_added_and_asks_nobody(stored):
    stored(GAZETTE)
    (verdict,) = stored(XML)
    assert (verdict.outcome, verdict.flags) == (Outcome.NEW, ("adds_to_known",))
    with acting_as(SYSTEM):
        patent = Patent.objects.get()
        assert (patent.abstract, patent.agency) == ("一种示例装置，包括甲。", "示例代理")
        assert patent.application_number == "201810053768.3"
        assert not Publication.objects.filter(contested=True).exists()
        assert len(life_line(patent)) == 2  # filed, and published once, however many tell of it


@pytest.mark.parametrize("order", [(GAZETTE, LENS), (LENS, GAZETTE)])
def test_of_other_words_the_nearer_source_stands_and_the_other_is_kept(stored, order):
    stored(order[0])
    (verdict,) = stored(order[1])
    assert verdict.flags == ("adds_to_known", "told_otherwise")
    with acting_as(SYSTEM):
        patent = Patent.objects.get()
        assert (patent.title, patent.first_holder.name) == ("一种示例装置", "济源示例机械有限公司")
        assert patent.abstract == "An example device comprising A."  # the office's data had none
        holding = PatentHolding.objects.get()
        assert (holding.party, holding.region_id) == (patent.first_holder, JIYUAN)
        told = {statement.publication.rank: statement.otherwise for statement in statements(patent)}
        assert told == {Rank.OFFICIAL: (), Rank.LENS: ("title", "applicants", "inventors")}


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"date": date(2019, 9, 2)}, "date"),
        ({"filed_date": date(2019, 3, 2)}, "filed_date"),
        ({"application_number": "201811400598.8"}, "application_number"),
    ],
)
def test_what_identifies_must_agree_whoever_tells_it(stored, change, name):
    stored(replace(GAZETTE, **NUMBER))
    (verdict,) = stored(replace(LENS, **{**NUMBER, **change}))
    assert verdict.outcome is Outcome.CONFLICT
    assert name in verdict.differences
    with acting_as(SYSTEM):
        assert Publication.objects.count() == 1


def test_two_sources_of_one_rank_that_differ_are_in_conflict(stored):
    stored(GAZETTE)
    (verdict,) = stored(replace(XML, title="一种别的装置"))
    assert verdict.differences == {"title": ("一种示例装置", "一种别的装置")}
    stored(LENS)
    (verdict,) = stored(replace(LENS, abstract="Something else."))
    assert list(verdict.differences) == ["abstract"]


@pytest.mark.parametrize(
    "change",
    [
        {"inventors": "李四；张三"},
        {"ipc": "B65G47/00(2006.01)I"},
        {"classes": "B65G47/00；B65G47/02"},
        {"title": "一种示例装置 "},
        {"applicants": "济源示例机械有限公司", "inventors": ""},
    ],
)
def test_the_same_in_another_order_or_print_is_no_difference(stored, change):
    stored(GAZETTE)
    assert outcomes(stored(replace(GAZETTE, abstract="甲", **change))) == ["new"]


def test_a_grant_told_by_a_database_alone_moves_no_holder(stored):
    stored(GAZETTE)
    stored(
        replace(
            LENS, publication_number="CN100000001B", kind_code="B", stage="granted", date=date(2020, 6, 1)
        )
    )
    with acting_as(SYSTEM):
        patent = Patent.objects.get()
        assert (patent.granted_date, patent.granted_region_id) == (date(2020, 6, 1), JIYUAN)
        assert (patent.first_holder.name, patent.title) == ("济源示例机械有限公司", "一种示例装置")


WORDS = st.sampled_from(["", "甲", "乙", "丙"])
FIRMS = st.sampled_from(["济源示例机械有限公司", "JIYUAN EXAMPLE CO LTD", "洛阳示例有限公司"])
TOLD = st.tuples(
    FIRMS, st.sampled_from([JIYUAN, LUOYANG, None]), WORDS, WORDS, WORDS, st.booleans(), st.booleans()
)


def told(rank: Rank, number: str, words: tuple[Any, ...]) -> PublicationRow:
    firm, region, title, abstract, agency, filed, numbered = words
    return publication(
        number,
        rank=rank,
        date=date(2019, 9, 1) if number.endswith("A") else date(2020, 6, 1),
        first_applicant=firm,
        applicants=firm,
        region=region,
        title=f"一种装置{title}",
        abstract=abstract,
        agency=agency,
        family=f"f{title}" if rank > Rank.OWN else "",
        filed_date=date(2019, 3, 1) if filed else None,
        **(NUMBER if numbered else {}),
    )


SOURCES = st.tuples(
    *(
        st.tuples(st.just(rank), st.sampled_from(["CN100000001A", "CN100000001B"]), TOLD)
        for rank in (Rank.OFFICIAL, Rank.OWN, Rank.CNKI, Rank.LENS)
    )
).flatmap(
    lambda sources: st.tuples(st.just([told(*source) for source in sources]), st.permutations(range(5)))
)


def files_of(
    drawn: tuple[list[PublicationRow], list[int]],
) -> tuple[list[PublicationRow], list[PublicationRow]]:
    """Five statements in the order of their ranks, and in another: the fifth is the office's own data, fuller."""
    rows, order = drawn
    fuller = replace(rows[0], claims="1.一种装置。", agency=rows[0].agency or "示例代理")
    rows = [*rows, fuller]
    return rows, [rows[place] for place in order]


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=SOURCES)
def test_the_order_of_sources_changes_nothing_and_twice_is_once(regions, drawn):
    rows, shuffled = files_of(drawn)
    with acting_as(SYSTEM), transaction.atomic():
        found = []
        for files in (rows, shuffled):
            with transaction.atomic():
                first = [actions.register_publications(rows=[row], batch=None)[0] for row in files]
                again = [actions.register_publications(rows=[row], batch=None)[0] for row in files]
                assert not actions.refused(first)
                assert set(outcomes(again)) == {"duplicate"}
                found.append(content())
                actions.rebuild_life(Patent.objects.values_list("pk", flat=True))
                assert content() == found[-1]
                transaction.set_rollback(True)
        assert found[0] == found[1]


@pytest.mark.django_db
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=SOURCES, taken=st.integers(0, 4))
def test_a_batch_taken_back_leaves_what_the_others_say(regions, new_batch, drawn, taken):
    _, files = files_of(drawn)
    with acting_as(SYSTEM), transaction.atomic():
        with transaction.atomic():
            for place, row in enumerate(files):
                if place != taken:
                    actions.register_publications(rows=[row], batch=new_batch().pk)
            expected = content()
            transaction.set_rollback(True)
        batches = [new_batch() for _ in files]
        for row, batch in zip(files, batches, strict=True):
            actions.register_publications(rows=[row], batch=batch.pk)
        assert actions.withdraw_batch(batch=batches[taken].pk) == 1
        assert content() == expected
        transaction.set_rollback(True)
