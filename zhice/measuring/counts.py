"""The closed grammar of `counts`: how an indicator folds measures. No expressions, no names but those below, no depth of its own.

    total: M                     the rows, or the sum of their amounts; `[M, N]` adds measures of one unit
    cumulative: M                the same from a first day on: `since`, else the first day of the asked period
    distinct: [M, column]        different values of a column (firms, not titles)
    ratio: [C, C], per: 10000    one count over another
    growth: C                    against the year before, in %; `base: 2019` the mean yearly rate since, `mean:` compound | arithmetic
    average: M, median: M        of the amounts
    rank: C                      position among the peers; `best:` highest | lowest
    reached: M                   1 when there is such a record, else 0

M is a measure's code; C a count that is no rank (in a ratio: no ratio, no growth). A bare code is its total.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, NoReturn, cast

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.measuring.measure import CODE

MOST_MEASURES = 8
LONGEST_CODE = 80
LARGEST_PER = 100_000_000
FIRST_YEAR, LAST_YEAR = 1985, 2100


class BadCounts(ZhiceError):
    """A `counts` says something the grammar does not have; the words name the key."""


@dataclass(frozen=True)
class Total:
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Cumulative:
    measures: tuple[str, ...]
    since: date | None = None


@dataclass(frozen=True)
class Distinct:
    measures: tuple[str, ...]
    of: str


@dataclass(frozen=True)
class Average:
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Median:
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Reached:
    measures: tuple[str, ...]


Simple = Total | Cumulative | Distinct | Average | Median | Reached


@dataclass(frozen=True)
class Ratio:
    above: Simple
    below: Simple
    per: int = 1


@dataclass(frozen=True)
class Growth:
    of: Simple | Ratio
    base: int | None = None
    mean: Literal["compound", "arithmetic"] = "compound"


@dataclass(frozen=True)
class Rank:
    of: Simple | Ratio | Growth
    best: Literal["highest", "lowest"] = "highest"


Counts = Simple | Ratio | Growth | Rank


def read_counts(value: Any) -> Counts:
    """The typed form of a `counts` mapping (from YAML, JSON or a form). Raises `BadCounts`, naming the key, for anything else.

    >>> read_counts({"ratio": ["creation.filings", "registry.residents"], "per": 10000}).per
    10000
    """
    return _read(value, "counts", allowed=frozenset(_HEADS))


def measures_of(counts: Counts) -> tuple[str, ...]:
    """The codes of the measures a count folds, in order, each once."""
    if isinstance(counts, Ratio):
        return tuple(dict.fromkeys(measures_of(counts.above) + measures_of(counts.below)))
    if isinstance(counts, Growth | Rank):
        return measures_of(counts.of)
    return counts.measures


def _read(value: Any, at: str, *, allowed: frozenset[str]) -> Counts:
    if isinstance(value, str):
        return Total((_code(value, at),))
    if not isinstance(value, Mapping):
        _refuse(
            at,
            "须为一个映射，如 {total: creation.patent_grants}",
            "must be a mapping such as {total: creation.patent_grants}",
        )
    heads = [key for key in value if isinstance(key, str) and key in _HEADS]
    if len(heads) != 1:
        strange = (
            "、".join(str(key)[:LONGEST_CODE] for key in list(value)[:MOST_MEASURES] if key not in _HEADS)
            or "—"
        )
        _refuse(
            at,
            f"须恰有一种算法（{'、'.join(_HEADS)}），不认识的键：{strange}",
            f"needs exactly one of {', '.join(_HEADS)}; unknown keys: {strange}",
        )
    head = heads[0]
    if head not in allowed:
        _refuse(f"{at}.{head}", f"此处不能用 {head}", "cannot stand here")
    reader, options = _HEADS[head]
    for key in value:
        if key != head and key not in options:
            _refuse(f"{at}.{str(key)[:LONGEST_CODE]}", f"{head} 没有这个选项", f"is no option of {head}")
    return reader(value, f"{at}.{head}")


_SIMPLE = frozenset({"total", "cumulative", "distinct", "average", "median", "reached"})


def _total(value: Mapping[str, Any], at: str) -> Total:
    return Total(_codes(value["total"], at))


def _cumulative(value: Mapping[str, Any], at: str) -> Cumulative:
    since = value.get("since")
    if since is not None and (not isinstance(since, date) or isinstance(since, datetime)):
        _refuse(f"{at}.since", "须为日期，如 2020-01-01", "must be a day such as 2020-01-01")
    return Cumulative(_codes(value["cumulative"], at), since)


def _distinct(value: Mapping[str, Any], at: str) -> Distinct:
    parts = value["distinct"]
    if not isinstance(parts, list | tuple) or len(parts) != 2:  # noqa: PLR2004 - a pair
        _refuse(at, "须为 [口径, 列名]", "must be [measure, column]")
    codes, column = parts
    if not isinstance(column, str) or len(column) > LONGEST_CODE or not _is_column(column):
        _refuse(
            at,
            "列名只能是小写字母、数字与下划线",
            "the column must be lower-case letters, digits and underscores",
        )
    return Distinct(_codes(codes, at), column)


def _ratio(value: Mapping[str, Any], at: str) -> Ratio:
    parts = value["ratio"]
    if not isinstance(parts, list | tuple) or len(parts) != 2:  # noqa: PLR2004 - a pair
        _refuse(at, "须为 [分子, 分母]", "must be [numerator, denominator]")
    above, below = (cast(Simple, _read(part, f"{at}[{i}]", allowed=_SIMPLE)) for i, part in enumerate(parts))
    return Ratio(above, below, _number(value.get("per", 1), f"{at}.per", 1, LARGEST_PER))


def _growth(value: Mapping[str, Any], at: str) -> Growth:
    of = _read(value["growth"], at, allowed=_SIMPLE | {"ratio"})
    base = value.get("base")
    mean = _choice(value.get("mean", "compound"), f"{at}.mean", ("compound", "arithmetic"))
    year = None if base is None else _number(base, f"{at}.base", FIRST_YEAR, LAST_YEAR)
    return Growth(cast(Simple | Ratio, of), year, cast(Literal["compound", "arithmetic"], mean))


def _rank(value: Mapping[str, Any], at: str) -> Rank:
    of = _read(value["rank"], at, allowed=_SIMPLE | {"ratio", "growth"})
    best = _choice(value.get("best", "highest"), f"{at}.best", ("highest", "lowest"))
    return Rank(cast(Simple | Ratio | Growth, of), cast(Literal["highest", "lowest"], best))


def _amounts(
    kind: Callable[[tuple[str, ...]], Counts], head: str
) -> Callable[[Mapping[str, Any], str], Counts]:
    return lambda value, at: kind(_codes(value[head], at))


_HEADS: dict[str, tuple[Callable[[Mapping[str, Any], str], Counts], frozenset[str]]] = {
    "total": (_total, frozenset()),
    "cumulative": (_cumulative, frozenset({"since"})),
    "distinct": (_distinct, frozenset()),
    "ratio": (_ratio, frozenset({"per"})),
    "growth": (_growth, frozenset({"base", "mean"})),
    "average": (_amounts(Average, "average"), frozenset()),
    "median": (_amounts(Median, "median"), frozenset()),
    "rank": (_rank, frozenset({"best"})),
    "reached": (_amounts(Reached, "reached"), frozenset()),
}


def _codes(value: Any, at: str) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        return (_code(value, at),)
    if not 1 <= len(value) <= MOST_MEASURES or len({str(part)[:LONGEST_CODE] for part in value}) != len(
        value
    ):
        _refuse(
            at, f"须为 1 至 {MOST_MEASURES} 个不同的口径", f"takes 1 to {MOST_MEASURES} different measures"
        )
    return tuple(_code(part, at) for part in value)


def _code(value: Any, at: str) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_CODE or not CODE.fullmatch(value):
        _refuse(
            at,
            "须为口径代码，如 creation.patent_grants；不接受算式",
            "must be a measure's code such as creation.patent_grants; no formula",
        )
    return value


def _is_column(text: str) -> bool:
    return (
        text.isascii()
        and text[:1].isalpha()
        and text == text.lower()
        and text.replace("_", "").isalnum()
        and "__" not in text
    )


def _number(value: Any, at: str, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        _refuse(at, f"须为 {least} 至 {most} 的整数", f"must be a whole number from {least} to {most}")
    return value


def _choice(value: Any, at: str, choices: tuple[str, ...]) -> str:
    if value not in choices:
        _refuse(at, f"只能是 {'、'.join(choices)}", f"must be one of {', '.join(choices)}")
    return cast(str, value)


def _refuse(at: str, zh: str, en: str) -> NoReturn:
    raise BadCounts(Words(zh=f"算法定义 {at} 有误：{zh}。", en=f"{at} is wrong: it {en}."))
