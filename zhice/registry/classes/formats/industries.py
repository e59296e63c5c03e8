"""GB/T 4754 as the official list has it: code and title, either in one code column or in one column for each level."""

from __future__ import annotations

import re

from zhice.intake.format import Accepted, Cells, Column, Format, Problem, Rejected
from zhice.kernel.text import clean
from zhice.kernel.words import Words, shown
from zhice.registry.classes.lines import IndustryLine

EDITION = "GB/T 4754-2017"
_CODE = re.compile(r"[A-T](?:[0-9]{2}[0-9]{0,2})?")


def read_row(cells: Cells) -> Accepted | Rejected:
    """One industry; the code is a letter with no, two, three or four digits."""
    code = clean(cells["code"])[0].upper().replace(" ", "")
    title = clean(cells["title"])[0]
    edition = clean(cells["edition"])[0] or EDITION
    problems = []
    if not _CODE.fullmatch(code):
        problems.append(
            Problem(
                "code",
                "bad_code",
                Words(
                    zh=f"“{shown(code)}”不是行业代码；应为门类字母加零、二、三或四位数字，如 C3311。",
                    en=f"“{shown(code)}” is no industry code; write a letter and no, two, three or four digits: C3311.",
                ),
            )
        )
    if not title:
        problems.append(
            Problem("title", "empty", Words(zh="行业名称不能为空。", en="The title must not be empty."))
        )
    if problems:
        return Rejected(tuple(problems), code)
    return Accepted(f"{code} {edition}", IndustryLine(code, title[:200], edition[:40]))


INDUSTRIES = Format(
    name="industry-classes",
    title=Words(zh="国民经济行业分类（GB/T 4754）", en="Industries (GB/T 4754)"),
    note=Words(
        zh="每行一个行业：代码含门类字母（如 C3311）和名称；上级先于下级。不写版本时按 GB/T 4754-2017。",
        en="One industry a row: the code with its letter (C3311) and the title; the higher before the lower.",
    ),
    key="code",
    read_row=read_row,
    columns=(
        Column(
            name="code",
            title=Words(zh="行业代码", en="Code"),
            aliases=("代码", "编码"),
            required=True,
            example="C3311",
        ),
        Column(
            name="title",
            title=Words(zh="行业名称", en="Title"),
            aliases=("类别名称", "名称", "title_zh"),
            required=True,
            example="金属结构制造",
        ),
        Column(name="edition", title=Words(zh="版本", en="Edition"), aliases=("标准",), example=EDITION),
    ),
)
