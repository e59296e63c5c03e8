"""Rows of patents as they come: the gazette, generous to destroyed filing numbers, and our own table,
strict.
"""

from __future__ import annotations

from datetime import date

import pytest

from zhice.intake.format import Accepted, Rejected
from zhice.registry.rights.patents.formats.cnipa_gazette import GAZETTE
from zhice.registry.rights.patents.formats.patents_table import PATENTS_TABLE

GOOD = {
    "item": "1",
    "title": "一种冷凝式换热器",
    "publication_number": "CN209104671U",
    "published_date": "2019.07.12",
    "application_number": "2019200014765",
    "filed_date": "2019.01.02",
    "applicants": "济源市甲机械有限公司;??某大学",
    "inventors": "张三;\u2002李四; 王五;",
    "address": "454650河南省焦作市济源市虎岭产业集聚区",
    "classes": "F28B1/00(2006.01)I;??F28B9/00(2006.01)I  ",
}
TABLE = {**GOOD, "kind": "实用新型", "agency": ""}


def accepted(**changed: str) -> Accepted:
    judged = GAZETTE.read_row({**GOOD, **changed})
    assert isinstance(judged, Accepted), judged
    return judged


def problems(judged: Accepted | Rejected) -> list[tuple[str, str]]:
    assert isinstance(judged, Rejected), judged
    return [(problem.column, problem.code) for problem in judged.problems]


def test_a_whole_row() -> None:
    row = accepted()
    assert row.key == "CN209104671U"
    said = row.record
    assert (said.kind, said.stage, said.kind_code, said.document_number) == (
        "UTILITY_MODEL",
        "granted",
        "U",
        "CN209104671",
    )
    assert (said.date, said.filed_date) == (date(2019, 7, 12), date(2019, 1, 2))
    assert (said.application_number, said.application_number_state) == ("201920001476.5", "intact")
    assert (said.applicants, said.first_applicant) == ("济源市甲机械有限公司；某大学", "济源市甲机械有限公司")
    assert said.inventors == "张三；李四；王五"
    assert (said.ipc, said.classes) == ("F28B1/00(2006.01)I", "F28B1/00(2006.01)I；F28B9/00(2006.01)I")
    assert said.region == "419001"
    assert set(row.flags) == {"separator_mangled", "address_other_parent"}


@pytest.mark.parametrize(
    ("cell", "state", "flag"),
    [
        ("2.02E+12", "mangled", "filing_number_mangled"),
        ("2.01831E+12", "mangled", "filing_number_mangled"),
        ("2019200014766", "check_failed", "filing_number_check_failed"),
        ("20192000", "check_failed", "filing_number_check_failed"),
        ("", "missing", "filing_number_missing"),
    ],
)
def test_a_filing_number_that_is_not_intact_is_left_empty_and_flagged(
    cell: str, state: str, flag: str
) -> None:
    row = accepted(application_number=cell)
    assert (row.record.application_number, row.record.application_number_state) == (None, state)
    assert flag in row.flags


@pytest.mark.parametrize(
    "cell", ["201680087887X", "CN201680087887.X", "２０１６８００８７８８７ｘ", "'201680087887X"]
)
def test_intact_filing_numbers_in_any_writing(cell: str) -> None:
    row = accepted(application_number=cell, publication_number="CN109996727A", filed_date="2016.12.01")
    assert row.record.application_number == "201680087887.X"


@pytest.mark.parametrize(
    "inventors", ["张三;李四;王五", "张三；李四；王五", "张三;??李四;??王五", "张三;\u2002李四;\u2002王五;"]
)
def test_three_separators_say_the_same(inventors: str) -> None:
    assert accepted(inventors=inventors).record == accepted().record


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"publication_number": "2.02E+12"}, [("publication_number", "mangled_number")]),
        ({"publication_number": ""}, [("publication_number", "bad_number")]),
        ({"publication_number": "CN209104671A"}, [("publication_number", "bad_number")]),
        ({"published_date": "2022-02-30"}, [("published_date", "bad_day")]),
        ({"published_date": ""}, [("published_date", "empty")]),
        ({"filed_date": "2020-01-01"}, [("filed_date", "filed_after_publication")]),
        ({"title": " "}, [("title", "empty")]),
        ({"title": "长" * 1001}, [("title", "too_long")]),
        ({"applicants": ""}, [("applicants", "empty")]),
        ({"applicants": "济源\u202e司公"}, [("applicants", "bidi")]),
        ({"title": "", "published_date": "昨天"}, [("title", "empty"), ("published_date", "bad_day")]),
    ],
)
def test_bad_cells_are_all_named(changed: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert problems(GAZETTE.read_row({**GOOD, **changed})) == expected


def test_names_that_look_like_nothing_are_names() -> None:
    for name in ("null", "None", "0", "NaN", "真"):
        assert accepted(applicants=name).record.first_applicant == name


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"application_number": "2.02E+12"}, [("application_number", "mangled_number")]),
        ({"application_number": "2019200014766"}, [("application_number", "bad_number")]),
        ({"publication_number": "", "application_number": ""}, [("application_number", "empty")]),
        ({"kind": "发明"}, [("kind", "other_kind")]),
        ({"kind": "商标"}, [("kind", "bad_kind")]),
        ({"publication_number": "", "filed_date": ""}, [("filed_date", "empty")]),
    ],
)
def test_our_own_table_is_strict(changed: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert problems(PATENTS_TABLE.read_row({**TABLE, **changed})) == expected


def test_an_acceptance_notice_stands_under_its_application_number() -> None:
    judged = PATENTS_TABLE.read_row({**TABLE, "publication_number": "", "published_date": "", "kind": ""})
    assert isinstance(judged, Accepted), judged
    assert judged.key == "201920001476.5"
    assert (judged.record.stage, judged.record.kind, judged.record.date) == (
        "filed",
        "UTILITY_MODEL",
        date(2019, 1, 2),
    )


@pytest.mark.parametrize("format", [GAZETTE, PATENTS_TABLE], ids=lambda format: format.name)
def test_the_examples_of_the_template_are_taken(format: object) -> None:
    cells = {column.name: column.example for column in format.columns}  # type: ignore[attr-defined]
    cells |= {
        "publication_number": "CN109996757A",
        "filed_date": "2018-01-19",
        "published_date": "2019-07-09",
    }
    judged = format.read_row(cells)  # type: ignore[attr-defined]
    assert isinstance(judged, Accepted), judged
    assert set(judged.flags) <= set(format.flags)  # type: ignore[attr-defined]
