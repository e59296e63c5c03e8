"""Trademark XML against a second, independent reading: every field we keep equals what ElementTree finds."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from zhice.intake import xml_rows
from zhice.intake.format import Accepted
from zhice.intake.limits import DEFAULT
from zhice.intake.refusals import Refused
from zhice.registry.rights.trademarks.formats.st66_marks import ST66_MARKS
from zhice.registry.rights.trademarks.formats.uspto_daily import USPTO_TRADEMARKS


def rows(format, path):
    names = list(format.xml.cells)
    for cells in xml_rows.rows(path, shape=format.xml, limits=DEFAULT):
        yield format.read_row(
            {column.name: "" for column in format.columns} | dict(zip(names, cells, strict=True))
        )


def day(text):
    return date.fromisoformat(text) if text else None


def expected(case):
    """The plain reading of one case file."""
    header = case.find("case-file-header")
    goods: dict[int, list[str]] = {}
    for statement in case.iter("case-file-statement"):
        if code := re.match(r"GS(\d{3})", statement.findtext("type-code")):
            goods.setdefault(int(code[1]), []).append(" ".join(statement.findtext("text").split()))
    registration = case.findtext("registration-number").strip("0")
    return {
        "number": case.findtext("serial-number"),
        "certificate_number": registration and case.findtext("registration-number"),
        "classes": tuple(dict.fromkeys(int(c.text) for c in case.iter("international-code"))),
        "name": header.findtext("mark-identification"),
        "goods": {number: "；".join(texts) for number, texts in goods.items()},
        "filed_date": day(header.findtext("filing-date")),
        "published_date": day(header.findtext("published-for-opposition-date")),
        "registered_date": day(header.findtext("registration-date")),
        "holder": case.find("case-file-owners/case-file-owner/party-name").text,
    }


def test_every_field_of_the_daily_file_equals_a_plain_reading(shared):
    path = shared / "data" / "trademark_xml" / "seed.xml"
    cases = list(ElementTree.parse(path).getroot().iter("case-file"))
    read = list(rows(USPTO_TRADEMARKS, path))
    assert len(read) == len(cases) == 11
    for found, case in zip(read, cases, strict=True):
        assert isinstance(found, Accepted), found
        record = found.record
        for name, value in expected(case).items():
            assert getattr(record, name) == value, (record.number, name)
        assert (record.office, record.region) == ("US", None)
    assert sum(found.record.registered_date is not None for found in read) == 7


@pytest.mark.parametrize("planted", ['<!ENTITY a "b">', '<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;'])
def test_an_entity_in_the_inline_grammar_is_refused(tmp_path, planted):
    path = tmp_path / "daily.xml"
    path.write_text(
        f"<!DOCTYPE trademark-applications-daily [{planted}]><trademark-applications-daily></trademark-applications-daily>",
        "utf-8",
    )
    with pytest.raises(Refused):
        list(rows(USPTO_TRADEMARKS, path))


MARK = """<TradeMark><RegistrationOfficeCode>{office}</RegistrationOfficeCode><ApplicationNumber>{number}</ApplicationNumber>
<ApplicationDate>2019-05-06</ApplicationDate><RegistrationNumber>{number}</RegistrationNumber>
<RegistrationDate>2020-05-07+08:00</RegistrationDate><ExpiryDate>2030-05-06</ExpiryDate><KindMark>Collective</KindMark>
<WordMarkSpecification><MarkVerbalElementText>示例 &amp; 之光</MarkVerbalElementText></WordMarkSpecification>
<GoodsServicesDetails><GoodsServices><ClassDescriptionDetails>
<ClassDescription><ClassNumber>9</ClassNumber><GoodsServicesDescription>计算机；软件</GoodsServicesDescription></ClassDescription>
<ClassDescription><ClassNumber>35</ClassNumber><GoodsServicesDescription>广告</GoodsServicesDescription></ClassDescription>
</ClassDescriptionDetails></GoodsServices></GoodsServicesDetails>
<ApplicantDetails><Applicant><ApplicantAddressBook><FormattedNameAddress>
<Name><FreeFormatName><FreeFormatNameDetails><FreeFormatNameLine>济源示例有限公司</FreeFormatNameLine></FreeFormatNameDetails>
</FreeFormatName></Name><Address><FreeFormatAddress><FreeFormatAddressLine>河南省济源市示例路1号</FreeFormatAddressLine>
</FreeFormatAddress></Address></FormattedNameAddress></ApplicantAddressBook></Applicant></ApplicantDetails></TradeMark>"""
AROUND = (
    "<Transaction><TradeMarkTransactionBody><TransactionContentDetails><TransactionData><TradeMarkDetails>{}"
    "</TradeMarkDetails></TransactionData></TransactionContentDetails></TradeMarkTransactionBody></Transaction>"
)


def test_st66_reads_our_marks_with_their_seat_and_others_without(tmp_path):
    path = tmp_path / "marks.xml"
    marks = MARK.format(office="CN", number="12345678") + MARK.format(office="EM", number="018000001")
    path.write_text(AROUND.format(marks), "utf-8")
    ours, theirs = (found.record for found in rows(ST66_MARKS, path))
    assert (ours.number, ours.classes, ours.kind, ours.region) == (
        "12345678",
        (9, 35),
        "collective",
        "419001",
    )
    assert ours.goods == {9: "计算机；软件", 35: "广告"}
    assert (str(ours.registered_date), str(ours.until), ours.name) == (
        "2020-05-07",
        "2030-05-06",
        "示例 & 之光",
    )
    assert (theirs.office, theirs.number, theirs.region) == ("EM", "018000001", None)


def test_a_bad_mark_is_put_aside_with_its_reasons_and_the_good_one_kept(tmp_path):
    path = tmp_path / "marks.xml"
    bad = MARK.format(office="CN", number="１２").replace(">35<", ">46<")
    path.write_text(AROUND.format(bad + MARK.format(office="CN", number="7")), "utf-8")
    first, second = rows(ST66_MARKS, path)
    assert [problem.code for problem in first.problems] == ["bad_class"]
    assert isinstance(second, Accepted)
