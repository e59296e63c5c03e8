"""Lists of certificates, CSV or XLSX: our template and the lists that certification bodies and the national platform give."""

from __future__ import annotations

import re
from datetime import date

from zhice.intake.format import Accepted, Cells, Column, Format, Rejected
from zhice.kernel.errors import ZhiceError
from zhice.kernel.identifiers.credit_codes import CreditCode
from zhice.kernel.words import Words
from zhice.registry.certificates.rows import CertificateRow
from zhice.registry.rights.patents.formats import cells as read

_EDITION = re.compile(r"(?:29490)?\D*(2013|2023)")
_STATES = {
    "有效": "", "": "", "正常": "", "暂停": "suspended", "暂停中": "suspended", "撤销": "revoked", "已撤销": "revoked", "注销": "cancelled",
    "已注销": "cancelled", "过期失效": "", "过期": "", "已过期": "", "失效": "",
}  # fmt: skip
"""What a list says of the state on its day; that a term is over follows from the term."""


def read_row(row: Cells) -> Accepted | Rejected:
    """One row of a list of certificates."""
    found = read.Findings()
    number = read.text(
        read.without_apostrophe(row["number"], found),
        column="number",
        findings=found,
        required=True,
        longest=60,
    )
    party = read.text(row["party"], column="party", findings=found, required=True, longest=300)
    code = _code(row["uscc"], found)
    body = read.text(row["body"], column="body", findings=found, required=True, longest=200)
    scope = read.text(row["scope"], column="scope", findings=found, longest=1000)
    edition = _edition(row["edition"], found)
    issued, until, audited, ending_day = (
        read.day(row[name], column=name, findings=found)
        for name in ("issued_on", "valid_until", "audited_on", "state_day")
    )
    for name, day in (("issued_on", issued), ("valid_until", until)):
        if day is None and not any(problem.column == name for problem in found.problems):
            found.problem(name, "empty", Words(zh="不能为空。", en="Must not be empty."))
    ending = _ending(row["state"], ending_day, found)
    if issued and until:
        _days_agree(issued, until, audited, ending_day if ending else None, found)
    region = read.region(read.text(row["address"], column="address", findings=found), findings=found)
    if found.problems or issued is None or until is None:
        return Rejected(tuple(found.problems), number, tuple(found.flags))
    record = CertificateRow(
        number=number, party=party, uscc=code, region=region, edition=edition, body=body, issued_on=issued, valid_until=until,
        scope=scope, audited_on=audited, ending=ending, ending_day=ending_day if ending else None,
    )  # fmt: skip
    return Accepted(number, record, tuple(found.flags))


def _code(cell: str, found: read.Findings) -> str:
    said = read.text(read.without_apostrophe(cell, found), column="uscc", findings=found)
    if not said:
        return ""
    try:
        return CreditCode.read(said).canonical
    except ZhiceError as fault:
        found.problem("uscc", "bad_code", fault.words)
        return ""


def _edition(cell: str, found: read.Findings) -> str:
    said = read.text(cell, column="edition", findings=found, required=True)
    years = _EDITION.search(said)
    if years:
        return years[1]
    if said:
        found.problem(
            "edition",
            "not_known",
            Words(
                zh=f"“{said[:40]}”没有写明 GB/T 29490 的年号，请写 2013 或 2023。",
                en=f"“{said[:40]}” does not name the year of GB/T 29490; write 2013 or 2023.",
            ),
        )
    return ""


def _ending(cell: str, day: date | None, found: read.Findings) -> str:
    said = read.text(cell, column="state", findings=found)
    if said not in _STATES:
        found.problem(
            "state",
            "not_known",
            Words(
                zh=f"证书状态“{said[:40]}”不在选项中。可选：有效、暂停、撤销、注销。",
                en=f"The state “{said[:40]}” is not one of 有效, 暂停, 撤销, 注销.",
            ),
        )
        return ""
    if _STATES[said] and day is None:
        found.problem(
            "state_day",
            "empty",
            Words(
                zh=f"状态为“{said}”的，须写明状态变更日期。", en=f"“{said}” needs the day on which it began."
            ),
        )
    return _STATES[said]


