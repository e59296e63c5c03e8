"""Titles of the IPC in Chinese: symbol and title, in any writing of the symbol."""

from __future__ import annotations

import re

from zhice.intake.format import Accepted, Cells, Column, Format, Problem, Rejected
from zhice.kernel.identifiers.classifications import BadIpcSymbol, IpcSymbol
from zhice.kernel.text import clean
from zhice.kernel.words import Words
from zhice.registry.classes.lines import TitleLine

_BROKEN_LINE = re.compile(r"(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])")  # a space where a printed line was broken


def read_row(cells: Cells) -> Accepted | Rejected:
    """One title. The level follows from the symbol."""
    title = _BROKEN_LINE.sub("", clean(cells["title"])[0])
    edition = clean(cells["edition"])[0][:40] or "—"
    try:
        symbol = IpcSymbol.read(cells["symbol"])
    except BadIpcSymbol as fault:
        return Rejected((Problem("symbol", "bad_symbol", fault.words),))
    if not title:
        empty = Problem("title", "empty", Words(zh="含义不能为空。", en="The title must not be empty."))
        return Rejected((empty,), symbol.canonical)
    return Accepted(
        f"{symbol.canonical} {edition}", TitleLine(symbol.canonical, title, symbol.level, edition)
    )


IPC_TITLES = Format(
    name="ipc-titles",
    title=Words(zh="国际专利分类中文名称", en="Titles of the IPC in Chinese"),
    note=Words(
        zh="每行一个分类号和它的含义；分类号可写 A01B7/00、A01B 7/00 或 A01B0007000000。",
        en="One symbol with its title a row; the symbol as A01B7/00, A01B 7/00 or A01B0007000000.",
    ),
    key="symbol",
    read_row=read_row,
    columns=(
        Column(
            name="symbol",
            title=Words(zh="分类号", en="Symbol"),
            aliases=("IPC", "IPC分类号", "code"),
            required=True,
            example="A01B7/00",
        ),
        Column(
            name="title",
            title=Words(zh="含义", en="Title"),
            aliases=("类名", "名称", "中文名称", "title_zh"),
            required=True,
            example="示例：一种整地机械",
        ),
        Column(name="edition", title=Words(zh="版本", en="Edition"), example="2026.01"),
    ),
)
