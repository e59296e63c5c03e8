"""One row of each vendor's export and of a table of events: spellings, lists, days, and what is not invented."""

from __future__ import annotations

from datetime import date

import pytest

from zhice.intake.format import Accepted, Format, Rejected
from zhice.registry.rights.families.rows import ForeignPublicationRow
from zhice.registry.rights.patents.formats import event_words, vendors
from zhice.registry.rights.patents.formats.cnki_workbook import CNKI_WORKBOOK
from zhice.registry.rights.patents.formats.google_patents_csv import GOOGLE_PATENTS_CSV
from zhice.registry.rights.patents.formats.legal_events import LEGAL_EVENTS
from zhice.registry.rights.patents.formats.lens_csv import LENS_CSV
from zhice.registry.rights.patents.formats.vendor_workbook import VENDOR_WORKBOOK
from zhice.registry.rights.patents.models import LegalEvent

GOOD = {
    "publication_number": "CN108982325A",
    "title": "地下防污屏障材料化学相容性测试装置及方法",
    "applicants": "浙江大学;示例研究院",
    "inventors": "李育超|于泽溪",
    "published_date": "2018-12-11",
    "filed_date": "2018.07.30",
    "application_number": "CN201810849880.8",
    "link": "",
    "year": "2018",
}
EVENT = {
    "patent": "CN108982325A",
    "event": "授权",
    "day": "2020-03-03",
    "holder": "",
    "address": "",
    "detail": "",
}


def row_of(format: Format, **said: str) -> Accepted | Rejected:
    known = {column.name for column in format.columns}
    base = EVENT if format is LEGAL_EVENTS else GOOD
    cells = dict.fromkeys(known, "") | {name: cell for name, cell in (base | said).items() if name in known}
    return format.read_row(cells)


def record(format: Format, **said: str) -> vendors.VendorRow:
    judged = row_of(format, **said)
    assert isinstance(judged, Accepted), judged
    return judged.record  # type: ignore[no-any-return]


def codes(judged: Accepted | Rejected) -> list[tuple[str, str]]:
    assert isinstance(judged, Rejected), judged
    return [(problem.column, problem.code) for problem in judged.problems]


@pytest.mark.parametrize("spelling", ["CN108982325A", "CN 108982325 A", "CN-108982325-A", "ｃｎ108982325ａ"])
@pytest.mark.parametrize("format", [LENS_CSV, GOOGLE_PATENTS_CSV, CNKI_WORKBOOK, VENDOR_WORKBOOK])
def test_a_number_in_any_vendors_spelling(format: Format, spelling: str) -> None:
    assert record(format, publication_number=spelling).publication_number == "CN108982325A"


@pytest.mark.parametrize(
    ("number", "canonical"),
    [
        ("US 2013/0101709 A1", "US2013101709A1"),
        ("EP-2467708-A1", "EP2467708A1"),
        ("WO2015/060945 A1", "WO2015060945A1"),
        ("TW200845700A", "TW200845700A"),
        ("AT A33585 A", "ATA33585A"),
        ("IN 4304DEN2015 A", "IN4304DEN2015A"),
    ],
)
@pytest.mark.parametrize(
    ("format", "source"),
    [
        (LENS_CSV, "lens"),
        (GOOGLE_PATENTS_CSV, "google"),
        (CNKI_WORKBOOK, "cnki"),
        (VENDOR_WORKBOOK, "patsnap"),
    ],
)
def test_a_foreign_publication_goes_to_the_families(
    format: Format, source: str, number: str, canonical: str
) -> None:
    judged = row_of(format, publication_number=number)
    assert isinstance(judged, Accepted), judged
    assert judged.key == f"{canonical} {source}"
    assert isinstance(judged.record, ForeignPublicationRow)
    assert (judged.record.publication_number, judged.record.country) == (canonical, canonical[:2])


def test_the_members_of_a_family_name_it_alike() -> None:
    listed = "US 2013/0101709 A1;;CN 108982325 A"
    abroad = row_of(LENS_CSV, publication_number="US 2013/0101709 A1", members=listed)
    ours = record(LENS_CSV, publication_number="CN 108982325 A", members=listed)
    assert isinstance(abroad, Accepted)
    assert abroad.record.family_number == ours.member.family_number == "of-CN108982325A"
    assert (ours.member.country, ours.member.number) == ("CN", "108982325")


