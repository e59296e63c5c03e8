"""Tables of trademarks, CSV or XLSX: our template and the lists that agencies and databases export, by the aliases of their
columns. One row for one registration; several classes in a cell are several records."""

from __future__ import annotations

from datetime import date

from zhice.intake.format import Accepted, Cells, Column, Format, Rejected
from zhice.kernel.words import Words
from zhice.registry.rights.patents.formats import cells as read
from zhice.registry.rights.trademarks.formats import cells
from zhice.registry.rights.trademarks.rows import TrademarkRow

DAYS = ("filed_date", "published_date", "registered_date", "until")


def read_row(row: Cells) -> Accepted | Rejected:
    """One row of a table of trademarks."""
    found = read.Findings()
    number = cells.number(row["number"], findings=found)
    classes = cells.classes(row["nice_class"], findings=found)
    name = read.text(row["name"], column="name", findings=found, required=True, longest=500)
    kind = cells.kind(read.text(row["kind"], column="kind", findings=found), findings=found)
    goods = read.text(row["goods"], column="goods", findings=found)
    groups = cells.groups(row["similar_groups"], of=classes, findings=found)
    filed, published, registered, until = (read.day(row[day], column=day, findings=found) for day in DAYS)
    if row["term"].strip() and until is None:
        until = read.day(_end_of(row["term"]), column="term", findings=found)
    _days_agree(filed, published, registered, until, found)
    holders = read.names(row["holder"], column="holder", findings=found, required=True)
    address = read.text(row["address"], column="address", findings=found)
    agency = read.text(row["agency"], column="agency", findings=found, longest=200)
    key = f"{number} {'、'.join(map(str, classes))}"
    if found.problems:
        return Rejected(tuple(found.problems), key.strip(), tuple(found.flags))
    record = TrademarkRow(
        office="CN",
        number=number,
        classes=classes,
        name=name,
        kind=kind,
        goods={0: goods} if goods else {},
        groups=groups,
        agency=agency,
        filed_date=filed,
        published_date=published,
        registered_date=registered,
        until=until,
        holder=holders[0],
        region=read.region(address, findings=found),
    )
    return Accepted(key, record, tuple(found.flags))


def _end_of(term: str) -> str:
    """2013-03-21至2023-03-20: the part after 至, ~ or —."""
    for sign in ("至", "~", "～", "—", "到"):
        term = term.rpartition(sign)[2]
    return term


def _days_agree(
    filed: date | None,
    published: date | None,
    registered: date | None,
    until: date | None,
    found: read.Findings,
) -> None:
    if filed is None and published is None and registered is None and not found.problems:
        reason = Words(
            zh="申请日、初审公告日、注册日至少填一个。",
            en="Give the day of filing, publication or registration.",
        )
        found.problem("filed_date", "empty", reason)
    for earlier, later, column in (
        (filed, published, "published_date"),
        (filed, registered, "registered_date"),
        (published, registered, "registered_date"),
        (registered, until, "until"),
    ):
        if earlier and later and later < earlier:
            reason = Words(
                zh=f"{later} 早于 {earlier}，日期先后不对。",
                en=f"{later} lies before {earlier}: wrong order.",
            )
            found.problem(column, "days_out_of_order", reason)


TRADEMARKS_TABLE = Format(
    name="trademarks-table",
    title=Words(zh="商标明细表（模板或导出表）", en="Table of trademarks (template or export)"),
    note=Words(
        zh="一行一件；一标多类的，类别以分号隔开，每类计一件。已登记的商标只补充新的日期，内容不同的行退回核对。",
        en="One registration a row; several classes with semicolons, each counts. Rows that add days are taken, rows that "
        "contradict come back.",
    ),
    key="number",
    read_row=read_row,
    flags=read.FLAGS,
    warns=read.WARNS,
    columns=(
        Column(
            name="number",
            title=Words(zh="注册号", en="Registration number"),
            aliases=("商标注册号", "申请号", "申请/注册号", "商标号", "注册号/申请号", "商标申请号", "reg_no"),
            required=True,
            note=Words(zh="请把该列设为文本格式", en="Format the column as text"),
            example="12345678",
        ),
        Column(
            name="nice_class",
            title=Words(zh="国际分类", en="Nice class"),
            aliases=("类别", "商标类别", "国际分类号", "尼斯分类", "分类", "类号"),
            required=True,
            note=Words(zh="1 至 45，多个以分号隔开", en="1 to 45, several with semicolons"),
            example="9",
        ),
        Column(
            name="name",
            title=Words(zh="商标名称", en="Mark"),
            aliases=("商标", "商标文字", "标识名称"),
            required=True,
            example="示例牌",
        ),
        Column(
            name="kind",
            title=Words(zh="商标种类", en="Kind"),
            aliases=("商标类型", "商标性质", "种类"),
            kind="choice",
            choices=("普通商标", "集体商标", "证明商标"),
            example="普通商标",
        ),
        Column(
            name="goods",
            title=Words(zh="商品/服务项目", en="Goods and services"),
            aliases=("核定商品", "核定使用商品", "商品服务", "商品/服务", "使用商品", "指定商品"),
        ),
        Column(
            name="similar_groups",
            title=Words(zh="类似群", en="Similar groups"),
            aliases=("类似群组", "群组", "类似群号"),
            example="0901；0907",
        ),
        Column(name="filed_date", title=Words(zh="申请日期", en="Filing day"), aliases=("申请日",), kind="day", example="2019-05-06"),
        Column(
            name="published_date",
            title=Words(zh="初审公告日期", en="Preliminary publication"),
            aliases=("初审公告日", "初步审定公告日", "初审日期"),
            kind="day",
            example="2020-02-06",
        ),
        Column(
            name="registered_date",
            title=Words(zh="注册公告日期", en="Registration day"),
            aliases=("注册日", "注册日期", "注册公告日", "核准注册日"),
            kind="day",
            example="2020-05-07",
        ),
        Column(
            name="until",
            title=Words(zh="专用期限至", en="Term ends"),
            aliases=("专用权截止日", "有效期至", "截止日期", "专用期止", "到期日", "专用权期限止"),
            kind="day",
            example="2030-05-06",
        ),
        Column(
            name="term",
            title=Words(zh="专用权期限", en="Term"),
            aliases=("专用期限", "有效期", "商标专用期", "有效期限"),
            note=Words(zh="起止写在一格的，如 2020-05-07至2030-05-06", en="from and to in one cell"),
        ),
        Column(
            name="holder",
            title=Words(zh="注册人", en="Holder"),
            aliases=("申请人", "商标注册人", "申请人名称", "权利人", "商标权人", "申请人名称(中文)"),
            required=True,
            example="济源市某某有限公司",
        ),
        Column(
            name="address",
            title=Words(zh="注册人地址", en="Address"),
            aliases=("申请人地址", "地址", "申请人地址(中文)"),
            note=Words(zh="据此认定所在地", en="the region follows from it"),
            example="河南省济源市某某路1号",
        ),
        Column(name="agency", title=Words(zh="代理机构", en="Agency"), aliases=("代理组织", "代理公司", "代理/办理机构")),
    ),
)  # fmt: skip
