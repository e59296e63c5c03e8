"""The USPTO's daily XML of trademark applications: one row for each case file, for the marks that our firms hold abroad.

The files declare their grammar inline (an inner DTD): it is allowed by name, never fetched, never expanded. A case file names
its classes, and its goods by statements `GS` + class; whether it is dead follows from its days of cancellation or abandonment.
"""

from __future__ import annotations

import re
from datetime import date

from zhice.intake.format import Accepted, Cells, Column, Format, Rejected, XmlShape
from zhice.kernel.words import Words
from zhice.registry.rights.patents.formats import cells as read
from zhice.registry.rights.trademarks.formats import cells
from zhice.registry.rights.trademarks.rows import TrademarkRow

HEADER = "case-file-header"
_SERIAL = re.compile(r"[0-9]{8}")
_NO_REGISTRATION = re.compile(r"0*")
_GOODS = re.compile(r"GS([0-9]{3})[0-9]")
_TRUE = "T"


def read_row(row: Cells) -> Accepted | Rejected:
    """One case file."""
    found = read.Findings()
    number = row["number"].strip()
    if _SERIAL.fullmatch(number) is None:
        reason = Words(
            zh=f"“{number[:20]}”不是八位的申请序列号。",
            en=f"'{number[:20]}' is no serial number of eight digits.",
        )
        found.problem("number", "bad_number", reason)
    classes = cells.classes(row["nice_class"], findings=found)
    name = read.text(row["name"], column="name", findings=found, longest=500) or "图形"
    days = {column: read.day(row[column], column=column, findings=found) for column in DAYS}
    if days["filed_date"] is None and not found.problems:
        found.problem("filed_date", "empty", Words(zh="不能为空。", en="Must not be empty."))
    holder = read.text(
        row["holder"].partition("；")[0], column="holder", findings=found, required=True, longest=300
    )
    certificate = row["certificate_number"].strip()
    if found.problems:
        return Rejected(tuple(found.problems), number, tuple(found.flags))
    record = TrademarkRow(
        office="US",
        number=number,
        certificate_number="" if _NO_REGISTRATION.fullmatch(certificate) else certificate,
        classes=classes,
        name=name,
        kind=_kind(row),
        goods=_goods(row["goods"]),
        filed_date=days["filed_date"],
        published_date=days["published_date"],
        registered_date=days["registered_date"],
        ends=_ends(days),
        holder=holder,
        region=None,  # seats abroad are no regions of ours
    )
    return Accepted(number, record, tuple(found.flags))


def _kind(row: Cells) -> str:
    if row["certification"].strip() == _TRUE:
        return "certification"
    return "collective" if _TRUE in row["collective"].split("|") else "ordinary"


def _goods(cell: str) -> dict[int, str]:
    """The statements of goods by their class; each stands as `type code|text`."""
    found: dict[int, str] = {}
    for statement in cell.split("；GS"):
        code, _, text = statement.partition("|")
        match = _GOODS.match(code if code.startswith("GS") else f"GS{code}")
        if match is not None:
            said = " ".join(text.split("；PM")[0].split())
            found[int(match[1])] = f"{found[int(match[1])]}；{said}" if int(match[1]) in found else said
    return found


def _ends(days: dict[str, date | None]) -> tuple[tuple[str, date], ...]:
    found = []
    if days["cancelled_date"] is not None:
        found.append(("cancelled", days["cancelled_date"]))
    if days["abandoned_date"] is not None and days["registered_date"] is None:
        found.append(("withdrawn", days["abandoned_date"]))
    return tuple(found)


DAYS = ("filed_date", "published_date", "registered_date", "cancelled_date", "abandoned_date")


def _column(name: str, zh: str, en: str, *, required: bool = False) -> Column:
    return Column(name=name, title=Words(zh=zh, en=en), required=required)


USPTO_TRADEMARKS = Format(
    name="uspto-trademarks",
    title=Words(zh="美国专利商标局商标每日数据（XML）", en="USPTO trademark daily XML"),
    note=Words(
        zh="境外商标，不计入国内有效注册商标。文件内嵌的 DTD 只认名称，不展开、不读取。",
        en="Marks abroad, not counted among those in force here. The inline DTD is known by name, never expanded.",
    ),
    key="number",
    read_row=read_row,
    flags=read.FLAGS,
    warns=read.WARNS,
    xml=XmlShape(
        rows=("trademark-applications-daily/application-information/file-segments/action-keys/case-file",),
        cells={
            "number": "serial-number",
            "certificate_number": "registration-number",
            "filed_date": f"{HEADER}/filing-date",
            "published_date": f"{HEADER}/published-for-opposition-date",
            "registered_date": f"{HEADER}/registration-date",
            "cancelled_date": f"{HEADER}/cancellation-date",
            "abandoned_date": f"{HEADER}/abandonment-date",
            "name": f"{HEADER}/mark-identification",
            "certification": f"{HEADER}/certification-mark-in",
            "collective": f"{HEADER}{{collective-trademark-in,collective-service-mark-in,collective-membership-mark-in}}",
            "goods": "case-file-statements/case-file-statement{type-code,text}",
            "nice_class": "classifications/classification/international-code",
            "holder": "case-file-owners/case-file-owner/party-name",
        },
        doctypes=("trademark-applications-daily",),
    ),
    columns=(
        _column("number", "申请序列号", "Serial number", required=True),
        _column("certificate_number", "注册证号", "Registration number"),
        _column("filed_date", "申请日", "Filing date"),
        _column("published_date", "异议公告日", "Published for opposition"),
        _column("registered_date", "注册日", "Registration date"),
        _column("cancelled_date", "注销日", "Cancellation date"),
        _column("abandoned_date", "放弃日", "Abandonment date"),
        _column("name", "商标", "Mark"),
        _column("certification", "证明商标", "Certification mark"),
        _column("collective", "集体商标", "Collective mark"),
        _column("goods", "商品或服务", "Goods and services"),
        _column("nice_class", "国际分类", "Nice class", required=True),
        _column("holder", "注册人", "Owner", required=True),
    ),
)
