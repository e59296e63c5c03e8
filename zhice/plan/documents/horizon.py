"""Which year governs a figure: the plan's own period, and the year expressions of its sentences."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from zhice.plan.documents.numerals import DIGITS, value_of

Span = Literal["year", "years", "point", ""]

_ORDINALS = {
    "五": 5,
    "十五": 10,
    "十一五": 11,
    "十二五": 12,
    "十三五": 13,
    "十四五": 14,
    "十五五": 15,
    "十六五": 16,
}
_PERIOD_NAME = re.compile(r"[“”\"「]?(?<![二三四五六七八九])(十[一二三四五六]?五)[“”\"」]?(?!年)")
_NTH_PERIOD = re.compile(r"第(十[一二三四五六]?)个五年")
_YEARS = re.compile(r"((?:19|20)[0-9]{2})年?(?:[-—–~～至到]|——)(?:到)?((?:19|20)[0-9]{2})(?![0-9])")
_ONE_YEAR = re.compile(
    r"((?:19|20)[0-9]{2})年(?:度)?(?:政府)?(?:.{0,8})(?:工作报告|重点工作|工作要点|工作安排|"
    r"工作计划|主要目标|目标任务|推进计划|行动计划|工作打算|发展计划|实施计划)"
)
_TO_YEAR = re.compile(
    r"(?:实施方案|规划|计划|纲要|方案|意见).{0,4}[（(](?:到|至)?((?:19|20)[0-9]{2})年?[)）]"
)
_TITLE_WORD = re.compile(r"规划|计划|纲要|方案|意见|报告|要点|战略|目标|措施|决定|通知")
_ISSUED = re.compile(
    r"[〔\[［【（(]((?:19|20)[0-9]{2})[〕\]］】）)](?:第)?[0-9]{1,5}号|^((?:19|"
    r"20)[0-9]{2})年[0-9]{1,2}月[0-9]{1,2}日"
)
_ISSUED_CHINESE = re.compile(r"^(二[〇○零]\S{2})年")


@dataclass(frozen=True)
class PlanPeriod:
    """The plan's own years, the year it was issued, and whether it speaks of one year only (a work report)."""

    first: int | None = None
    last: int | None = None
    issued: int | None = None
    inferred: bool = False  # no title gave the period: the text only keeps speaking of it

    @property
    def one_year(self) -> bool:
        return self.first is not None and self.first == self.last


def five_year_period(name: str) -> tuple[int, int]:
    """The first and last year of 十四五 and its siblings: the tenth ran 2001–2005."""
    number = _ORDINALS.get(name, 0)
    return 2001 + 5 * (number - 10), 2005 + 5 * (number - 10)


def plan_period(text: str) -> PlanPeriod:
    """The period a document gives itself in its title, its headings or the plan it issues; empty where it is silent."""
    lines = [line.strip() for line in text.split("\n")[:60] if line.strip()]
    issued = _issued_year(lines[:25])
    if (year := _report_year(text)) is not None:
        return PlanPeriod(year, year, issued=issued)
    titles = [line for line in lines if len(line) <= 60 and "。" not in line and _TITLE_WORD.search(line)]
    titles.sort(key=lambda line: bool(re.match(r"专栏|表|附|图", line)))
    for candidate in (*titles, *_issued_plans(text)):
        if re.search(r"完成情况|回顾|评估|总结", candidate):
            continue
        bare = (
            candidate
            if candidate.startswith("《")
            else re.sub(r"(?<!印发)(?<!关于)《[^》]*》", "", candidate)
        )
        if years := years_of_title(bare):
            return PlanPeriod(*years, issued=issued)
    names = Counter(match[1] for match in re.finditer(r"[“\"](十[一二三四五六]?五)[”\"]", text))
    often = [five_year_period(name) for name, count in names.items() if count >= 2]
    if often:  # a stretch without its title: the latest period it keeps speaking of
        return PlanPeriod(*max(often), issued=issued, inferred=True)
    return PlanPeriod(issued=issued)


