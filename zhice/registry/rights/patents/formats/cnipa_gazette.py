"""The CNIPA gazette as spreadsheets carry it: one row per publication, keyed by its publication number.

Most filing numbers in such files were destroyed by a spreadsheet (2.02E+12). They are kept out and
flagged, never
filled up; intact ones must have the right check digit, or they are kept out and flagged too, while the row is
stored: the publication number names the record. Names and classes stand in lists with three kinds of
separators.
"""

from __future__ import annotations

from zhice.intake.format import Accepted, Cells, Column, Format, Rejected
from zhice.kernel.words import Words
from zhice.registry.rights.patents.formats import cells as read
from zhice.registry.rights.patents.rows import PublicationRow

_LISTS = frozenset({"applicants", "inventors", "classes"})


def read_row(cells: Cells) -> Accepted | Rejected:
    """One row of the gazette; the number of the row in its file (“item”) says nothing and is not read."""
    found = read.Findings(clean=read.all_clean(cells, lists=_LISTS))
    number = read.publication_number(cells["publication_number"], column="publication_number", findings=found)
    title = read.text(
        cells["title"], column="title", findings=found, required=True, longest=read.LONGEST_NAME
    )
    published = read.day(cells["published_date"], column="published_date", findings=found)
    if published is None and not found.problems:
        found.problem("published_date", "empty", Words(zh="不能为空。", en="Must not be empty."))
    filed = read.day(cells["filed_date"], column="filed_date", findings=found)
    read.in_order(filed, published, column="filed_date", findings=found)
    application, state = read.application_number(cells["application_number"], findings=found)
    applicants = read.names(cells["applicants"], column="applicants", findings=found, required=True)
    inventors = read.names(cells["inventors"], column="inventors", findings=found)
    address = read.text(cells["address"], column="address", findings=found)
    classes = read.names(cells["classes"], column="classes", findings=found)
    if found.problems or number is None or published is None:
        return Rejected(tuple(found.problems), number.canonical if number else "", tuple(found.flags))
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
        applicants="；".join(applicants),
        first_applicant=applicants[0],
        region=read.region(address, findings=found),
        address=address,
        inventors="；".join(inventors),
        agency="",
        ipc="".join(classes[:1]),
        classes="；".join(classes),
    )
    return Accepted(number.canonical, row, tuple(found.flags))


GAZETTE = Format(
    name="cnipa-gazette",
    title=Words(zh="国家知识产权局专利公报", en="CNIPA patent gazette"),
    note=Words(
        zh="以公布（公告）号为主键。申请号若已被表格软件破坏，只标记、不补零。",
        en="Keyed by the publication number. A filing number destroyed by a spreadsheet is flagged, never "
        "filled up.",
    ),
    key="publication_number",
    read_row=read_row,
    flags=read.FLAGS,
    warns=read.WARNS,
    happened=read.HAPPENED,
    columns=(
        Column(name="item", title=Words(zh="序号", en="Item")),
        Column(
            name="title",
            title=Words(zh="名称", en="Title"),
            aliases=("name", "专利名称", "发明名称", "使用外观设计的产品名称"),
            required=True,
            example="一种冷凝式换热器",
        ),
        Column(
            name="publication_number",
            title=Words(zh="公布（公告）号", en="Publication number"),
            aliases=("authorization_notice_id", "公布号", "公告号", "授权公告号", "申请公布号", "公开号"),
            required=True,
            note=Words(zh="如 CN109996757A、CN209104671U", en="such as CN109996757A, CN209104671U"),
            example="CN109996757A",
        ),
        Column(
            name="published_date",
            title=Words(zh="公布（公告）日", en="Publication day"),
            aliases=(
                "authorized_announcement_date",
                "公布日",
                "公告日",
                "授权公告日",
                "申请公布日",
                "公开日",
            ),
            kind="day",
            required=True,
            example="2019-07-09",
        ),
        Column(
            name="application_number",
            title=Words(zh="申请号", en="Application number"),
            aliases=("filing_id", "专利号", "专利申请号"),
            note=Words(
                zh="请先把该列设为文本格式，否则会变成 2.02E+12",
                en="Format the column as text first, or it is destroyed",
            ),
            example="201810053768.3",
        ),
        Column(
            name="filed_date",
            title=Words(zh="申请日", en="Filing day"),
            aliases=("filing_date",),
            kind="day",
            example="2018-01-19",
        ),
        Column(
            name="applicants",
            title=Words(zh="申请人（专利权人）", en="Applicants"),
            aliases=("patentee", "申请人", "专利权人", "权利人"),
            required=True,
            note=Words(
                zh="多个以分号隔开，第一个为第一申请人", en="several with semicolons, the first one counts"
            ),
            example="济源市某某机械有限公司；某某大学",
        ),
        Column(
            name="inventors",
            title=Words(zh="发明人（设计人）", en="Inventors"),
            aliases=("designer", "inventor", "发明人", "设计人"),
            example="张三；李四",
        ),
        Column(
            name="address",
            title=Words(zh="地址", en="Address"),
            aliases=("申请人地址",),
            note=Words(zh="据此认定所在地", en="the region follows from it"),
            example="454650河南省济源市虎岭产业集聚区",
        ),
        Column(
            name="classes",
            title=Words(zh="分类号", en="Classes"),
            aliases=("Int.Cl.", "Int.Cl", "IPC", "ipc分类号", "主分类号", "LOC"),
            example="G01C21/00(2006.01)I；G01C21/36(2006.01)I",
        ),
    ),
)
