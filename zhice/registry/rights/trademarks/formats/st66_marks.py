"""Trademark XML in the manner of WIPO ST.66: offices exchange one `TradeMark` element for each application.

The office's code says whose mark it is: CN is read like a row of our table, others are marks abroad. ST.96 names the same
things with other words and a namespace for each part, and is not read here.
"""

from __future__ import annotations

import re

from zhice.intake.format import Accepted, Cells, Column, Format, Rejected, XmlShape
from zhice.kernel.words import Words
from zhice.registry.rights.patents.formats import cells as read
from zhice.registry.rights.trademarks.formats import cells
from zhice.registry.rights.trademarks.rows import TrademarkRow

HOME = "CN"
_OFFICE = re.compile(r"[A-Z]{2}")
_FOREIGN = re.compile(r"[0-9A-Z]{1,12}")
_KINDS = {
    "Individual": "ordinary",
    "Collective": "collective",
    "Certificate": "certification",
    "Certification": "certification",
}
DAYS = ("filed_date", "published_date", "registered_date", "until")


def read_row(row: Cells) -> Accepted | Rejected:
    """One mark with all its classes."""
    found = read.Findings()
    office, number = _office_and_number(row, found)
    classes = cells.classes(row["nice_class"], findings=found)
    kind = _KINDS.get(row["kind"].strip() or "Individual", "")
    if not kind:
        found.problem("kind", "bad_kind", Words(zh="不是已知的商标种类。", en="Not a known kind of mark."))
    name = read.text(row["name"], column="name", findings=found, longest=500) or "图形"
    filed, published, registered, until = (
        read.day(_day(row[day]), column=day, findings=found) for day in DAYS
    )
    if not (filed or published or registered) and not found.problems:
        found.problem(
            "filed_date", "empty", Words(zh="申请日、公告日、注册日至少有一个。", en="It names no day.")
        )
    holder = read.text(
        row["holder"].partition("；")[0], column="holder", findings=found, required=True, longest=300
    )
    address = read.text(row["address"].partition("；")[0], column="address", findings=found)
    if found.problems:
        return Rejected(tuple(found.problems), f"{office} {number}".strip(), tuple(found.flags))
    certificate = row["certificate_number"].strip()
    record = TrademarkRow(
        office=office,
        number=number,
        certificate_number=certificate if office != HOME and certificate != number else "",
        classes=classes,
        name=name,
        kind=kind,
        goods=_goods(row["goods"]),
        filed_date=filed,
        published_date=published,
        registered_date=registered,
        until=until,
        holder=holder,
        region=read.region(address, findings=found) if office == HOME else None,
    )
    return Accepted(f"{office} {number}", record, tuple(found.flags))


def _office_and_number(row: Cells, found: read.Findings) -> tuple[str, str]:
    office, number = row["office"].strip().upper(), "".join(row["number"].split()).upper()
    if _OFFICE.fullmatch(office) is None:
        found.problem(
            "office",
            "bad_office",
            Words(zh="注册机构应为两个字母的代码。", en="The office is a code of two letters."),
        )
    elif office == HOME:
        number = cells.number(number, findings=found)
    elif _FOREIGN.fullmatch(number) is None:
        found.problem(
            "number",
            "bad_number",
            Words(zh="申请号应为 1 至 12 位字母或数字。", en="Write 1 to 12 letters or digits."),
        )
    return office, number


def _day(cell: str) -> str:
    """2020-05-07+08:00: a day of XML may carry a zone."""
    return cell.strip()[:10]


def _goods(cell: str) -> dict[int, str]:
    """The goods by class; each stands as `class|text`."""
    found: dict[int, str] = {}
    for part in re.split(r"；(?=[0-9]{1,2}\|)", cell):
        number, _, text = part.partition("|")
        if number.isascii() and number.isdigit() and text:
            found[int(number)] = text
    return found


def _column(name: str, zh: str, en: str, *, required: bool = False) -> Column:
    return Column(name=name, title=Words(zh=zh, en=en), required=required)


_CLASS = "GoodsServicesDetails/GoodsServices/ClassDescriptionDetails/ClassDescription"
_ANY = "ApplicantDetails/Applicant/ApplicantAddressBook/FormattedNameAddress"
ST66_MARKS = Format(
    name="st66-trademarks",
    title=Words(zh="商标交换 XML（WIPO ST.66）", en="Trademark XML (WIPO ST.66)"),
    note=Words(
        zh="各局按 ST.66 交换的商标数据；注册机构代码为 CN 的计入国内。",
        en="Marks as offices exchange them; those of CN are ours.",
    ),
    key="number",
    read_row=read_row,
    flags=read.FLAGS,
    warns=read.WARNS,
    xml=XmlShape(
        rows=(
            "Transaction/TradeMarkTransactionBody/TransactionContentDetails/TransactionData/TradeMarkDetails/TradeMark",
        ),
        cells={
            "office": "RegistrationOfficeCode",
            "number": "ApplicationNumber",
            "certificate_number": "RegistrationNumber",
            "filed_date": "ApplicationDate",
            "published_date": "PublicationDetails/Publication/PublicationDate",
            "registered_date": "RegistrationDate",
            "until": "ExpiryDate",
            "kind": "KindMark",
            "name": "WordMarkSpecification/MarkVerbalElementText",
            "nice_class": f"{_CLASS}/ClassNumber",
            "goods": f"{_CLASS}{{ClassNumber,GoodsServicesDescription}}",
            "holder": f"{_ANY}/Name/FreeFormatName/FreeFormatNameDetails/FreeFormatNameLine",
            "address": f"{_ANY}/Address/FreeFormatAddress/FreeFormatAddressLine",
        },
    ),
    columns=(
        _column("office", "注册机构", "Office", required=True),
        _column("number", "申请号", "Application number", required=True),
        _column("certificate_number", "注册号", "Registration number"),
        _column("filed_date", "申请日", "Application date"),
        _column("published_date", "公告日", "Publication date"),
        _column("registered_date", "注册日", "Registration date"),
        _column("until", "专用期限至", "Expiry date"),
        _column("kind", "商标种类", "Kind of mark"),
        _column("name", "商标", "Mark"),
        _column("nice_class", "国际分类", "Class", required=True),
        _column("goods", "商品或服务", "Goods and services"),
        _column("holder", "注册人", "Applicant", required=True),
        _column("address", "地址", "Address"),
    ),
)