def _days_agree(
    issued: date, until: date, audited: date | None, ending: date | None, found: read.Findings
) -> None:
    for column, day in (("valid_until", until), ("audited_on", audited), ("state_day", ending)):
        if day is not None and day < issued:
            reason = Words(
                zh=f"{day} 早于发证日期 {issued}。", en=f"{day} lies before the issue on {issued}."
            )
            found.problem(column, "days_out_of_order", reason)


CERTIFICATES_TABLE = Format(
    name="certificates-table",
    title=Words(
        zh="贯标证书名单（模板或导出表）", en="List of IP management certificates (template or export)"
    ),
    note=Words(
        zh="一行一张证书。企业先按统一社会信用代码、再按名称与所在地识别，没有的自动登记。暂停、撤销、注销和监督审核登记为事件。",
        en="One certificate a row. Firms are recognised by code, else by name and place, or registered. Suspension, "
        "revocation, cancellation and surveillance audits become events.",
    ),
    key="number",
    read_row=read_row,
    flags=read.FLAGS,
    warns=read.WARNS,
    columns=(
        Column(
            name="number",
            title=Words(zh="证书编号", en="Certificate number"),
            aliases=("证书号", "认证证书编号", "证书号码"),
            required=True,
            example="示例165IP220001R0M",
        ),
        Column(
            name="party",
            title=Words(zh="获证企业", en="Certified firm"),
            aliases=("企业名称", "组织名称", "获证组织", "获证组织名称", "认证委托人", "单位名称"),
            required=True,
            example="济源市某某有限公司",
        ),
        Column(
            name="uscc",
            title=Words(zh="统一社会信用代码", en="Credit code"),
            aliases=("信用代码", "社会信用代码", "组织机构代码"),
            note=Words(zh="请把该列设为文本格式", en="Format the column as text"),
        ),
        Column(
            name="address",
            title=Words(zh="企业地址", en="Address"),
            aliases=("地址", "注册地址", "所在地", "组织地址", "所在地区"),
            note=Words(
                zh="据此认定所在地；没有的按登记册", en="the region follows from it; else from the register"
            ),
            example="河南省济源市某某路1号",
        ),
        Column(
            name="edition",
            title=Words(zh="认证标准", en="Standard"),
            aliases=("认证依据", "标准", "依据标准", "认证标准和技术规范"),
            required=True,
            example="GB/T 29490-2023",
        ),
        Column(
            name="body",
            title=Words(zh="认证机构", en="Certification body"),
            aliases=("发证机构", "认证机构名称"),
            required=True,
            example="某某认证有限公司",
        ),
        Column(
            name="issued_on",
            title=Words(zh="发证日期", en="Issued"),
            aliases=("颁证日期", "证书颁发日期", "发证日"),
            kind="day",
            required=True,
            example="2024-03-01",
        ),
        Column(
            name="valid_until",
            title=Words(zh="有效期至", en="Valid until"),
            aliases=("证书到期日期", "到期日期", "截止日期", "有效期截止", "有效期止"),
            kind="day",
            required=True,
            note=Words(zh="最后一日，当日仍有效", en="last day, itself valid"),
            example="2027-02-28",
        ),
        Column(
            name="scope", title=Words(zh="覆盖范围", en="Scope"), aliases=("认证范围", "认证覆盖的业务范围")
        ),
        Column(
            name="audited_on",
            title=Words(zh="最近监督审核日期", en="Last surveillance audit"),
            aliases=("监督审核日期", "最近监督日期"),
            kind="day",
        ),
        Column(
            name="state", title=Words(zh="证书状态", en="State"), aliases=("状态", "当前状态"), example="有效"
        ),
        Column(
            name="state_day",
            title=Words(zh="状态变更日期", en="Day of the state"),
            aliases=("暂停日期", "撤销日期", "注销日期", "状态日期"),
            kind="day",
        ),
    ),
)
