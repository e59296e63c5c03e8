"""The official concordances as their workbooks have them, and our own table for every other.

The official workbooks carry a title in their first row and headings in the second: the import asks for the row of the
headings where the title's cells are merged. Name, edition and day are those of the publication; a new edition is a new
line here. The days are not from an official text that was seen: a person checks them in the register of concordances.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from zhice.intake.format import Accepted, Cells, Column, Format, Problem, Rejected
from zhice.kernel.days import BadDay, read_day
from zhice.kernel.text import clean
from zhice.kernel.words import Words
from zhice.registry.classes.grammar import BadPattern, read_patterns
from zhice.registry.classes.lines import ConcordanceLine

Publication = tuple[str, str, str, date, str]  # name, kind, edition, day, source
KINDS = {"战略性新兴产业": "strategic", "国民经济行业": "industry", "其他产业分类": "other", "其他": "other"}

STRATEGIC: Publication = (
    "战略性新兴产业分类与国际专利分类参照关系表", "strategic", "2021（试行）", date(2021, 1, 1), "国家知识产权局",
)  # fmt: skip
INDUSTRY: Publication = (
    "国际专利分类与国民经济行业分类参照关系表", "industry", "2018", date(2018, 1, 1), "国家知识产权局",
)  # fmt: skip


def _reader(publication: Publication | None) -> Callable[[Cells], Accepted | Rejected]:
    def read_row(cells: Cells) -> Accepted | Rejected:
        """One row: where it leads, its patterns, exclusions and keywords."""
        said = {name: clean(cells.get(name, ""))[0] for name in ("branch", "branch_name")}
        problems = [] if said["branch"] else [_empty("branch")]
        patterns, without, keywords = (cells.get(n, "").strip() for n in ("patterns", "without", "keywords"))
        try:
            read_patterns(patterns, without)
        except BadPattern as fault:
            problems.append(Problem("patterns", "bad_pattern", fault.words))
        of = publication or _published(cells, problems)
        if problems or of is None:
            return Rejected(tuple(problems), said["branch"])
        line = ConcordanceLine(
            *of, said["branch"][:20], said["branch_name"][:200], patterns, without, keywords
        )
        return Accepted(f"{line.name}{line.edition} {line.branch} {line.digest}", line)

    return read_row


def _published(cells: Cells, problems: list[Problem]) -> Publication | None:
    """Which table the row belongs to, for our own form."""
    name, kind, edition, source = (clean(cells[n])[0] for n in ("name", "kind", "edition", "source"))
    problems += [_empty(column) for column, text in (("name", name), ("edition", edition)) if not text]
    if kind not in KINDS:
        words = Words(zh=f"只能填：{'、'.join(KINDS)}。", en=f"One of: {', '.join(KINDS)}.")
        problems.append(Problem("kind", "bad_kind", words))
    try:
        day = read_day(cells["day"])
    except BadDay as fault:
        problems.append(Problem("day", "bad_day", fault.words))
        return None
    return None if problems else (name[:200], KINDS[kind], edition[:40], day, source[:200])


def _empty(column: str) -> Problem:
    return Problem(column, "empty", Words(zh="不能为空。", en="Must not be empty."))


def _column(name: str, zh: str, en: str, *aliases: str, required: bool = False, example: str = "") -> Column:
    return Column(name=name, title=Words(zh=zh, en=en), aliases=aliases, required=required, example=example)


_PATTERNS = _column(
    "patterns", "国际专利分类", "IPC", "IPC", "IPC分类号", "国际专利分类号", "国际专利分类号（IPC）", "对应的国际专利分类",
    "国际专利分类（IPC）", "参照的国际专利分类号", required=True, example="H01M10/*（不含H01M10/06）",
)  # fmt: skip
_WITHOUT = _column("without", "排除", "Without", "不含", "排除的国际专利分类", example="H01M10/08*")
_KEYWORDS = _column(
    "keywords", "关键词", "Keywords", "检索关键词", "关键字", "检索词", example="锂电池；固态电池"
)

STRATEGIC_2021 = Format(
    name="strategic-industries-2021",
    title=Words(
        zh="战略性新兴产业分类与国际专利分类参照关系表（2021）（试行）",
        en="Strategic emerging industries and IPC (2021, trial)",
    ),
    note=Words(
        zh="*表示本级及以下；（不含X）表示排除；有关键词的行，只有分类号相符的记为待核。首行标题合并时请指明表头在第 2 行。",
        en="* means this level and below; （不含X） excludes; a row with keywords gives a candidate where only the symbol fits.",
    ),
    key="branch",
    read_row=_reader(STRATEGIC),
    columns=(
        _column("branch", "战略性新兴产业分类代码", "Code", "代码", "产业代码", "分类代码", required=True, example="3.1.4"),
        _column("branch_name", "战略性新兴产业分类名称", "Name", "产业名称", "分类名称", example="示例产业"),
        _PATTERNS, _WITHOUT, _KEYWORDS,
    ),
)  # fmt: skip

INDUSTRY_2018 = Format(
    name="ipc-industry-2018",
    title=Words(zh="国际专利分类与国民经济行业分类参照关系表（2018）", en="IPC and industries (2018)"),
    note=Words(
        zh="首行标题合并时请指明表头在第 2 行；数据从第 3 行起。",
        en="Where the title in the first row is merged, say that the headings are in row 2; data begin in row 3.",
    ),
    key="branch",
    read_row=_reader(INDUSTRY),
    columns=(
        _column(
            "branch", "国民经济行业代码", "Industry code", "行业代码", "国民经济行业分类代码", "代码", required=True,
            example="C3311",
        ),
        _column("branch_name", "国民经济行业名称", "Industry", "行业名称", "国民经济行业分类名称", example="金属结构制造"),
        _PATTERNS, _WITHOUT,
    ),
)  # fmt: skip

CONCORDANCE_TABLE = Format(
    name="concordance-table",
    title=Words(zh="分类对照表（本系统模板）", en="Concordance (our template)"),
    note=Words(
        zh="其他参照关系表（知识产权密集型产业、数字经济核心产业、绿色技术等）按此模板填写；每行写明属于哪张表、哪一版。",
        en="For every other concordance: each row names its table and edition.",
    ),
    key="branch",
    read_row=_reader(None),
    columns=(
        _column("name", "对照表名称", "Concordance", required=True, example="示例产业对照表"),
        Column(
            name="kind", title=Words(zh="对照到", en="Leads to"), kind="choice", choices=tuple(KINDS), required=True,
            example="其他",
        ),
        _column("edition", "版本", "Edition", required=True, example="2024"),
        Column(name="day", title=Words(zh="起用日", en="In use from"), kind="day", required=True, example="2024-01-01"),
        _column("source", "来源", "Source", example="发布单位、文号"),
        _column("branch", "产业代码", "Code", required=True, example="01"),
        _column("branch_name", "产业名称", "Name", example="示例产业"),
        _PATTERNS, _WITHOUT, _KEYWORDS,
    ),
)  # fmt: skip
