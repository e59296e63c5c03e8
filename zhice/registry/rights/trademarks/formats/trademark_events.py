"""Tables of what happened to trademarks: renewals, transfers, moves, licences, pledges, endings. One event a row."""

from __future__ import annotations

from zhice.intake.format import Accepted, Cells, Column, Format, Rejected
from zhice.kernel.words import Words
from zhice.registry.rights.patents.formats import cells as read
from zhice.registry.rights.trademarks.formats import cells
from zhice.registry.rights.trademarks.formats.trademarks_table import TRADEMARKS_TABLE
from zhice.registry.rights.trademarks.rows import TrademarkEventRow

KINDS = {
    "初步审定公告": "published", "初审公告": "published", "被提出异议": "opposed", "异议": "opposed", "驳回": "refused",
    "不予注册": "refused", "撤回申请": "withdrawn", "注册公告": "registered", "注册": "registered", "续展": "renewed",
    "转让": "transfer", "移转": "transfer", "地址变更": "address_change", "变更": "address_change", "许可备案": "licence",
    "许可终止": "licence_ended", "质权登记": "pledge", "质权解除": "pledge_released", "注销": "cancelled", "撤销": "revoked",
    "宣告无效": "invalidated", "无效": "invalidated", "部分终止": "partly_ended", "恢复": "restored", "更正": "correction",
    "更正公告": "correction", "重新公告": "republished",
}  # fmt: skip
_MOVES = ("transfer", "address_change")


def read_row(row: Cells) -> Accepted | Rejected:
    """One event."""
    found = read.Findings()
    number = cells.number(row["number"], findings=found)
    classes = cells.classes(row["nice_class"], findings=found) if row["nice_class"].strip() else ()
    said = read.text(row["kind"], column="kind", findings=found, required=True)
    kind = KINDS.get(said, "")
    if said and not kind:
        reason = Words(
            zh=f"“{said[:20]}”不是商标法律事件。可填：{'、'.join(KINDS)}。", en="Not a legal event of a mark."
        )
        found.problem("kind", "bad_kind", reason)
    day = read.day(row["day"], column="day", findings=found)
    if day is None and not found.problems:
        found.problem("day", "empty", Words(zh="不能为空。", en="Must not be empty."))
    until = read.day(row["until"], column="until", findings=found)
    holder = read.text(row["holder"], column="holder", findings=found, longest=300)
    region = read.region(read.text(row["address"], column="address", findings=found), findings=found)
    detail = read.text(row["detail"], column="detail", findings=found, longest=500)
    if kind in _MOVES and not holder and region is None:
        reason = Words(
            zh="转让或变更须写明新注册人，或能认出所在地的新地址。", en="Name the new holder or an address."
        )
        found.problem("holder", "empty", reason)
    if until and (kind not in ("registered", "renewed") or (day and until < day)):
        reason = Words(
            zh="只有注册和续展写专用期限，且不早于事件之日。",
            en="Only a registration or renewal runs to a day.",
        )
        found.problem("until", "bad_term", reason)
    if found.problems or day is None:
        return Rejected(tuple(found.problems), number, tuple(found.flags))
    record = TrademarkEventRow(
        office="CN",
        number=number,
        kind=kind,
        day=day,
        nice_class=classes[0] if classes else None,
        until=until,
        holder=holder,
        region=region,
        detail=detail,
    )
    key = " ".join((number, *map(str, classes), kind, str(day), holder, region or "", detail))
    return Accepted(key, record, tuple(found.flags))


TRADEMARK_EVENTS = Format(
    name="trademark-events",
    title=Words(zh="商标法律事件表", en="Table of legal events of trademarks"),
    note=Words(
        zh="续展、转让、变更、许可、质权、注销、撤销、无效等，一行一事；不写类别的，对该号的各类都登记。",
        en="One event a row; without a class it is told of the number in all its classes.",
    ),
    key="number",
    read_row=read_row,
    flags=read.FLAGS,
    warns=read.WARNS,
    columns=(
        TRADEMARKS_TABLE.column("number"),
        Column(
            name="nice_class",
            title=Words(zh="国际分类", en="Nice class"),
            aliases=("类别", "商标类别"),
            example="9",
        ),
        Column(
            name="kind",
            title=Words(zh="事件", en="Event"),
            aliases=("法律状态", "业务类型", "事项"),
            kind="choice",
            choices=tuple(dict.fromkeys(KINDS)),
            required=True,
            example="续展",
        ),
        Column(
            name="day",
            title=Words(zh="日期", en="Day"),
            aliases=("公告日期", "公告日", "事件日期", "生效日期"),
            kind="day",
            required=True,
            example="2022-11-06",
        ),
        Column(name="until", title=Words(zh="专用期限至", en="Term ends"), aliases=("有效期至",), kind="day"),
        Column(
            name="holder",
            title=Words(zh="新注册人或相对人", en="New holder or other side"),
            aliases=("受让人", "变更后名义", "被许可人", "质权人", "新注册人"),
        ),
        Column(name="address", title=Words(zh="新地址", en="New address"), aliases=("变更后地址", "地址")),
        Column(name="detail", title=Words(zh="说明", en="Detail"), aliases=("备注", "公告期号")),
    ),
)
