"""Tables of indicators: which column names, which counts from, which promises; and what each row promises."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from zhice.plan.documents.comparators import bounds, compare
from zhice.plan.documents.horizon import PlanPeriod
from zhice.plan.documents.layout import Block
from zhice.plan.documents.periods import period_of
from zhice.plan.documents.quantities import Quantity, find_quantities
from zhice.plan.documents.reading import PeriodKind
from zhice.plan.documents.references import Mark, find_references
from zhice.plan.documents.speech import Promise
from zhice.plan.documents.vocabulary import CHANGE

_RULE_LINE = re.compile(r"^[\s|:+\-—=]+$")
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_HEAD_WORDS = re.compile(
    r"指标|名称|单位|目标|现状|基期|基准|属性|性质|序号|年份|类别|项目|累计|[0-9]{4}年|预期|完成"
)
_BRACKETED = re.compile(r"^[〔\[［【(（]\s*(.*?)\s*[〕\]］】)）]$")
_UNIT_IN_NAME = re.compile(r"[（(]\s*([^（）()]{1,12})\s*[)）]\s*[0-9①-⑳*]*$")
_FALL = re.compile(rf"{CHANGE}(?:率|幅|幅度)?$|{CHANGE}.{{0,3}}$")


@dataclass(frozen=True)
class Cell:
    """The words of a cell and where they begin in the whole text."""

    start: int
    text: str


@dataclass(frozen=True)
class Column:
    """What a column is for: name, unit, base, target, sum (over the period), growth (yearly mean), index or other."""

    role: str
    year: int | None = None
    unit: str = ""


@dataclass
class TableFound:
    """The claims of a table, in offsets of the whole text."""

    promises: list[tuple[Promise, int, int]] = field(default_factory=list)
    numbers: list[tuple[int, int, str]] = field(default_factory=list)  # start, end, reason
    marks: list[Mark] = field(default_factory=list)
    prose: list[Cell] = field(
        default_factory=list
    )  # a table without columns of values: its cells are read as text


def read_table(block: Block, *, plan: PlanPeriod) -> TableFound:
    """The promises of a table, and every other number in it with its claim."""
    found = TableFound()
    rows = [
        (start, line, _loose_cells(line, start, block) if block.loose else cells_of(line, start))
        for start, line in block.lines
        if not _RULE_LINE.match(line)
    ]
    head = _header_rows([cells for _, _, cells in rows])
    columns = _columns([cells for _, _, cells in rows[:head]], plan=plan)
    if not any(column.role in ("target", "sum", "growth", "mixed") for column in columns):
        found.prose = [cell for _, _, cells in rows for cell in cells if cell.text]
        return found
    for _, _, cells in rows[:head]:
        for cell in cells:
            _claim_rest(cell, found, reason="cell")
    for start, line, cells in rows[head:]:
        _read_row(start, line, cells, columns=columns, plan=plan, found=found)
    return found


def cells_of(line: str, offset: int) -> list[Cell]:
    """The cells of a row written with |, tabs or runs of spaces."""
    if "|" in line:
        inner_start = 1 if line.startswith("|") else 0
        inner_end = len(line.rstrip()) - (1 if line.rstrip().endswith("|") else 0)
        return _split(line[inner_start:inner_end], r"\|", offset + inner_start)
    return _split(line, r"\t" if "\t" in line else r" {2,}", offset)


def _loose_cells(line: str, offset: int, block: Block) -> list[Cell]:
    """Cells apart by single spaces: as many as the header has, what is too many belongs to the name."""
    cells = _split(line, " +", offset)
    width = len(block.lines[0][1].split())
    surplus = len(cells) - width
    if surplus <= 0:
        return cells
    end = cells[surplus].start + len(cells[surplus].text)
    return [_cell(line[: end - offset], offset), *cells[surplus + 1 :]]


def _split(text: str, separator: str, offset: int) -> list[Cell]:
    cells, position = [], 0
    for match in re.finditer(separator, text):
        cells.append(_cell(text[position : match.start()], offset + position))
        position = match.end()
    return [*cells, _cell(text[position:], offset + position)]


def _cell(text: str, offset: int) -> Cell:
    bare = text.strip()
    return Cell(offset + len(text) - len(text.lstrip()), bare)


def _header_rows(rows: list[list[Cell]]) -> int:
    """How many rows from the top are headers: rows of header words, before the first row with a value."""
    count = 0
    for cells in rows[:4]:
        words = [cell.text for cell in cells if cell.text]
        if not words or not any(_HEAD_WORDS.search(word) for word in words):
            break
        values = [
            word
            for word in words
            if re.match(r"^[〔\[(（]?[>＞<＜≥≤]?[0-9.,]+(?:%|左右|以上|以内)?[〕\])）]?$", word)
            and not _YEAR.fullmatch(word)
        ]
        if values:
            break
        count += 1
    return count


def _columns(header: list[list[Cell]], *, plan: PlanPeriod) -> list[Column]:
    width = max((len(cells) for cells in header), default=0)
    titles = ["".join(cells[i].text for cells in header if i < len(cells)) for i in range(width)]
    if len(header) > 1 and len({len(cells) for cells in header}) > 1:
        titles = [cell.text for cell in max(header, key=len)]
    columns = [_column(title) for title in titles]
    return _settle_years(columns, plan=plan)


def _column(title: str) -> Column:
    year = max((int(y) for y in _YEAR.findall(title)), default=None)
    bare = re.sub(r"\s", "", title)
    unit = match[1] if (match := re.search(r"[（(](%|‰|个百分点)[)）]", bare)) else ""
    for role, pattern in (
        ("index", r"^(?:序号|编号|No\.?)$"),
        ("unit", r"^(?:计量)?单位$"),
        ("other", r"属性|性质|类型|备注|责任|牵头|部门|指标来源|类别|领域|维度|方向"),
        ("mixed", r"年均.{0,4}累计|累计.{0,4}年均"),
        ("sum", r"累计"),
        ("growth", r"年均|年平均|增速"),
        ("base", r"现状|基期|基准|基数|实际|完成值|完成情况|上年|现值|起始"),
        ("target", r"目标|规划值|期末|预期值|达到|计划"),
        ("change", r"增减|变化|增幅|降幅|较|比"),
        ("name", r"指标|名称|项目|内容|任务"),
    ):
        if re.search(pattern, bare) and not (role == "name" and year):
            return Column(role, year, unit)
    return Column("year" if year else "other", year, unit)


def _settle_years(columns: list[Column], *, plan: PlanPeriod) -> list[Column]:
    """Columns that only name a year become base or target; a table without a column of names takes its first words."""
    settled = [
        Column(_role_of_year(column, columns, plan=plan), column.year, column.unit)
        if column.role == "year"
        else column
        for column in columns
    ]
    if settled and not any(c.role == "name" for c in settled):
        index = next((i for i, c in enumerate(settled) if c.role == "other"), 0)
        settled[index] = Column("name")
    return settled


def _role_of_year(column: Column, columns: list[Column], *, plan: PlanPeriod) -> str:
    """Base before a column that says 目标, before the plan's first year, or as the first of several years."""
    year = column.year or 0
    aims = [c.year for c in columns if c.role == "target" and c.year]
    if aims:
        return "base" if year < min(aims) else "target"
    if plan.first is not None and not plan.one_year:
        return "base" if year < plan.first else "target"
    if any(c.role == "base" for c in columns):
        return "target"
    years = [c.year for c in columns if c.role == "year" and c.year]
    return "base" if len(years) > 1 and year == min(years) else "target"