@pytest.mark.parametrize(
    ("written", "number", "flag"),
    [
        ("CN 201080063196 A", "201080063196.9", "check_digit_computed"),
        ("CN201080063196", "201080063196.9", "check_digit_computed"),
        ("CN201080063196.9", "201080063196.9", ""),
        ("202023309314X", "202023309314.X", ""),
        ("2.02E+12", None, "filing_number_mangled"),
        ("CN201080063196.7", None, "filing_number_check_failed"),
        ("", None, "filing_number_missing"),
    ],
)
def test_a_check_digit_left_out_is_computed_and_a_wrong_one_kept_out(
    written: str, number: str | None, flag: str
) -> None:
    judged = row_of(VENDOR_WORKBOOK, application_number=written, filed_date="")
    assert isinstance(judged, Accepted)
    assert judged.record.application_number == number
    assert judged.flags == ((flag,) if flag else ())


@pytest.mark.parametrize(
    ("cell", "year", "expected"),
    [
        ("25/04/13", "2013", date(2013, 4, 25)),
        ("04/25/13", "2013", date(2013, 4, 25)),
        ("21/09/1996", "", date(1996, 9, 21)),
        ("05/05/99", "1999", date(1999, 5, 5)),
        ("2013-04-25", "", date(2013, 4, 25)),
        ("05/06/13", "2013", "day_or_month"),
        ("25/04/13", "2014", "bad_day"),
        ("25/04/13", "", "bad_day"),
        ("31/02/13", "2013", "bad_day"),
    ],
)
def test_days_of_the_lens(cell: str, year: str, expected: date | str) -> None:
    judged = row_of(LENS_CSV, published_date=cell, year=year, filed_date="", application_number="")
    if isinstance(expected, str):
        assert codes(judged) == [("published_date", expected)]
    else:
        assert isinstance(judged, Accepted)
        assert judged.record.date == expected


def test_the_latest_possible_year_before_the_publication_is_that_of_the_filing() -> None:
    assert record(
        LENS_CSV, filed_date="30/12/99", application_number="", published_date="2001-01-17", year="2001"
    ).filed_date == date(1999, 12, 30)


def test_the_last_days_of_december_under_the_next_year_are_caught_by_the_number() -> None:
    judged = row_of(
        LENS_CSV, filed_date="2015-12-31", published_date="2016-06-10", application_number="CN 201420872033 U"
    )
    assert codes(judged) == [("filed_date", "filed_after_number")]


def test_lists_classes_and_priorities() -> None:
    said = record(
        LENS_CSV,
        applicants="浙江大学;;示例研究院;;浙江大学;;",
        classes="A01B 7/00;;A01B0007/02;;H04N5/335",
        priorities="KR 20040027455 U 20040923;;US 201161550506 P 20111024;;nonsense",
    )
    assert (said.applicants, said.first_applicant) == ("浙江大学；示例研究院", "浙江大学")
    assert said.ipc == "A01B7/00"
    assert said.classes.split("；")[0] == "A01B7/00" and said.classes.endswith("H04N5/335")
    assert said.priorities == "KR 20040027455 2004-09-23；US 550506 2011-10-24"


def test_names_of_google_stand_apart_by_commas_but_not_before_ltd() -> None:
    said = record(
        GOOGLE_PATENTS_CSV,
        applicants="Huawei Technologies Co., Ltd., 浙江大学",
        inventors="Li Yuchao, 于泽溪",
    )
    assert said.applicants == "Huawei Technologies Co., Ltd.；浙江大学"
    assert said.inventors == "Li Yuchao；于泽溪"


def test_a_grant_dated_beside_the_application_becomes_an_event_and_beside_the_grant_none() -> None:
    (event,) = record(GOOGLE_PATENTS_CSV, granted_date="2020-03-03").events
    assert (event.kind, event.day, event.patent) == ("granted", date(2020, 3, 3), "CN108982325A")
    assert (
        record(GOOGLE_PATENTS_CSV, publication_number="CN108982325B", granted_date="2018-12-11").events == ()
    )


def test_a_status_becomes_an_event_only_where_it_is_dated() -> None:
    (event,) = record(
        VENDOR_WORKBOOK, status="未缴年费", lapsed_date="2022-07-30", status_date="2023-06-30"
    ).events
    assert (event.kind, event.day) == ("fee_lapse", date(2022, 7, 30))
    for status, flag in (
        ("未缴年费", "status_undated"),
        ("失效", "status_not_understood"),
        ("转让", "status_not_understood"),
    ):
        judged = row_of(VENDOR_WORKBOOK, status=status)
        assert isinstance(judged, Accepted)
        assert judged.record.events == () and flag in judged.flags
    alive = row_of(VENDOR_WORKBOOK, status="有效")
    assert isinstance(alive, Accepted) and not {"status_undated", "status_not_understood"} & set(alive.flags)


