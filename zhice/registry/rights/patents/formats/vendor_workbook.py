"""PatSnap (智慧芽) and incoPat: workbooks and CSV of patents, one declaration for both vendors' headings.

The headings are those of exports as users describe them (no real workbook was at hand; an unknown heading is mapped on
screen). Lists stand apart by “|”, “;” or line breaks. A legal status becomes an event only where its day stands beside
it; the current status alone is flagged.
"""

from __future__ import annotations

from zhice.intake.format import Accepted, Cells, Format, Rejected
from zhice.kernel.words import Words
from zhice.registry.rights.patents.formats.columns import column
from zhice.registry.rights.patents.formats.vendors import FLAGS, HAPPENED, WARNS, read_vendor
from zhice.registry.rights.patents.rows import Rank


def read_row(cells: Cells) -> Accepted | Rejected:
    """One row of either vendor."""
    return read_vendor(cells, rank=Rank.PATSNAP)


VENDOR_WORKBOOK = Format(
    name="patsnap-workbook",
    title=Words(zh="智慧芽、incoPat 导出", en="PatSnap or incoPat export"),
    note=Words(
        zh="工作簿和 CSV 均可。只有带日期的法律状态登记为法律事件；境外公布归入同族。",
        en="Workbook or CSV. A legal status becomes an event only where it is dated; others' publications go to families.",
    ),
    key="publication_number",
    read_row=read_row,
    flags=FLAGS,
    warns=WARNS,
    happened=HAPPENED,
    first_heading_wins=True,
    columns=(
        column("publication_number", "公开（公告）号", "公开公告号", required=True),
        column("title", "标题", "标题（中文）", required=True),
        column("published_date", "公开（公告）日", "公开公告日", required=True, without=("授权公告日",)),
        column("application_number"),
        column("filed_date", "申请日期"),
        column(
            "applicants",
            "申请（专利权）人",
            "原始申请（专利权）人",
            "[标]原始申请（专利权）人",
            required=True,
            without=("专利权人", "权利人"),
        ),
        column("inventors"),
        column("address", "原始申请（专利权）人地址", "第一申请人地址"),
        column("agency"),
        column("ipc"),
        column("classes", "IPC分类号", "IPC分类", without=("主分类号",)),
        column("abstract"),
        column("claims"),
        column("priorities"),
        column("family"),
        column("members"),
        column("granted_date"),
        column("status"),
        column("status_date"),
        column("lapsed_date"),
    ),
)
