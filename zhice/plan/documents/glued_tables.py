"""Tables whose cell borders a mirror lost: 森林覆盖率（%）21.6623.04〔1.38〕约束性.

The header names the columns (two or more years, then 累计 or 增减情况); a row is a name, mostly with its unit in
brackets, then a run of values without borders. A run is cut where base, target, sum and change agree best: the sum
is target − base, a change in % or 百分点 fits both, and else base and target lie close to each other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhice.plan.documents.comparators import bounds, compare
from zhice.plan.documents.periods import period_of
from zhice.plan.documents.quantities import Quantity, figure
from zhice.plan.documents.speech import Promise
from zhice.plan.documents.tables import named
from zhice.plan.documents.vocabulary import CHANGE

_YEARS = r"(?:(?:19|20)[0-9]{2}年(?:[（(]?(?:现状|目标|基期|实际|规划|计划)[\u3400-\u9fff]{0,3}[)）]?)?)"
_HEADER = re.compile(
    rf"指标(?:名称)?(?:（?单位）?)?(?P<years>{_YEARS}{{2,4}})"
    r"(?P<rest>(?:[〔\[【]?累计[〕\]】]?|年均[\u3400-\u9fff]{0,4}|指标属性|属性|"
    r"[“”\"]?十[一二三四五六]?五[“”\"]?|增减(?:情况|幅度)|变化|[0-9](?=属性|增减))*)"
)
_END = re.compile(r"注[：:]|专栏|。|$")
_ONE = r"[＞＜≥≤><]?[0-9]+(?:\.[0-9]+)?(?:左右|以上|以下|以内)?"
_RUN = re.compile(
    r"(?P<unit>[（(][^（）()0-9]{1,10}[)）])?(?P<note>[0-9①-⑳])?(?P<values>(?:(?:[-—–＞＜≥≤><]|"
    r"[0-9]+(?:\.[0-9]+)*|左右|以上|以下|以内)+(?:[〔\[][0-9.]+[〕\]])?|"
    r"[〔\[][0-9.]+[〕\]]))(?P<change>%|个百分点)?(?P<kind>约束性|预期性)?"
)
_MARKED = re.compile(r"^[-—–]{2}|[＞＜≥≤><〔\[]|^[-—–].*[0-9]")
_NUMBER = re.compile(r"[＞＜≥≤><]?[0-9]+(?:\.[0-9]+)?(?:左右|以上|以下|以内)?")


@dataclass(frozen=True)
class GluedTable:
    """A table without borders at [start, end) of a compact text, with its promises and their row spans."""

    start: int
    end: int
    promises: list[tuple[Promise, int, int, tuple[int, int]]]


@dataclass(frozen=True)
class _Cut:
    """One way to cut a run of values: base and target as written, where the target stands, and how badly it fits."""

    base: str
    target: str
    target_at: int
    summed: bool
    cost: float


def find_glued(text: str) -> GluedTable | None:
    """The first glued table of a compact text, or None."""
    header = _HEADER.search(text)
    if header is None:
        return None
    years = [int(year) for year in re.findall(r"(?:19|20)[0-9]{2}", header["years"])]
    ending = _END.search(text, header.end())
    end = ending.start() if ending else len(text)
    has_change = "增减" in header["rest"] or "变化" in header["rest"]
    promises = list(_rows(text[header.end() : end], header.end(), year=years[-1], has_change=has_change))
    return GluedTable(header.start(), end, promises)


def _rows(
    body: str, offset: int, *, year: int, has_change: bool
) -> Iterator[tuple[Promise, int, int, tuple[int, int]]]:
    left = 0
    group, group_unit = "", ""
    for match in _RUN.finditer(body):
        skipped = [m.end() for m in re.finditer(r"(?<=[0-9])(?:%|个百分点)", body[left : match.start()])]
        name, unit = (
            body[left + (skipped[-1] if skipped else 0) : match.start()],
            (match["unit"] or "").strip("（）()"),
        )
        inner = re.search(r"[（(]([^（）()0-9]{1,8})[)）](?=[\u3400-\u9fff])", name)
        values = (match["note"] or "") + match["values"]
        if not match["unit"] and not _MARKED.search(match["values"]):
            continue
        cut = _best_cut(values, change=match["change"] if has_change else None)
        if cut is None or len(re.findall(r"[\u3400-\u9fff]", name)) < 2:
            continue
        if match["unit"]:
            group, group_unit = "", ""
        elif inner and named(name[: inner.end()])[1]:
            group, group_unit = _clean(name[: inner.start()]), inner[1]
            name = name[inner.end() :]
        subject = (group + "：" if group else "") + _clean(name)
        row = (
            offset + left + len(body[left : match.start()]) - len(body[left : match.start()].lstrip("）")),
            offset + match.end(),
        )
        at = offset + match.start("note" if match["note"] else "values") + cut.target_at
        yield (
            _promise(cut, subject=subject, unit=unit or group_unit, year=year),
            *row,
            (at, at + len(cut.target)),
        )
        left = match.end()


def _clean(name: str) -> str:
    """A row's name without the row number and the footnote digits glued to it."""
    name = re.sub(r"^[0-9]{1,2}[.、．]?", "", name)
    name = re.sub(r"(?<=[\u3400-\u9fff])[0-9]\.", "", name)
    return re.sub(
        r"(?<=[\u3400-\u9fff])[0-9](?=[\u3400-\u9fff](?<!天))(?![天个项])|(?<=[\u3400-\u9fff）])[0-9]$",
        "",
        name,
    )


