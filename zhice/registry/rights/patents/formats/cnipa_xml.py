"""The national office's standard XML (`business:PatentDocumentAndRelated`): one document, many in a file, or a .zip.

Numbers stand in it twice, as printed and in the standard form (`102009000190429`). The printed one counts; where it
lacks its check digit, as in the 1980s, the standard form must agree before the digit is computed. Seen: V2.2.1, two
applications laid open; grants and designs follow the same elements as far as known.
"""

from __future__ import annotations

import re
from datetime import date

from zhice.intake.format import Accepted, Cells, Column, Format, Rejected, XmlShape
from zhice.kernel.identifiers.patents import PublicationNumber, check_digit
from zhice.kernel.words import Words
from zhice.registry.rights.patents.formats import cells as read
from zhice.registry.rights.patents.formats import xml_cells as xml
from zhice.registry.rights.patents.formats.cnipa_gazette import GAZETTE
from zhice.registry.rights.patents.rows import PublicationRow

_STANDARD = re.compile(r"([12389])0((?:19|20)[0-9]{2})([0-9]{9})")
_OLD, _NEW = 8, 12
"""Digits of an application number without its check digit, before and since October 2003."""
_AGENCY_CODE = re.compile(r"\s+[0-9]{5}$")
_BIBLIOGRAPHY = "business:BibliographicData"
_ORIGINAL = "[@dataFormat='original']"
_PARTIES = f"{_BIBLIOGRAPHY}/business:Parties"
_HOLDERS = (
    f"{_PARTIES}/business:ApplicantDetails/business:Applicant{_ORIGINAL}",
    f"{_PARTIES}/business:AssigneeDetails/business:Assignee{_ORIGINAL}",
)


def read_row(cells: Cells) -> Accepted | Rejected:
    """One document."""
    found = read.Findings()
    number, published = _publication(cells, found)
    title = xml.prose(cells["title"], column="title", findings=found)
    if not title or len(title) > read.LONGEST_NAME:
        found.problem(
            "title", "bad_title", Words(zh="名称为空或过长。", en="The title is empty or too long.")
        )
    application, state, filed = _filing(cells, published, found)
    holders = [name for (name,) in xml.groups(cells["assignees"] or cells["applicants"], of=1) if name]
    if not holders or any(len(name) > read.LONGEST_NAME for name in holders):
        found.problem("applicants", "empty", Words(zh="没有申请人（专利权人）。", en="No applicant."))
    if found.problems or number is None or published is None:
        return Rejected(tuple(found.problems), number.canonical if number else "", tuple(found.flags))
    address = _address(cells["assignees"] or cells["applicants"])
    classes = xml.classes(cells["classes"])
    row = PublicationRow(
        publication_number=number.canonical,
        kind=number.kind.value,
        kind_code=number.kind_code,
        stage=number.stage.value,
        date=published,
        title=title,
        document_number=number.document,
        application_number=application,
        application_number_state=state,
        filed_date=filed,
        applicants="；".join(holders),
        first_applicant=holders[0],
        region=read.region(address, findings=found),
        address=address,
        inventors="；".join(xml.several(cells["inventors"])),
        agency=_AGENCY_CODE.sub("", (xml.several(cells["agency"]) or [""])[0])[:200],
        ipc=classes.partition("；")[0],
        classes=classes,
        abstract=xml.prose(cells["abstract"], column="abstract", findings=found),
        claims=xml.prose(cells["claims"], column="claims", findings=found),
        priorities=xml.listed(xml.priorities(cells["priorities"])),
    )
    return Accepted(number.canonical, row, tuple(found.flags))


def _publication(cells: Cells, found: read.Findings) -> tuple[PublicationNumber | None, date | None]:
    """Number and day as printed, else in the standard form."""
    said = cells["publication_number"] or cells["publication_standard"]
    country, digits, code, told = next(xml.groups(said, of=4), [""] * 4)
    number = read.publication_number(f"{country}{digits}{code}", column="publication_number", findings=found)
    published = read.day(told, column="publication_number", findings=found)
    if published is None and not found.problems:
        found.problem(
            "publication_number", "empty", Words(zh="没有公布（公告）日。", en="No publication day.")
        )
    return number, published


def _filing(
    cells: Cells, published: date | None, found: read.Findings
) -> tuple[str | None, read.State, date | None]:
    """The application number with its state, and the filing day."""
    written, filed_on = next(xml.groups(cells["application_number"], of=2), [""] * 2)
    filed = read.day(filed_on, column="application_number", findings=found)
    read.in_order(filed, published, column="application_number", findings=found)
    number, state = read.application_number(
        _with_check_digit(written, cells["application_standard"]), findings=found
    )
    return number, state, filed