def _read_row(
    start: int, line: str, cells: list[Cell], *, columns: list[Column], plan: PlanPeriod, found: TableFound
) -> None:
    roles = [columns[i] if i < len(columns) else Column("other") for i in range(len(cells))]
    names = [
        cell.text for cell, column in zip(cells, roles, strict=True) if column.role == "name" and cell.text
    ]
    name = names[-1] if names else ""
    subject, unit = named(name)
    units = [
        cell.text
        for cell, column in zip(cells, roles, strict=True)
        if column.role == "unit" and cell.text not in ("", "-", "—", "/")
    ]
    unit = units[0].strip("（）()") if units else unit
    last = max((c.year for c in columns if c.year), default=None) or plan.last
    span = (start, start + len(line.rstrip()))
    has_level = any(
        column.role == "target" and _value(cell.text) for cell, column in zip(cells, roles, strict=True)
    )
    for cell, column in zip(cells, roles, strict=True):
        promised = column.role == "target" or (column.role in ("sum", "growth", "mixed") and not has_level)
        quantity = None
        if promised and subject:
            quantity = _promise(
                cell, column, subject=subject, unit=column.unit or unit, last=last, found=found, span=span
            )
        reason = "baseline" if column.role == "base" else "cell"
        _claim_rest(cell, found, reason=reason, taken=quantity, index=column.role == "index")


