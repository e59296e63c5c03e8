"""The rule book: every number the law fixes, by date, with the clause that fixes it.

>>> from datetime import date
>>> rules.at("registry.patent_terms.design", date(2021, 6, 1)).value
15
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.rules.schema import read_rules
from zhice.rules.value import Rule, RuleValue

HERE = Path(__file__).parent
NOT_RULES = frozenset({"calendar"})  # announcements of holidays, read by the calendar


class UnknownRule(ZhiceError):
    """A name that stands in no rule file."""


class RuleNotInForce(ZhiceError):
    """A day for which the book holds no value of the rule; the words say which days are covered."""


@dataclass(frozen=True)
class RuleBook:
    """The rules of a folder, `<pillar>/<topic>.yaml`, read and checked on first use."""

    folder: Path

    @cached_property
    def _rules(self) -> dict[str, Rule]:
        rules: dict[str, Rule] = {}
        for path in sorted(self.folder.glob("*/*.yaml")):
            place = path.relative_to(self.folder)
            if place.parts[0] in NOT_RULES:
                continue
            prefix = ".".join(place.with_suffix("").parts)
            text = path.read_text(encoding="utf-8")
            rules.update((rule.code, rule) for rule in read_rules(text, prefix=prefix, file=place.as_posix()))
        return rules

    def at(self, name: str, day: date) -> RuleValue:
        """The value in force on `day`; `UnknownRule` or `RuleNotInForce` where there is none."""
        rule = self.rule(name)
        for value in reversed(rule.history):
            if value.holds_on(day):
                return value
        raise _not_in_force(rule, day)

    def rule(self, name: str) -> Rule:
        """The rule with its whole history."""
        try:
            return self._rules[name]
        except KeyError:
            raise _unknown(name, self.names()) from None

    def names(self) -> tuple[str, ...]:
        """Every rule's name, sorted."""
        return tuple(sorted(self._rules))

    def version(self) -> str:
        """A digest of every value, its days, source and confidence; a frozen figure keeps it. 64 hex digits."""
        return hashlib.sha256(self._canonical.encode()).hexdigest()

    @cached_property
    def _canonical(self) -> str:
        table = {name: [_plain(value) for value in self._rules[name].history] for name in self.names()}
        return json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


rules = RuleBook(HERE)


def _plain(value: RuleValue) -> dict[str, Any]:
    return {
        "value": value.value,
        "unit": value.unit,
        "since": value.since.isoformat(),
        "until": value.until.isoformat() if value.until else None,
        "source": [value.source.document, value.source.clause],
        "confidence": value.confidence,
    }


def _unknown(name: str, names: tuple[str, ...]) -> UnknownRule:
    last = name.rpartition(".")[2]
    same = [known for known in names if known.rpartition(".")[2] == last]
    near = same or get_close_matches(name, names, n=3)
    zh = f"是否指：{'、'.join(near)}？" if near else "请查 docs/add-a-rule.md。"
    en = f"Did you mean {', '.join(near)}?" if near else "See docs/add-a-rule.md."
    return UnknownRule(
        Words(zh=f"规则库中没有“{name}”。{zh}", en=f"The rule book has no rule '{name}'. {en}")
    )


def _not_in_force(rule: Rule, day: date) -> RuleNotInForce:
    covered = [value.covered for value in rule.history]
    return RuleNotInForce(
        Words(
            zh=f"规则“{rule.name.zh}”（{rule.code}）在 {day} 没有生效的值；已有：{'；'.join(w.zh for w in covered)}。"
            "请核对记录的日期，或在规则文件中补充该时期的值及其出处。",
            en=f"Rule '{rule.name.en}' ({rule.code}) has no value in force on {day}; covered: "
            f"{'; '.join(w.en for w in covered)}. Check the record's date, or add that time's value with its source.",
        )
    )
