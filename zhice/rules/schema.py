"""The form of a rule file, checked when it is read: a fault names the file, the rule and the key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from zhice.kernel.errors import ZhiceError
from zhice.kernel.references import Clause
from zhice.kernel.words import Words
from zhice.kernel.yaml_files import read_yaml
from zhice.rules.value import Confidence, Rule, RuleValue, Value

_PERIODS = ("hour", "calendar_day", "working_day", "month", "year")
_AMOUNTS = ("percent", "per_mille", "CNY", "CNY_per_year", "count", "ratio")
UNITS = frozenset((*_PERIODS, *_AMOUNTS, "flag", "day", "text", "table"))
_RULE_KEYS = {"name": dict, "unit": str, "values": dict}
_RULE_OPTIONS = {"starts": str, "excludes": list, "note": str}
_VALUE_KEYS = {"source": dict, "confidence": str}
_VALUE_OPTIONS = {"until": date, "unit": str, "note": str}
_CONFIDENCE = ("seen", "unverified")


class BadRuleFile(ZhiceError):
    """A rule file that breaks the form; nothing of the book is used until it is mended."""


def read_rules(text: str, *, prefix: str, file: str) -> list[Rule]:
    """The rules of one file's text. `prefix` is `pillar.topic`; `file` is what errors call it."""
    data = read_yaml(text, name=file)
    if not isinstance(data, dict) or not data:
        raise _fault(file, "", "应为“规则名: 内容”的映射", "should map rule names to rules")
    return [_rule(entry, key=str(key), prefix=prefix, file=file) for key, entry in data.items()]


def _rule(entry: Any, *, key: str, prefix: str, file: str) -> Rule:
    if not key.isidentifier() or not key.islower():
        raise _fault(
            file, key, "规则名应为小写英文加下划线", "a rule's name is lower-case English with underscores"
        )
    _check_keys(entry, required=_RULE_KEYS, optional=_RULE_OPTIONS, file=file, key=key)
    name = _words(entry["name"], file=file, key=f"{key}.name")
    _check_unit(entry["unit"], file=file, key=f"{key}.unit")
    code = f"{prefix}.{key}"
    history = _history(entry, code=code, name=name, file=file, key=key)
    excludes = tuple(str(stretch) for stretch in entry.get("excludes", ()))
    return Rule(code, name, entry["unit"], entry.get("starts", ""), excludes, history)


def _history(entry: Any, *, code: str, name: Words, file: str, key: str) -> tuple[RuleValue, ...]:
    values = entry["values"]
    for since in values:
        if type(since) is not date:
            raise _fault(
                file,
                f"{key}.values.{since}",
                "起用日应写成 2021-06-01",
                "a value's day is written 2021-06-01",
            )
    if not values:
        raise _fault(file, f"{key}.values", "至少要有一个值", "holds no value")
    days = sorted(values)
    return tuple(
        _value(
            values[since],
            code=code,
            name=name,
            unit=entry["unit"],
            since=since,
            until=until,
            file=file,
            key=key,
        )
        for since, until in zip(days, [*days[1:], None], strict=True)
    )


def _value(
    entry: Any, *, code: str, name: Words, unit: str, since: date, until: date | None, file: str, key: str
) -> RuleValue:
    place = f"{key}.values.{since}"
    _check_keys(
        entry, required={**_VALUE_KEYS, "value": object}, optional=_VALUE_OPTIONS, file=file, key=place
    )
    if entry["confidence"] not in _CONFIDENCE:
        raise _fault(file, f"{place}.confidence", "只能是 seen 或 unverified", "must be seen or unverified")
    _check_unit(entry.get("unit", unit), file=file, key=f"{place}.unit")
    end = _end(entry.get("until"), since=since, following=until, file=file, key=f"{place}.until")
    return RuleValue(
        code=code,
        name=name,
        value=_frozen(entry["value"], file=file, key=f"{place}.value"),
        unit=entry.get("unit", unit),
        since=since,
        until=end,
        source=_clause(entry["source"], file=file, key=f"{place}.source"),
        confidence=cast(Confidence, entry["confidence"]),
        note=entry.get("note", ""),
    )


def _end(written: date | None, *, since: date, following: date | None, file: str, key: str) -> date | None:
    """The first day the value no longer holds: written in the file as its last day, or the next value's first."""
    if written is None:
        return following
    end = date.fromordinal(written.toordinal() + 1)
    if end <= since or (following is not None and end > following):
        raise _fault(
            file, key, "最后一日应在本值起用日与下一值起用日之间", "lies outside the value's own days"
        )
    return end


def _clause(source: Any, *, file: str, key: str) -> Clause:
    _check_keys(
        source, required={"document": str, "clause": str}, optional={"title": str}, file=file, key=key
    )
    return Clause(source["document"], source["clause"], source.get("title", ""))


def _words(name: Any, *, file: str, key: str) -> Words:
    _check_keys(name, required={"zh": str, "en": str}, optional={}, file=file, key=key)
    return Words(zh=name["zh"], en=name["en"])


def _check_unit(unit: str, *, file: str, key: str) -> None:
    if unit not in UNITS:
        known = ", ".join(sorted(UNITS))
        raise _fault(file, key, f"没有单位 {unit}，可用：{known}", f"there is no unit {unit}; known: {known}")


def _frozen(value: Any, *, file: str, key: str) -> Value:
    """Lists as tuples; floats and days refused (a law's number is exact, a day is a text)."""
    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, list):
        return tuple(_frozen(item, file=file, key=f"{key}[{place}]") for place, item in enumerate(value))
    if isinstance(value, dict):
        return {str(name): _frozen(item, file=file, key=f"{key}.{name}") for name, item in value.items()}
    kind = type(value).__name__
    raise _fault(
        file,
        key,
        f"值不能是 {kind}，小数请改用更小的单位",
        f"cannot be a {kind}; use a smaller unit, or quotes",
    )


def _check_keys(
    entry: Any, *, required: Mapping[str, type], optional: Mapping[str, type], file: str, key: str
) -> None:
    if not isinstance(entry, dict):
        raise _fault(file, key, "应为映射", "should be a mapping")
    for name in required:
        if name not in entry:
            raise _fault(file, f"{key}.{name}", "缺少此项", "is missing")
    for name, value in entry.items():
        kind = required.get(name) or optional.get(name)
        if kind is None:
            raise _fault(file, f"{key}.{name}", "没有这一项", "is no key of a rule")
        if not isinstance(value, kind):
            raise _fault(file, f"{key}.{name}", f"类型应为 {kind.__name__}", f"should be a {kind.__name__}")


def _fault(file: str, key: str, zh: str, en: str) -> BadRuleFile:
    return BadRuleFile(
        Words(zh=f"规则文件 {file} 的 {key or '顶层'}：{zh}。", en=f"Rule file {file}, {key or 'top'}: {en}.")
    )