def _promise(cut: _Cut, *, subject: str, unit: str, year: int) -> Promise:
    match = _NUMBER.search(cut.target)
    assert match is not None
    digits = re.search(r"[0-9.]+", match[0])
    assert digits is not None
    quantity = Quantity(0, 0, figure(digits[0]), None, unit)
    before, after = match[0][: digits.start()], match[0][digits.end() :]
    low, high, comparator = bounds(compare(before, quantity, after).comparator, quantity)
    period = (
        "cumulative"
        if cut.summed
        else period_of(
            subject=subject,
            words=subject,
            unit=unit,
            span="years",
            structure="change" if re.search(f"{CHANGE}$", subject) else "noun",
        )
    )
    return Promise(
        quantity,
        subject,
        comparator,
        low,
        high,
        year,
        period,
        False,
        "table_sum" if cut.summed else "table_row",
        unit=unit,
    )


def _best_cut(values: str, *, change: str | None) -> _Cut | None:
    if len(values) > 40:
        return None
    return min(_cuts(values, change), key=lambda cut: cut.cost, default=None)


def _cuts(values: str, change: str | None) -> Iterator[_Cut]:
    """All ways to cut a run into [footnote] base target [sum] [change]."""
    summed = re.search(r"[〔\[]([0-9.]+)[〕\]]$", values)
    total = summed[1] if summed else ""
    rest = values[: summed.start()] if summed else values
    rest = re.sub(r"^[0-9](?=[-—–]+$)", "", rest)  # a footnote digit before empty cells
    if summed and not re.search(r"[0-9]", rest):
        yield _Cut("", total, summed.start(1), summed=True, cost=0)
        return
    for amount, levels in _changes(rest, change):
        levels = re.sub(r"(?<=.)[-—–]+$", "", levels) if not change else levels
        yield from _levels(levels, total=total, amount=amount, change=change)


def _changes(rest: str, change: str | None) -> Iterator[tuple[float | None, str]]:
    if change is None:
        yield None, rest
        return
    for size in range(1, min(len(rest), 6)):
        tail = rest[-size:]
        if re.fullmatch(r"[-—–]?[0-9]+(?:\.[0-9]+)?", tail) and not re.match(r"0[0-9]", tail):
            yield float(re.sub(r"^[—–]", "-", tail)), rest[:-size]


def _levels(levels: str, *, total: str, amount: float | None, change: str | None) -> Iterator[_Cut]:
    if match := re.fullmatch(rf"[-—–]({_ONE})", levels):
        yield _Cut("", match[1], match.start(1), summed=False, cost=0)
        return
    for place in range(1, len(levels)):
        base, target = levels[:place], levels[place:]
        for footnote in (0, 1):
            kept = base[:-1] if footnote else base
            if footnote and (not base[-1:].isdigit() or len(base) < 2):
                continue
            if _is_number(kept) and _is_number(target):
                cost = _misfit(kept, target, total=total, amount=amount, change=change) + 0.3 * footnote
                yield _Cut(kept, target, place, summed=False, cost=cost)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(_ONE, text)) and not re.search(r"(?<![0-9.])0[0-9]", text)


def _misfit(base: str, target: str, *, total: str, amount: float | None, change: str | None) -> float:
    low, high = _plain(base), _plain(target)
    if not low or not high:
        return 50.0
    cost = abs(math.log(high / low))
    if total:
        cost += 10 * (abs(high - low - float(total)) > 0.011)
    if amount is not None:
        told = (high - low) / low * 100 if change == "%" else high - low
        cost += min(abs(told - amount) / (abs(amount) + 0.1), 5.0)
    return cost


def _plain(text: str) -> float:
    match = re.search(r"[0-9.]+", text)
    return float(match[0]) if match else 0.0