def _with_check_digit(written: str, standard: str) -> str:
    """The printed number; without its check digit only where the standard form names the same filing.

    >>> _with_check_digit("85100001", "101985000000001"), _with_check_digit("85100001", "101985000000002")
    ('85100001.0', '85100001')
    """
    digits = re.sub(r"[^0-9X]", "", written.upper())
    match = _STANDARD.fullmatch(standard.strip())
    if match is None or len(digits) not in (_OLD, _NEW):
        return written
    kind, year, serial = match[1], match[2], int(match[3])
    same = f"{year[2:]}{kind}{serial:05}" if len(digits) == _OLD else f"{year}{kind}{serial:07}"
    return f"{digits}.{check_digit(digits)}" if digits == same else written


def _address(holders: str) -> str:
    """Of the first holder: as printed, else put together from its parts; `0` in a part says nothing."""
    _, printed, *parts = next(xml.groups(holders, of=5), [""] * 5)
    return printed or "".join(part for part in parts if part != "0")


CNIPA_XML = Format(
    name="cnipa-xml",
    title=Words(zh="国家知识产权局标准化 XML", en="CNIPA standard XML"),
    note=Words(
        zh="专利文献标准数据（business:PatentDocumentAndRelated），可为单个文件或含多个文件的 .zip，图片不读取。",
        en="Standard data of patent documents, one file or a .zip of many; pictures are not read.",
    ),
    key="publication_number",
    read_row=read_row,
    flags=read.FLAGS,
    warns=read.WARNS,
    xml=XmlShape(
        rows=("business:PatentDocumentAndRelated",),
        namespaces={
            "business": "http://www.sipo.gov.cn/XMLSchema/business",
            "base": "http://www.sipo.gov.cn/XMLSchema/base",
        },
        doctypes=("/DTDS/*", "*ipphdb-entities.dtd"),
        documents=True,
        zipped=True,
        cells={
            "publication_number": f"{_BIBLIOGRAPHY}/business:PublicationReference{_ORIGINAL}/base:DocumentID"
            "{base:WIPOST3Code,base:DocNumber,base:Kind,base:Date}",
            "publication_standard": f"{_BIBLIOGRAPHY}/business:PublicationReference[@dataFormat='standard']"
            "/base:DocumentID{base:WIPOST3Code,base:DocNumber,base:Kind,base:Date}",
            "application_number": f"{_BIBLIOGRAPHY}/business:ApplicationReference{_ORIGINAL}/base:DocumentID"
            "{base:DocNumber,base:Date}",
            "application_standard": f"{_BIBLIOGRAPHY}/business:ApplicationReference[@dataFormat='standard']"
            "/base:DocumentID/base:DocNumber",
            "title": f"{_BIBLIOGRAPHY}/business:InventionTitle[@lang='zh']",
            "applicants": _HOLDERS[0] + "{base:AddressBook/base:Name,base:AddressBook/base:Address/base:Text,"
            "base:AddressBook/base:Address/base:Province,base:AddressBook/base:Address/base:City,"
            "base:AddressBook/base:Address/base:County}",
            "assignees": _HOLDERS[1] + "{base:AddressBook/base:Name,base:AddressBook/base:Address/base:Text,"
            "base:AddressBook/base:Address/base:Province,base:AddressBook/base:Address/base:City,"
            "base:AddressBook/base:Address/base:County}",
            "inventors": f"{_PARTIES}/business:InventorDetails/business:Inventor{_ORIGINAL}/base:AddressBook/base:Name",
            "agency": f"{_PARTIES}/business:AgentDetails/business:Agent{_ORIGINAL}/business:Agency/base:AddressBook"
            "/base:OrganizationName",
            "classes": f"{_BIBLIOGRAPHY}/business:ClassificationIPCRDetails/business:ClassificationIPCR/base:Text",
            "priorities": f"{_BIBLIOGRAPHY}/business:PriorityDetails/business:Priority{_ORIGINAL}"
            "{base:WIPOST3Code,base:DocNumber,base:Date}",
            "abstract": "business:Abstract/base:Paragraphs",
            "claims": "business:Claims/business:Claim",
        },
    ),
    columns=(
        Column(name="publication_number", title=Words(zh="公布（公告）号", en="Publication"), required=True),
        Column(
            name="publication_standard", title=Words(zh="公布号（标准格式）", en="Publication, standard form")
        ),
        Column(name="application_number", title=Words(zh="申请号", en="Application")),
        Column(
            name="application_standard", title=Words(zh="申请号（标准格式）", en="Application, standard form")
        ),
        Column(name="title", title=GAZETTE.column("title").title),
        Column(name="applicants", title=Words(zh="申请人", en="Applicants")),
        Column(name="assignees", title=Words(zh="专利权人", en="Patentees")),
        Column(name="inventors", title=GAZETTE.column("inventors").title),
        Column(name="agency", title=Words(zh="代理机构", en="Agency")),
        Column(name="classes", title=GAZETTE.column("classes").title),
        Column(name="priorities", title=Words(zh="优先权", en="Priorities")),
        Column(name="abstract", title=Words(zh="摘要", en="Abstract")),
        Column(name="claims", title=Words(zh="权利要求", en="Claims")),
    ),
)