_REPORT = re.compile(r"^(?:[\u3400-\u9fff0-9]{0,20}年?)?(?:[\u3400-\u9fff]{0,12})政府工作报告", re.M)
_REPORT_PART = re.compile(
    r"^[一二三四五六七八、（）()]*((?:19|20)[0-9]{2})年(?:[\u3400-\u9fff]{0,12})?(?:重点工作|"
    r"工作安排|工作任务|工作打算|主要工作|主要目标|目标任务|工作要点)[\u3400-\u9fff]{0,10}$",
    re.M,
)


def _report_year(text: str) -> int | None:
    """The year a work report is about: of its chapter of tasks, else of its title or the day it was given."""
    parts = [int(year) for year in _REPORT_PART.findall(text)]
    if parts:
        return max(parts)
    opening = text[:600]
    if not _REPORT.search(opening):
        return None
    years = [int(year) for year in re.findall(r"((?:19|20)[0-9]{2})年(?!工作回顾)", opening[:200])]
    return max(years) if years else None


def _issued_plans(text: str) -> list[str]:
    """《…规划》 as it is issued or announced in the first paragraphs: （印发|召开|编制）."""
    return [
        f"《{title}》"
        for title in re.findall(
            r"(?:印发|将|召开|编制|制定|发布|^)[^《。]{0,20}《([^》]{4,60})》", text[:1500]
        )
    ] + re.findall(
        r"(?:编制|制定|制订)(?!的)[^，。《]{0,30}?(?:十[一二三四五六]?五|"
        r"20[0-9]{2})[^，。《]{0,20}(?:规划|计划|纲要|方案|意见)",
        text[:1500],
    )


def _issued_year(lines: list[str]) -> int | None:
    years = [
        int(match[1] or match[2])
        for line in lines
        if len(line) <= 60
        for match in _ISSUED.finditer(line)
        if "《" not in line
    ]
    for line in lines:
        if len(line) <= 20 and (match := _ISSUED_CHINESE.match(line)) and all(c in DIGITS for c in match[1]):
            years.append(int(value_of(match[1])))
    return max(years) if years else None


def years_of_title(title: str) -> tuple[int, int] | None:
    if match := _YEARS.search(title):
        first, last = int(match[1]), int(match[2])
        return (first, last) if first <= last <= first + 40 else None
    if match := _NTH_PERIOD.search(title) or _PERIOD_NAME.search(title):
        name = match[1] + "五" if match.re is _NTH_PERIOD else match[1]
        return five_year_period(name)
    if match := _ONE_YEAR.search(title):
        return int(match[1]), int(match[1])
    if match := _TO_YEAR.search(title):
        return int(match[1]), int(match[1])
    return None


@dataclass(frozen=True)
class Horizon:
    """The year a figure is promised for, and whether the words speak of one year, of several, or of a point."""

    year: int | None = None
    span: Span = ""
    bare: bool = False  # 2027年，…: a year without 到, which a report of the past uses as well
    years: tuple[int, ...] = ()
    stated: bool = True


