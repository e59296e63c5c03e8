"""法律状态公告: events of patents as a table, one row per event, as the bureau, an agency or a vendor lists them.

A transfer or a change of name or address must say to whom or where. What the words leave open (终止 without a cause) and
what nobody listed goes back with its text; nothing is guessed.
"""

from __future__ import annotations

from zhice.intake.format import Accepted, Cells, Column, Format, Rejected
from zhice.kernel.identifiers.publications import BadPublicationNumber, PublicationNumber
from zhice.kernel.words import Words
from zhice.registry.rights.patents.formats import cells as read
from zhice.registry.rights.patents.formats import vendors
from zhice.registry.rights.patents.formats.event_words import Unknown, kind_of_event
from zhice.registry.rights.patents.rows import LegalEventRow

_LONGEST_DETAIL = 500
_LONGEST_HOLDER = 300
_MOVES = ("transfer", "address_change")


def read_row(cells: Cells) -> Accepted | Rejected:
    """One event."""
    if aside := vendors.abroad(cells["patent"]):
        return Rejected(tuple(_renamed(aside)), aside.key)
    found = read.Findings()
    patent = _patent(cells["patent"], found)
    words = read.text(cells["event"], column="event", findings=found, required=True, longest=200)
    detail = read.text(cells["detail"], column="detail", findings=found, longest=_LONGEST_DETAIL)
    kind = kind_of_event(words, detail) if words else None
    if isinstance(kind, Unknown):
        found.problem("event", kind.code, kind.reason)
    day = vendors.plain_day(cells["day"], "day", found)
    if day is None and not any(problem.column == "day" for problem in found.problems):
        found.problem("day", "empty", Words(zh="不能为空。", en="Must not be empty."))
    holder = read.text(cells["holder"], column="holder", findings=found, longest=_LONGEST_HOLDER)
    address = read.text(cells["address"], column="address", findings=found)
    region = read.region(address, findings=found)
    if kind in _MOVES and not holder and region is None:
        found.problem("holder", "move_without_aim", _NOWHERE)
    if found.problems or not isinstance(kind, str) or day is None:
        return Rejected(tuple(found.problems), patent, tuple(found.flags))
    told = detail if detail or _says_no_more(words, kind) else words[:_LONGEST_DETAIL]
    row = LegalEventRow(patent=patent, kind=kind, day=day, holder=holder, region=region, detail=told)
    key = "|".join((patent, kind, day.isoformat(), holder, region or "", told))
    return Accepted(key, row, tuple(found.flags))


def _patent(cell: str, found: read.Findings) -> str:
    """A publication number, else an application or patent number (ZL); canonical, or empty with a problem."""
    plain = vendors.spelled(cell.strip())
    try:
        return PublicationNumber.read(plain).canonical
    except BadPublicationNumber:
        pass
    inner = read.Findings()
    number, state = vendors.application_number(read.without_apostrophe(cell.strip(), found), inner)
    if number is None:
        code = {"missing": "empty", "mangled": "mangled_number"}.get(state, "bad_number")
        found.problem("patent", code, _NUMBERS[code])
        return ""
    for flag in inner.flags:
        found.flag(flag)
    return number


def _says_no_more(words: str, kind: str) -> bool:
    """The usual words for a kind are no detail: the same event told by two sources is one."""
    return kind_of_event(words) == kind


def _renamed(aside: Rejected) -> list[read.Problem]:
    return [read.Problem("patent", problem.code, problem.reason) for problem in aside.problems]


_NOWHERE = Words(
    zh="权利转移或著录事项变更须写明新权利人或能认出所在地的新地址。",
    en="A transfer or a change of name or address must name the new holder, or an address with a known region.",
)
_NUMBERS = {
    "empty": Words(zh="不能为空。", en="Must not be empty."),
    "mangled_number": Words(
        zh="号码已被表格软件破坏（如 2.02E+12），数字已丢失，请从原始文件重新取得。",
        en="A spreadsheet destroyed the number (2.02E+12): take it from the original.",
    ),
    "bad_number": Words(
        zh="不是有效的公布（公告）号、申请号或专利号，请与公报核对。",
        en="No valid publication, application or patent number; see the gazette.",
    ),
}

LEGAL_EVENTS = Format(
    name="legal-events",
    title=Words(zh="专利法律状态事件", en="Legal events of patents"),
    note=Words(
        zh="每行一个事件。专利须已登记；转移和变更须写新权利人或新地址；认不出的事件退回。",
        en="One event a row. The patent must be registered; moves name the new holder or address; unknown events come back.",
    ),
    key="patent",
    read_row=read_row,
    flags=vendors.FLAGS,
    warns=vendors.WARNS,
    happened={"day": "day"},
    first_heading_wins=True,
    columns=(
        Column(
            name="patent",
            title=Words(zh="专利号", en="Patent number"),
            aliases=(
                "申请号",
                "公布（公告）号",
                "公开（公告）号",
                "公开号",
                "公告号",
                "申请号/专利号",
                "专利申请号",
            ),
            required=True,
            note=Words(zh="公布（公告）号、申请号或专利号", en="publication, application or patent number"),
            example="201810053768.3",
        ),
        Column(
            name="event",
            title=Words(zh="法律事件", en="Event"),
            aliases=("法律状态", "事件", "法律状态类型", "法律状态/事件", "事务类型", "公告类型"),
            required=True,
            example="专利权质押合同登记的生效",
        ),
        Column(
            name="day",
            title=Words(zh="日期", en="Day"),
            aliases=(
                "法律状态公告日",
                "公告日",
                "生效日",
                "事件日期",
                "法律状态日期",
                "法律状态日",
                "登记生效日",
            ),
            kind="day",
            required=True,
            example="2026-03-02",
        ),
        Column(
            name="holder",
            title=Words(zh="新权利人", en="New holder"),
            aliases=("变更后权利人", "变更后专利权人", "受让人", "变更后", "现权利人"),
            example="济源市某某机械有限公司",
        ),
        Column(
            name="address",
            title=Words(zh="新地址", en="New address"),
            aliases=("变更后地址", "新所在地", "受让人地址"),
            note=Words(zh="据此认定所在地", en="the region follows from it"),
            example="河南省济源市虎岭产业集聚区",
        ),
        Column(
            name="detail",
            title=Words(zh="说明", en="Detail"),
            aliases=("法律状态信息", "详细信息", "备注", "法律状态详情", "内容"),
            example="质权人：某某银行",
        ),
    ),
)
