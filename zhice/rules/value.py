"""What the rule book answers: a rule, and its value on a day with the clause that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from zhice.kernel.references import Clause
from zhice.kernel.words import Words

Confidence = Literal["seen", "unverified"]
# A schedule is a tuple of rows; a float never, since a law's number is exact.
Scalar: TypeAlias = int | str | bool
Value: TypeAlias = Scalar | tuple["Value", ...] | Mapping[str, "Value"]


@dataclass(frozen=True)
class RuleValue:
    """A rule's value from `since` until the day before `until` (None: no end is known).

    `confidence` is "seen" where the cited text was read, "unverified" otherwise: such a value only ever reminds,
    nothing is closed, listed or published on its strength.
    """

    code: str  # pillar.topic.rule
    name: Words
    value: Value
    unit: str
    since: date
    until: date | None
    source: Clause
    confidence: Confidence
    note: str = ""

    @property
    def number(self) -> int:
        """The value where it is a whole number; TypeError for a schedule or a text, which is a fault of the caller."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise TypeError(f"{self.code} is no whole number but {self.value!r}")
        return self.value

    @property
    def clause(self) -> Clause:
        """The source, as people ask for it."""
        return self.source

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    @property
    def covered(self) -> Words:
        """The days on which the value holds, for people: both days included."""
        if self.until is None:
            return Words(zh=f"{self.since}起", en=f"from {self.since}")
        last = date.fromordinal(self.until.toordinal() - 1)
        return Words(zh=f"{self.since}至{last}", en=f"{self.since} to {last}")


@dataclass(frozen=True)
class Rule:
    """One rule with its history, oldest value first."""

    code: str  # pillar.topic.rule
    name: Words
    unit: str
    starts: str  # the event that starts a period; empty for other rules
    excludes: tuple[str, ...]  # stretches that a period does not count
    history: tuple[RuleValue, ...]
