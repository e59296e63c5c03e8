"""Columns that vendors' exports share, under every heading they are known to stand; a format takes what it has."""

from __future__ import annotations

from dataclasses import replace

from zhice.intake.format import Column
from zhice.kernel.words import Words
from zhice.registry.rights.patents.formats.cnipa_gazette import GAZETTE

_OURS = {column.name: column for column in GAZETTE.columns}
_MORE = (
    Column(
        name="ipc",
        title=Words(zh="主分类号", en="Main class"),
        aliases=("IPC主分类号", "IPC主分类", "主IPC分类号", "主分类", "Main IPC"),
        example="G01C21/00",
    ),
    Column(
        name="abstract",
        title=Words(zh="摘要", en="Abstract"),
        aliases=("摘要（中文）", "摘要（译）（简体中文）", "Summary-摘要"),
    ),
    Column(
        name="claims",
        title=Words(zh="权利要求", en="Claims"),
        aliases=("首项权利要求", "首权", "主权项", "主权利要求", "权利要求书", "First Claim"),
    ),
    Column(
        name="priorities",
        title=Words(zh="优先权", en="Priorities"),
        aliases=("优先权号", "优先权信息", "Priority Numbers", "priority numbers"),
        example="KR 20040027455 U 20040923",
    ),
    Column(
        name="family",
        title=Words(zh="同族", en="Family"),
        aliases=("简单同族编号", "同族编号", "DOCDB 同族编号", "DOCDB同族编号", "Family ID"),
    ),
    Column(
        name="members",
        title=Words(zh="同族成员", en="Family members"),
        aliases=("简单同族", "简单同族成员", "DOCDB同族", "Simple Family Members"),
        example="US 8926509 B2; CN 110083831 A",
    ),
    Column(
        name="agency",
        title=Words(zh="代理机构", en="Agency"),
        aliases=("专利代理机构", "代理机构名称", "Agency"),
    ),
    Column(
        name="granted_date",
        title=Words(zh="授权日", en="Day of grant"),
        aliases=("授权公告日", "授权日期", "授权公告日期", "grant date"),
        kind="day",
    ),
    Column(
        name="status",
        title=Words(zh="法律状态", en="Legal status"),
        aliases=("法律状态/事件", "当前法律状态", "简单法律状态", "专利有效性", "Legal Status"),
        note=Words(zh="有日期的才登记为法律事件", en="becomes an event only where it is dated"),
    ),
    Column(
        name="status_date",
        title=Words(zh="法律状态公告日", en="Day of the status"),
        aliases=("法律状态日", "法律状态日期"),
        kind="day",
    ),
    Column(
        name="lapsed_date", title=Words(zh="失效日", en="Day of lapse"), aliases=("失效日期",), kind="day"
    ),
)
_SHARED = _OURS | {column.name: column for column in _MORE}


def column(name: str, *aliases: str, required: bool = False, without: tuple[str, ...] = ()) -> Column:
    """The shared column `name` with this vendor's own headings beside the usual ones."""
    shared = _SHARED[name]
    usual = tuple(alias for alias in shared.aliases if alias not in without)
    return replace(shared, aliases=(*usual, *aliases), required=required)