_GOVERNING: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "list",
        re.compile(
            r"(?:(?:到|至|在)?((?:(?:19|20)[0-9]{2}年?(?:底|末)?(?:[、，]|和|及|与))+(?:19|"
            r"20)[0-9]{2})年(?:底|末)?)(?!的|以来)"
        ),
    ),
    (
        "range",
        re.compile(
            r"(?<![比较])((?:19|20)[0-9]{2})年?(?:[-—–~～至到]|——)(?:到)?((?:19|20)[0-9]{2})年(?!新增|"
            r"的基础|规划|国|战略)"
        ),
    ),
    (
        "point",
        re.compile(
            r"(?:到|至|截至到|力争|争取|于|在|，|。|；|"
            r"^)?(?<!比)(?<!较)(?<!截至)(?<!自)(?<!从)(?<!以)((?:19|20)[0-9]{2})年(?:(?:年)?(?:底|末)(?:前|"
            r"之前)?|(?:之)?前|[0-9]{1,2}月(?:底|末)?(?:前|之前))"
        ),
    ),
    ("point", re.compile(r"(?:(?<!截)至|到)((?:19|20)[0-9]{2})年(?:底|末)?(?!的(?!总体|主要|目标|[0-9约]))")),
    (
        "period_end",
        re.compile(
            r"[“”\"「]?(十[一二三四五六]?五)[”\"」]?(?:规划)?(?:期)?末|(?:到|"
            r"至)[“”\"「](十[一二三四五六]?五)[”\"」]"
        ),
    ),
    (
        "period",
        re.compile(
            r"[“”\"「](十[一二三四五六]?五)[”\"」](?:规划)?(?:期间|时期|期内|期|"
            r"(?=(?:国民)?经济社会发展[\u3400-\u9fff]{0,6}(?:目标|指标)))(?!的|末)|"
            r"(?<![初到])第(十[一二三四五六]?)个五年.{0,4}期间"
        ),
    ),
    ("this_year", re.compile(r"(?:今年|本年度|本年|全年|当年)(?!一季度|上半年|前)")),
    (
        "point",
        re.compile(
            r"(?:确保|保证|力争|争取|实现|使|计划)((?:19|20)[0-9]{2})年(?![0-9]{1,2}月|的基础|以来|起)"
        ),
    ),
    (
        "bare",
        re.compile(
            r"(?:^|(?<=[，。；：:;、]))((?:19|20)[0-9]{2})年(?:度|内|全年)?(?![0-9]{1,2}月|的|底|末|初|是|"
            r"以来|起|新增数)"
        ),
    ),
    (
        "within",
        re.compile(
            r"(?:未来|今后)?([三四五六七八九十两]|[2-9]|10)年(?:之)?内|(?:未来|今后)([三四五六七八九十两]|"
            r"[2-9]|10)年|规划期(?:末|内)|期末"
        ),
    ),
)


_LONGEST_CLAUSE = 800  # beyond it no one reads a clause; hostile text stays cheap


def governing(text: str, *, plan: PlanPeriod) -> list[tuple[int, int, Horizon]]:
    """Every expression of `text` that sets the governing year: (start, end, horizon), in order, not overlapping."""
    found: list[tuple[int, int, Horizon]] = []
    for kind, pattern in _GOVERNING:
        for match in pattern.finditer(text, 0, _LONGEST_CLAUSE):
            if any(match.start() < end and start < match.end() for start, end, _ in found):
                continue
            horizon = _horizon(kind, match, plan)
            if horizon is not None:
                found.append((match.start(), match.end(), horizon))
    return sorted(found, key=lambda item: item[0])


def _horizon(kind: str, match: re.Match[str], plan: PlanPeriod) -> Horizon | None:
    if kind == "list":
        years = tuple(int(year) for year in re.findall(r"(?:19|20)[0-9]{2}", match[1]))
        return Horizon(years[-1], "point" if match[0][0] in "到至" else "year", years=years)
    if kind == "range":
        return Horizon(int(match[2]), "years")
    if kind in ("period", "period_end"):
        name = match[1] or ((match[2] or "") + ("五" if kind == "period" else ""))
        return Horizon(five_year_period(name)[1], "years" if kind == "period" else "point")
    if kind == "this_year":
        return Horizon(plan.last if plan.one_year else None, "year", stated=plan.one_year)
    if kind == "within":
        return Horizon(plan.last, "years", stated=False)
    year = int(match[1])
    if kind == "bare":
        return Horizon(year, "year", bare=True)
    return Horizon(year, "year" if plan.one_year and plan.last == year else "point")


def default_horizon(plan: PlanPeriod) -> Horizon:
    """The horizon where the words are silent: the end of the plan's own period."""
    if plan.last is None:
        return Horizon(stated=False)
    return Horizon(plan.last, "year" if plan.one_year else "years", stated=False)


def is_past(horizon: Horizon, *, plan: PlanPeriod) -> bool:
    """Whether a governing year lies before the plan's own years (or before the year it was issued)."""
    if horizon.year is None:
        return False
    if plan.first is not None and not plan.one_year:
        return horizon.year < plan.first
    if plan.one_year:
        return plan.first is not None and horizon.year < plan.first
    return horizon.bare and plan.issued is not None and horizon.year < plan.issued


def without_years(text: str, *, plan: PlanPeriod) -> str:
    """`text` without its governing-year expressions, for the subject of a figure. 全年 stays: it belongs to the subject."""
    for start, end, _ in reversed(governing(text, plan=plan)):
        if "全年" in text[start:end]:
            continue
        text = text[:start] + text[end:]
    return text