def test_the_link_of_cnki_names_the_record() -> None:
    link = "https://example.org/detail.aspx?dbcode=SCPD&dbname=SCPD2018&filename=CN208104517U"
    assert record(CNKI_WORKBOOK, publication_number="", link=link).publication_number == "CN208104517U"
    assert codes(row_of(CNKI_WORKBOOK, publication_number="", link="https://example.org/")) == [
        ("publication_number", "bad_number")
    ]


# Legal events


@pytest.mark.parametrize(
    ("words", "detail", "kind"),
    [
        ("授权", "", "granted"),
        ("未缴年费专利权终止", "", "fee_lapse"),
        ("专利权的终止", "未缴年费专利权终止", "fee_lapse"),
        ("专利权的终止/未缴年费专利权终止", "", "fee_lapse"),
        ("专利权的终止", "专利权有效期届满", "expired"),
        ("专利申请权、专利权的转移", "", "transfer"),
        ("专利实施许可合同备案", "", "licence"),
        ("专利实施许可合同备案的注销", "", "licence_ended"),
        ("专利权质押合同登记的生效", "", "pledge"),
        ("专利权质押合同登记的注销", "", "pledge_released"),
        ("无效宣告", "宣告专利权全部无效", "invalidated"),
        ("避免重复授权放弃", "", "abandoned"),
        ("恢复", "", "restored"),
        ("著录事项变更", "", "address_change"),
        ("更　正", "", "correction"),
        ("缴纳年费", "", "fee_paid"),
    ],
)
def test_event_words(words: str, detail: str, kind: str) -> None:
    judged = row_of(LEGAL_EVENTS, event=words, detail=detail, holder="济源市甲机械有限公司")
    assert isinstance(judged, Accepted), judged
    assert (judged.record.kind, judged.record.day) == (kind, date(2020, 3, 3))


@pytest.mark.parametrize(
    ("words", "detail", "code"),
    [
        ("专利权的终止", "", "event_without_cause"),
        ("无效宣告", "", "event_without_cause"),
        ("无效宣告", "宣告专利权部分无效", "event_not_kept"),
        ("实质审查的生效", "", "event_not_kept"),
        ("奇怪的事件", "", "unknown_event"),
        ("", "", "empty"),
    ],
)
def test_what_the_words_leave_open_goes_back_with_its_text(words: str, detail: str, code: str) -> None:
    judged = row_of(LEGAL_EVENTS, event=words, detail=detail)
    assert codes(judged) == [("event", code)]
    assert isinstance(judged, Rejected) and words in judged.problems[0].reason.zh


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("CN108982325A", "CN108982325A"),
        ("CN-108982325-A", "CN108982325A"),
        ("ZL201080063196.9", "201080063196.9"),
        ("CN 201080063196 A", "201080063196.9"),
        ("２０１０８００６３１９６．９", "201080063196.9"),
    ],
)
def test_a_patent_by_any_of_its_numbers(written: str, number: str) -> None:
    judged = row_of(LEGAL_EVENTS, patent=written)
    assert isinstance(judged, Accepted), judged
    assert judged.record.patent == number


@pytest.mark.parametrize(
    ("written", "code"), [("ZL201080063196.5", "bad_number"), ("2.02E+12", "mangled_number"), ("", "empty")]
)
def test_a_faulty_number_is_named_and_never_mended(written: str, code: str) -> None:
    assert codes(row_of(LEGAL_EVENTS, patent=written)) == [("patent", code)]


def test_a_move_says_where_to() -> None:
    assert codes(row_of(LEGAL_EVENTS, event="转让")) == [("holder", "move_without_aim")]
    moved = row_of(LEGAL_EVENTS, event="地址变更", address="河南省济源市虎岭产业集聚区")
    assert isinstance(moved, Accepted) and moved.record.region == "419001"


def test_a_foreign_patent_has_no_event_here() -> None:
    assert codes(row_of(LEGAL_EVENTS, patent="US 9329286 B2")) == [("patent", "foreign_publication")]


def test_every_word_names_a_kind_that_the_registry_has() -> None:
    assert set(event_words.known_words().values()) - {
        "licence",
        "licence_ended",
        "pledge",
        "pledge_released",
        "fee_paid",
    } <= set(LegalEvent.Kind.values)
