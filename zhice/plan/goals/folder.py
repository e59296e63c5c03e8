"""A plan as a folder of YAML: plan.yaml, indicators.yaml, tasks.yaml. A second city's plan is such a folder, and no code."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.measuring.counts import BadCounts, read_counts

FILES = ("plan.yaml", "indicators.yaml", "tasks.yaml")
LARGEST_FILE = 2_000_000

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Region = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{5}$")]
Short = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
PillarName = Literal["plan", "creation", "operation", "protection", "management", "service"]


class BadPlanFolder(ZhiceError):
    """The folder is no plan; the words name the file and the key."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Named(_Entry):
    """A text in Chinese, with its English where somebody has written it."""

    zh: Short
    en: str = ""


class Span(_Entry):
    start: date
    end: date


class Source(_Entry):
    document: str
    clause: str = ""


class ObjectiveEntry(_Entry):
    """目标: a node of the tree; a child inherits the pillar of its parent."""

    code: Code
    clause: str = ""
    pillar: PillarName | None = None
    name: Named
    objectives: tuple[ObjectiveEntry, ...] = ()


class Wording(_Entry):
    zh: str
    en: str = ""


class DefinitionEntry(_Entry):
    """口径 in force from a day; `counts` and `beside` speak the closed grammar of zhice.measuring.counts."""

    counts: Any
    beside: dict[Code, Any] = {}
    wording: Wording
    source: Source | None = None

    @model_validator(mode="after")
    def _counts_are_grammatical(self) -> DefinitionEntry:
        try:
            read_counts(self.counts)
            for counts in self.beside.values():
                read_counts(counts)
        except BadCounts as error:
            raise ValueError(str(error)) from error
        return self


class TargetEntry(_Entry):
    """目标值: exactly one comparator, or `between` with both ends; `years` the years in which it is judged."""

    more_than: Decimal | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    less_than: Decimal | None = None
    equal: Decimal | None = None
    between: tuple[Decimal, Decimal] | None = None
    period: Literal["annual", "cumulative", "stock", "mean_growth", "total"]
    years: Annotated[tuple[Annotated[int, Field(ge=1985, le=2100)], ...], Field(min_length=1)]
    aspirational: bool = False
    words: str = ""

    @model_validator(mode="after")
    def _one_comparator(self) -> TargetEntry:
        given = [name for name in COMPARATORS if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"恰好写一种比较方式（{'、'.join(COMPARATORS)}），现有：{given}")
        if self.between and self.between[0] > self.between[1]:
            raise ValueError("between 的下限不能大于上限")
        return self

    @property
    def comparator(self) -> str:
        return next(name for name in COMPARATORS if getattr(self, name) is not None)

    @property
    def bounds(self) -> tuple[Decimal | None, Decimal | None]:
        """Lower and upper bound as the database keeps them."""
        if self.between:
            return self.between
        value: Decimal = getattr(self, self.comparator)
        if self.comparator == "equal":
            return value, value
        return (None, value) if self.comparator in ("at_most", "less_than") else (value, None)


COMPARATORS = ("more_than", "at_least", "at_most", "less_than", "equal", "between")


class IndicatorEntry(_Entry):
    """指标 with its definitions by day, and what this plan promises of it."""

    code: Code
    number: Annotated[int, Field(ge=1, le=999)] | None = None
    name: Named
    pillar: PillarName
    objective: Code | None = None
    source: Source
    unit: Annotated[str, StringConstraints(min_length=1, max_length=16)]
    awaits: str = ""
    definitions: Annotated[dict[date, DefinitionEntry], Field(min_length=1)]
    targets: tuple[TargetEntry, ...] = ()


class TaskEntry(_Entry):
    """任务: a commitment without a number. Units and deadline stay empty where the document names none."""

    code: Code
    letter: str = ""
    clause: str = ""
    objective: Code | None = None
    name: Named
    verb: str = ""
    units: tuple[str, ...] = ()
    deadline: date | None = None
    evidence: Wording | None = None
    indicator: Code | None = None
    words: str = ""


class PlanEntry(_Entry):
    """The document: number, issuer, period, region and the tree of objectives."""

    code: Code
    name: Named
    document: str = ""
    issuer: Named | None = None
    issued: date | None = None
    period: Span
    region: Region
    objectives: tuple[ObjectiveEntry, ...] = ()


class PlanFolder(_Entry):
    """The whole folder, checked: codes unique, references known, targets within the plan's years."""

    plan: PlanEntry
    indicators: tuple[IndicatorEntry, ...]
    tasks: tuple[TaskEntry, ...]

    @property
    def objectives(self) -> Iterator[tuple[ObjectiveEntry, ObjectiveEntry | None]]:
        """Every objective with its parent, parents first."""
        waiting: list[tuple[ObjectiveEntry, ObjectiveEntry | None]] = [
            (o, None) for o in self.plan.objectives
        ]
        while waiting:
            entry, parent = waiting.pop(0)
            yield entry, parent
            waiting = [(child, entry) for child in entry.objectives] + waiting