def named(name: str) -> tuple[str, str]:
    """(subject, unit) of a name cell: 森林覆盖率（%） → 森林覆盖率, %."""
    name = re.sub(r"^(?:[0-9]{1,2}[.、．]|[（(][0-9一二三四五六七八九十]{1,2}[)）]|[①-⑳])\s*", "", name)
    if match := _UNIT_IN_NAME.search(name):
        unit = match[1].strip()
        if not re.search(r"[、，]|^(?:含|不含|包括|按|以|其中)", unit):
            return name[: match.start()].strip(), "%" if unit == "%" else unit
    return name.strip(), ""


def _value(text: str) -> Quantity | None:
    bare = _BRACKETED.sub(r"\1", text)
    quantities = find_quantities(bare, references=[])
    return quantities[0] if quantities else None


def _promise(
    cell: Cell,
    column: Column,
    *,
    subject: str,
    unit: str,
    last: int | None,
    found: TableFound,
    span: tuple[int, int],
) -> tuple[int, int] | None:
    bracketed = _BRACKETED.match(cell.text)
    offset = cell.start + (bracketed.start(1) if bracketed else 0)
    bare = bracketed[1] if bracketed else cell.text
    if re.match(r"^[-−][0-9]", bare):
        bare, offset = bare[1:], offset + 1
    quantities = find_quantities(bare, references=[])
    if not quantities:
        return None
    quantity = quantities[0]
    before, after = bare[: quantity.start], bare[quantity.end :]
    low, high, comparator = bounds(compare(before, quantity, after).comparator, quantity)
    unit = quantity.unit or unit
    summed = bool(bracketed) or column.role == "sum" or "累计" in before
    mean = column.role == "growth" or (
        column.role == "mixed" and not summed
    )  # 年均/累计: brackets mark the sums
    period, rule = _kind(subject, before, unit=unit, summed=summed, mean=mean)
    year = column.year or last
    promise = Promise(quantity, subject, comparator, low, high, year, period, False, rule, unit)
    found.promises.append((promise, *span))
    return offset + quantity.start, offset + quantity.end


def _kind(subject: str, before: str, *, unit: str, summed: bool, mean: bool) -> tuple[PeriodKind, str]:
    """The period kind of a cell and the name of its rule."""
    if mean:
        return "mean_growth", "table_growth"
    if summed:
        return "cumulative", "table_sum"
    structure = "change" if _FALL.search(subject) else "noun"
    period = period_of(subject=subject, words=subject + before, unit=unit, span="years", structure=structure)
    return period, "table_row"


def _claim_rest(
    cell: Cell, found: TableFound, *, reason: str, taken: tuple[int, int] | None = None, index: bool = False
) -> None:
    marks = find_references(cell.text)
    for mark in marks:
        found.marks.append(Mark(cell.start + mark.start, cell.start + mark.end, mark.kind))
    for quantity in find_quantities(cell.text, references=marks):
        start, end = cell.start + quantity.start, cell.start + quantity.end
        if taken and start < taken[1] and taken[0] < end:
            continue
        if index:
            found.marks.append(Mark(start, end, "list_number"))
        elif _YEAR.fullmatch(cell.text[quantity.start : quantity.end]):
            found.marks.append(Mark(start, end, "date"))
        else:
            found.numbers.append((start, end, reason))
