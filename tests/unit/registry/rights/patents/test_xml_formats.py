"""The XML formats against real documents: an independent plain reading, and what two other parsers expect.

Every field of the peers is compared, or stands in `NOT_KEPT` with the reason; where we keep another form, `KEPT` says
which and why, so that a difference nobody explained fails.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from zhice.intake import xml_archives, xml_rows
from zhice.intake.format import Accepted, Format, Rejected
from zhice.intake.limits import DEFAULT
from zhice.registry.rights.patents.formats.cnipa_efiling import CNIPA_EFILING
from zhice.registry.rights.patents.formats.cnipa_xml import CNIPA_XML
from zhice.registry.rights.patents.formats.epo_exchange import EPO_EXCHANGE
from zhice.registry.rights.patents.formats.uspto_application import USPTO_APPLICATION
from zhice.registry.rights.patents.formats.uspto_grant import USPTO_GRANT

OPS = Path("data/peers/patent_client/patent_client/_async/epo/ops")
USPTO = Path("data/peers/uspto_ppd/PatentDocument/resources/samples")


@pytest.fixture
def real(shared: Path) -> Callable[[str | Path], Path]:
    def real(path: str | Path) -> Path:
        if not (shared / path).exists():
            pytest.skip(f"real records: ../shared/{path} is not here")
        return shared / path

    return real


def judged(format: Format, path: Path) -> list[Accepted | Rejected]:
    assert format.xml is not None
    names = list(format.xml.cells)
    return [
        format.read_row(dict(zip(names, row, strict=True)))
        for row in xml_rows.rows(path, shape=format.xml, limits=DEFAULT)
    ]


def records(format: Format, path: Path) -> list[Any]:
    found = judged(format, path)
    assert all(isinstance(row, Accepted) for row in found), found
    return [row.record for row in found if isinstance(row, Accepted)]


def plain(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip()


# CNIPA's standard XML, beside a plain reading that shares no code with ours

BUSINESS, BASE = "{http://www.sipo.gov.cn/XMLSchema/business}", "{http://www.sipo.gov.cn/XMLSchema/base}"


def texts(root: ElementTree.Element, tag: str) -> list[str]:
    return ["".join(element.itertext()) for element in root.iter(tag)]


def within(root: ElementTree.Element, outer: str, inner: str) -> list[str]:
    return [text for element in root.iter(outer) for text in texts(element, inner)]


@pytest.mark.parametrize(
    "name",
    [
        "CN102009000190429CN00001020256780AFULZH20110420CN00R",
        "CN102019000302430CN00001100838310AFULZH20190802CN00G",
    ],
)
def test_cnipa_xml_equals_a_plain_reading(name: str, real: Callable[..., Path]) -> None:
    file = real(f"data/cnipa_xml/{name}/{name}.XML")
    root = ElementTree.fromstring(file.read_bytes())
    (row,) = records(CNIPA_XML, file)
    reference = next(
        r for r in root.iter(f"{BUSINESS}ApplicationReference") if r.get("dataFormat") == "original"
    )
    assert row.publication_number == f"CN{root.get('docNumber')}{root.get('kind')}"
    assert f"{row.date:%Y%m%d}" == root.get("datePublication")
    assert row.application_number == next(reference.iter(f"{BASE}DocNumber")).text
    assert f"{row.filed_date:%Y%m%d}" == next(reference.iter(f"{BASE}Date")).text
    assert row.title == texts(root, f"{BUSINESS}InventionTitle")[0]
    assert row.applicants.split("；") == within(root, f"{BUSINESS}Applicant", f"{BASE}Name")
    assert row.inventors.split("；") == within(root, f"{BUSINESS}Inventor", f"{BASE}Name")
    assert row.address == next(t for e in root.iter(f"{BASE}Address") for t in texts(e, f"{BASE}Text"))
    symbols = [text.split() for text in within(root, f"{BUSINESS}ClassificationIPCR", f"{BASE}Text")]
    assert row.classes.split("；") == [subclass + group for subclass, group, _ in symbols]
    assert row.ipc == row.classes.split("；")[0]
    squeezed = re.compile(r"\s+|；(?=\d+\.)")
    abstract = "".join(texts(next(root.iter(f"{BUSINESS}Abstract")), f"{BASE}Paragraphs"))
    assert squeezed.sub("", row.abstract) == squeezed.sub("", abstract)
    claims = texts(root, f"{BUSINESS}Claim")
    assert squeezed.sub("", row.claims) == squeezed.sub("", "".join(claims))
    assert len(row.claims.split("\n")) == len(claims)
    agencies = texts(root, f"{BASE}OrganizationName")
    assert row.agency == (agencies[0].rsplit(" ", 1)[0] if agencies else "")


def test_cnipa_xml_tells_priorities_and_an_old_number(tmp_path: Path) -> None:
    assert CNIPA_XML.xml is not None
    cells = dict.fromkeys(CNIPA_XML.xml.cells, "") | {
        "publication_number": "CN|85100001|B|19860110",
        "application_number": "85100001|19850401",
        "application_standard": "101985000000001",
        "title": "一种装置",
        "applicants": "某厂|0|河南省|济源县|0",
        "priorities": "KR|10-2022-0100096|20220810；CN|202010302430.X|20200410；US|63/123,456|202001",
    }
    row = CNIPA_XML.read_row(cells)
    assert isinstance(row, Accepted)
    said = row.record
    assert (said.publication_number, said.stage, said.kind) == ("CN85100001B", "examined", "INVENTION")
    assert (said.application_number, said.filed_date) == ("85100001.0", date(1985, 4, 1))
    assert said.priorities == "KR 20220100096 2022-08-10；CN 202010302430X 2020-04-10"


PACKAGES = [("2010102412224", "201010241222.4", 2), ("2018103922220", "201810392222.0", 7)]


@pytest.mark.parametrize(("folder", "number", "claims"), PACKAGES)
def test_an_e_filing_package_is_one_application(
    folder: str, number: str, claims: int, real: Callable[..., Path], tmp_path: Path
) -> None:
    source = real(f"data/cnipa_xml/{folder}")
    package = packed(source, tmp_path / f"{folder}.zip")
    assert CNIPA_EFILING.xml is not None
    rows, _ = xml_archives.rows(package, name=package.name, shape=CNIPA_EFILING.xml, limits=DEFAULT)
    (cells,) = rows
    row = CNIPA_EFILING.read_row(dict(zip(CNIPA_EFILING.xml.cells, cells, strict=True)))
    assert isinstance(row, Accepted)
    assert row.key == number
    told = "".join(
        "".join(ElementTree.parse(file).getroot().itertext()) for file in sorted(source.rglob("*.xml"))
    )
    squeezed = re.compile(r"\s+|(?m:^\d+\. )|\n")
    for text in (row.record.title, row.record.abstract, *row.record.claims.split("\n")):
        assert squeezed.sub("", text) in squeezed.sub("", told)
    assert len(row.record.claims.split("\n")) == claims


def packed(source: Path, package: Path) -> Path:
    import zipfile

    with zipfile.ZipFile(package, "w") as made:
        for file in sorted(source.rglob("*.xml")):
            made.write(file, file.relative_to(source))
        made.writestr("100003-/picture.tif", b"II*\0")
    return package


# The EPO's answers, beside what patent_client makes of them


@pytest.mark.parametrize("name", ["biblio_example_4", "biblio_example_3"])
def test_epo_documents_equal_the_peers(name: str, real: Callable[..., Path]) -> None:
    expected = json.loads(real(OPS / f"published/test/expected/{name}.json").read_text("utf-8"))["documents"]
    file = "full_cycle_example" if name == "biblio_example_3" else name  # the peer's test reads it so
    rows = records(EPO_EXCHANGE, real(OPS / f"published/test/{file}.xml"))
    assert [row.publication_number for row in rows] == [theirs["publication_number"] for theirs in expected]
    for row, theirs in zip(rows, expected, strict=True):
        compare(row, theirs)


def compare(row: Any, theirs: dict[str, Any]) -> None:
    """Every field of the peer is compared, or stands in `NOT_KEPT`; what is put into another form says why."""
    assert set(theirs) <= set(KEPT) | set(NOT_KEPT)
    for field, (ours, expected, _) in KEPT.items():
        assert ours(row) == expected(theirs[field]), field


def _same(value: Any) -> Any:
    return value


def _symbols(printed: list[str]) -> list[str]:
    return sorted(re.sub(r"\s+", "", symbol.rsplit(" ", 2)[0]) for symbol in printed)


def _days(claims: list[dict[str, Any]]) -> list[str]:
    return sorted({claim["date"] for claim in claims if claim.get("date")})


KEPT: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any], str]] = {
    "country": (lambda row: row.country, _same, ""),
    "doc_number": (lambda row: row.number, _same, ""),
    "kind": (lambda row: row.kind, _same, ""),
    "family_id": (lambda row: row.family_number, _same, ""),
    "publication_number": (lambda row: row.publication_number, _same, ""),
    "publication_reference_docdb": (
        lambda row: str(row.day),
        lambda said: said["date"],
        "the number is compared above",
    ),
    "application_number": (
        lambda row: row.application_number,
        lambda said: re.sub(r"(?<=\d)[A-Z]\d?$", "", said),
        "no kind code is kept: 99203729 is one filing, whatever DOCDB calls its kind",
    ),
    "application_reference_epodoc": (
        lambda row: str(row.filed_date),
        lambda said: said["date"],
        "number: as above",
    ),
    "intl_class": (
        lambda row: sorted(row.classes.split("；")),
        _symbols,
        "the symbol alone is kept (B28B1/29), the peer has the print with spaces, edition and marks",
    ),
    "priority_claims": (
        lambda row: sorted(claim.rsplit(" ", 1)[1] for claim in row.priorities.split("；")),
        _days,
        "the DOCDB form is kept, each priority once; the peer has each way it is written. Numbers: the family test",
    ),
    "title": (lambda row: row.title, plain, "the peer keeps line breaks of the print"),
    "abstract": (lambda row: row.abstract, plain, "the peer keeps line breaks of the print"),
    "applicants_original": (lambda row: row.applicants.split("；"), _same, ""),
}
"""Field of the peer → ours, theirs in our form, why it is another form."""
NOT_KEPT = {
    "publication_reference_epodoc": "one spelling of a number is kept",
    "publication_reference_original": "one spelling of a number is kept",
    "application_reference_docdb": "its number is in `application_number`",
    "application_reference_original": "one spelling of a number is kept",
    "cpc_class": "counts go by IPC", "us_class": "counts go by IPC",
    "titles": "one title is kept, the Chinese or the English one",
    "citations": "nobody here counts citations",
    "applicants_epodoc": "names are kept as printed", "inventors_epodoc": "inventors abroad are nobody's count",
    "inventors_original": "inventors abroad are nobody's count",
}  # fmt: skip


def test_epo_family_members_equal_the_peers(real: Callable[..., Path]) -> None:
    expected = json.loads(real(OPS / "family/fixtures/family_convert.json").read_text("utf-8"))[
        "family_members"
    ]
    rows = records(EPO_EXCHANGE, real(OPS / "family/fixtures/family_input.xml"))
    ours = [
        (
            row.publication_number,
            row.family_number,
            str(row.day),
            row.application_number,
            str(row.filed_date),
            [tuple(claim.split(" ")) for claim in row.priorities.split("；") if claim],
        )
        for row in rows
    ]
    theirs = [
        (
            member["publication_number"],
            member["family_id"],
            member["publication_reference"][0]["date"],
            member["application_reference"][0]["country"] + member["application_reference"][0]["number"],
            member["application_reference"][0]["date"],
            [
                tuple(claim["application_reference"][name] for name in ("country", "number", "date"))
                for claim in member["priority_claims"]
                if claim["active"]
            ],
        )
        for member in expected
    ]  # fmt: skip
    assert ours == theirs


@pytest.mark.parametrize("name", ["claims_example"])
def test_epo_claims_equal_the_peers(name: str, real: Callable[..., Path]) -> None:
    expected = json.loads(real(OPS / f"published/test/expected/{name}.json").read_text("utf-8"))
    (row,) = records(EPO_EXCHANGE, real(OPS / f"published/test/{name}.xml"))
    theirs = expected["document_id"]
    assert (row.country, row.number, row.kind) == (theirs["country"], theirs["doc_number"], theirs["kind"])
    assert plain(row.claims) == plain(
        expected["claim_text"]
    )  # `claims`, cut into limitations, are the same words


def test_a_description_alone_is_no_record(real: Callable[..., Path]) -> None:
    (row,) = judged(EPO_EXCHANGE, real(OPS / "published/test/description_example.xml"))
    assert isinstance(row, Rejected)
    assert [problem.code for problem in row.problems] == ["empty"]


# The USPTO's generations. PatentPublicData ships no expected values, so the documents are read a second time, as text by
# patterns; priorities and classes, which we put into another form, stand here as read once and looked over.

FOUR = "JP 10186098 1998-07-01；JP 10252239 1998-09-07；JP 10261333 1998-09-16；JP 10326339 1998-11-17"
FOUR_CLASSES = "G06F15/00；G06F17/00；G06F17/21；G06F17/24"
US: list[tuple[Format, str, str, str, str, str, int]] = [
    (USPTO_GRANT, "sgml/US06336130.xml", "US6336130B1", "2002-01-01", "NO 971605 1997-04-08", "G06F15/16；G06F13/00", 22),
    (USPTO_GRANT, "sgml/US06337117.xml", "US6337117B1", "2002-01-08", FOUR, "", 0),
    (USPTO_GRANT, "sgml/USD435854S1.xml", "USD435854S", "2001-01-02", "", "", 1),
    (USPTO_GRANT, "xml2004/US06859910.xml", "US6859910B2", "2005-02-22", "US 195933 2000-04-10", FOUR_CLASSES, 0),
    (USPTO_GRANT, "xml2004/US06970935.xml", "US6970935B1", "2005-11-29", "", "G06F15/16", 0),
    (USPTO_GRANT, "xml2006/US07272630B2.xml", "US7272630B2", "2007-09-18", "", "G06F15/13", 0),
    (USPTO_GRANT, "xml2014/US08926509.xml", "US8926509B2", "2015-01-06", "", "", 0),
    (USPTO_GRANT, "xml2014/US08927118.xml", "US8927118B2", "2015-01-06", "JP 2008148514 2008-06-05", "", 0),
    (USPTO_GRANT, "xml2014/US08930553.xml", "US8930553B2", "2015-01-06", "", "G06F15/16", 0),
    (USPTO_APPLICATION, "pap/US20010000044A1.xml", "US2001000044A1", "2001-03-15", "", "G06F17/60", 0),
    (USPTO_APPLICATION, "pap/US20010000943A1.xml", "US2001000943A1", "2001-05-10", "JP 11097727 1999-04-05", "H01J1/62", 0),
    (USPTO_APPLICATION, "pap/US20010009014A1.xml", "US2001009014A1", "2001-07-19", "", "G06F15/16", 0),
    (USPTO_APPLICATION, "xmlApp2004/US20050004437A1.xml", "US2005004437A1", "2005-01-06", "CH 197401 2001-10-26", "A61B5/00", 0),
    (USPTO_APPLICATION, "xmlApp2004/US20050004974A1.xml", "US2005004974A1", "2005-01-06", "", "G06F15/16", 0),
]  # fmt: skip


@pytest.mark.parametrize(
    ("format", "file", "number", "day", "priorities", "classes", "claims"), US, ids=[row[1] for row in US]
)
def test_uspto_documents(
    format: Format,
    file: str,
    number: str,
    day: str,
    priorities: str,
    classes: str,
    claims: int,
    real: Callable[..., Path],
) -> None:
    (row,) = records(format, real(USPTO / file))
    assert (row.publication_number, str(row.day)) == (number, day)
    assert row.priorities == priorities or not priorities
    assert row.classes == classes or not classes
    assert len(row.claims.split("\n")) == claims or not claims
    assert row.title
    assert row.applicants
    assert row.claims
    assert row.filed_date < row.day
    assert row.priority_set
    assert bool(row.abstract) == (row.kind != "S")


PRINTED = {  # generation → where number, kind, day, filing day, title, abstract and each claim stand
    "sgml": (
        r"<B110><DNUM><PDAT>(.*?)</", r"<B130><PDAT>(.*?)</", r"<B140><DATE><PDAT>(.*?)</", r"<B220><DATE><PDAT>(.*?)</",
        r"<B540>(.*?)</B540>", r"<SDOAB>(.*?)</SDOAB>", r"<CLM [^>]*>(.*?)</CLM>",
    ),
    "pap": (
        r"<document-id>\s*<doc-number>(.*?)</", r"<kind-code>(.*?)</", r"<document-date>(.*?)</", r"<filing-date>(.*?)</",
        r"<title-of-invention>(.*?)</title-of-invention>", r"<subdoc-abstract>(?:\s*<heading.*?</heading>)?(.*?)</subdoc-abstract>",
        r"<claim [^>]*>(.*?)</claim>",
    ),
    "xml": (
        r"<publication-reference>.*?<doc-number>(.*?)</", r"<publication-reference>.*?<kind>(.*?)</",
        r"<publication-reference>.*?<date>(.*?)</", r"<application-reference.*?<date>(.*?)</",
        r"<invention-title[^>]*>(.*?)</invention-title>", r"<abstract[^>]*>(.*?)</abstract>", r"<claim [^>]*>(.*?)</claim>",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("format", "file"), [row[:2] for row in US], ids=[row[1] for row in US])
def test_uspto_documents_equal_a_second_reading(format: Format, file: str, real: Callable[..., Path]) -> None:
    (row,) = records(format, real(USPTO / file))
    source = real(USPTO / file).read_text("utf-8")
    number, kind, day, filed, title, abstract, claim = PRINTED[re.match(r"sgml|pap|xml", file)[0]]  # type: ignore[index]

    def printed(pattern: str) -> list[str]:
        return [letters(text) for text in re.findall(pattern, source, re.DOTALL)]

    assert row.number.lstrip("0") == re.sub(r"^(20\d\d)0(?=\d{6}$)|^(D?)0+", r"\1\2", printed(number)[0])
    assert row.kind == printed(kind)[0].removesuffix("1") or row.kind == printed(kind)[0]
    assert f"{row.day:%Y%m%d}" == printed(day)[0]
    assert f"{row.filed_date:%Y%m%d}" == printed(filed)[0]
    assert letters(row.title) == printed(title)[0]
    assert letters(row.abstract) == (printed(abstract) or [""])[0]
    assert [letters(said) for said in row.claims.split("\n")] == printed(claim)


def letters(text: str) -> str:
    """What is printed, without marks, spaces and the numbers before claims."""
    plain = html.unescape(re.sub(r"<[^>]*>", "", text))
    return re.sub(r"\s+", "", re.sub(r"^\s*\d+\s*\.\s+", "", plain))


def test_a_weekly_file_is_its_documents_one_after_another(real: Callable[..., Path], tmp_path: Path) -> None:
    files = sorted(real(USPTO / "xml2014").glob("*.xml"))
    weekly = tmp_path / "ipg150106.xml"
    weekly.write_bytes(b"\n".join(file.read_bytes().rstrip() for file in files) + b"\n")
    assert records(USPTO_GRANT, weekly) == [records(USPTO_GRANT, file)[0] for file in files]
