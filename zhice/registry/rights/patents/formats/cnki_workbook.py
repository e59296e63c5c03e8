"""CNKI (中国知网): its workbooks and tables of patents. The publication number may stand in the link of the record only.

The link names the record: …&filename=CN108982325A. CNKI heads its columns by what it prints on the page (专利名称,
发明人, 申请人, 申请日, 公开日); tables saved by other tools head them otherwise and are mapped on screen once.
"""

from __future__ import annotations

import re

from zhice.intake.format import Accepted, Cells, Column, Format, Rejected
from zhice.kernel.words import Words
from zhice.registry.rights.patents.formats.columns import column
from zhice.registry.rights.patents.formats.vendors import FLAGS, HAPPENED, WARNS, read_vendor
from zhice.registry.rights.patents.rows import Rank

_RECORD = re.compile(r"[?&]filename=(CN[0-9]{7,9}[A-Z][0-9]?)\b", re.IGNORECASE)


def read_row(cells: Cells) -> Accepted | Rejected:
    """One record; the number in its own column goes before the one in the link."""
    said = cells["publication_number"].strip()
    linked = _RECORD.search(said or cells["link"])
    number = linked[1].upper() if linked else said or cells["link"].strip()
    return read_vendor(cells, rank=Rank.CNKI, number=number)


CNKI_WORKBOOK = Format(
    name="cnki-workbook",
    title=Words(zh="知网专利导出", en="CNKI export of patents"),
    note=Words(
        zh="没有公开号一列时，从链接中的 filename=CN… 读出。列名不同的文件在屏幕上对应一次即可，以后自动沿用。",
        en="Without a column of numbers the link (filename=CN…) gives them. Other headings are mapped once on screen.",
    ),
    key="publication_number",
    read_row=read_row,
    flags=FLAGS,
    warns=WARNS,
    happened=HAPPENED,
    first_heading_wins=True,
    columns=(
        column("title", "题名", "Title-题名", "标题", required=True),
        column("publication_number", "申请公布号/授权公告号", "公开号/公告号"),
        Column(
            name="link",
            title=Words(zh="链接", en="Link"),
            aliases=("网址", "URL-网址", "URL", "知网链接", "链接地址"),
            required=True,
            note=Words(zh="含 filename=CN…", en="holds filename=CN…"),
        ),
        column("applicants", "Organ-单位", "申请人/专利权人", required=True),
        column("inventors", "Author-作者", "作者"),
        column("application_number"),
        column("filed_date", "申请日期"),
        column(
            "published_date", "公开日期", "公开公告日", "PubTime-发表时间", "公开日/公告日", required=True
        ),
        column("address"),
        column("agency"),
        column("ipc", "主分类号", "CLC-中图分类号"),
        column("classes", "专利分类号", without=("主分类号",)),
        column("abstract", "内容摘要"),
        column("claims"),
    ),
)