def read_folder(folder: Path) -> PlanFolder:
    """The plan in `folder`. Raises BadPlanFolder naming the file, the key and what is wrong."""
    parts = {name.removesuffix(".yaml"): _load(folder / name) for name in FILES}
    try:
        entry = PlanFolder.model_validate({**parts, "plan": parts["plan"] or {}})
    except ValidationError as error:
        raise _as_ours(error) from error
    _check_references(entry)
    return entry


class _Strict(yaml.SafeLoader):
    """YAML that refuses a key written twice: the second would silently win."""


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _value in node.value:
        key = loader.construct_object(key_node, deep=True)  # type: ignore[no-untyped-call]
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"键“{key}”写了两次", key_node.start_mark)
        seen.add(key)
    return yaml.SafeLoader.construct_mapping(loader, node, deep=True)


_Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _load(path: Path) -> Any:
    if not path.is_file():
        raise _bad(path.name, "文件夹中没有这个文件", "the folder has no such file")
    if path.stat().st_size > LARGEST_FILE:
        raise _bad(path.name, "文件过大", "the file is too large")
    try:
        text = path.read_text(encoding="utf-8")
        if any(token in text for token in ("\n&", ": &", "- &")):
            raise _bad(path.name, "不接受锚点与引用", "anchors and aliases are not accepted")
        return yaml.load(text, Loader=_Strict)  # a SafeLoader
    except UnicodeDecodeError as error:
        raise _bad(
            path.name, f"不是 UTF-8 文本：第 {error.start} 字节", f"not UTF-8: byte {error.start}"
        ) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise _bad(path.name, f"不是有效的 YAML：{error}", f"not valid YAML: {error}") from error


def _as_ours(error: ValidationError) -> BadPlanFolder:
    first = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    file = f"{first['loc'][0]!s}.yaml" if first["loc"] else "plan.yaml"
    more = f"（另有 {error.error_count() - 1} 处）" if error.error_count() > 1 else ""
    return _bad(file, f"{where}：{first['msg']}{more}", f"{where}: {first['msg']}")


def _check_references(folder: PlanFolder) -> None:
    objectives = _unique("plan.yaml", [entry.code for entry, _ in folder.objectives])
    indicators = _unique("indicators.yaml", [entry.code for entry in folder.indicators])
    _unique("tasks.yaml", [entry.code for entry in folder.tasks])
    _unique("indicators.yaml", [entry.number for entry in folder.indicators if entry.number is not None])
    if folder.plan.period.end < folder.plan.period.start:
        raise _bad("plan.yaml", "period：止日早于起日", "period: the end lies before the start")
    for indicator in folder.indicators:
        if indicator.objective and indicator.objective not in objectives:
            raise _unknown("indicators.yaml", indicator.code, "objective", indicator.objective)
        if len(indicator.targets) > 1 and indicator.number is not None:
            years = [year for target in indicator.targets for year in target.years]
            _unique("indicators.yaml", [f"{indicator.code} {year}" for year in years])
    for task in folder.tasks:
        if task.objective and task.objective not in objectives:
            raise _unknown("tasks.yaml", task.code, "objective", task.objective)
        if task.indicator and task.indicator not in indicators:
            raise _unknown("tasks.yaml", task.code, "indicator", task.indicator)


def _unique(file: str, codes: list[Any]) -> set[Any]:
    for code in codes:
        if codes.count(code) > 1:
            raise _bad(file, f"“{code}”出现了两次，请保留一个", f"'{code}' stands twice; keep one")
    return set(codes)


def _unknown(file: str, code: str, key: str, value: str) -> BadPlanFolder:
    return _bad(file, f"{code} 的 {key} “{value}”不存在", f"{code}: {key} '{value}' does not exist")


def _bad(file: str, zh: str, en: str) -> BadPlanFolder:
    return BadPlanFolder(Words(zh=f"{file}：{zh}。", en=f"{file}: {en}."))


def write_folder(folder: PlanFolder, path: Path) -> None:
    """Write the three files; reading them again gives an equal PlanFolder."""
    path.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        part = getattr(folder, name.removesuffix(".yaml"))
        plain = [_plain(entry) for entry in part] if isinstance(part, tuple) else _plain(part)
        text = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=120)
        (path / name).write_text(text, encoding="utf-8")


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        fields = value.model_dump(exclude_defaults=True)
        return {name: _plain(part) for name, part in fields.items()}
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
