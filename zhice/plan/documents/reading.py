"""What a plan document says: the records the reader gives back, in the shape that `zhice plan read --json` prints.

Every `start`/`end` is an offset into the normalised text: `reading.text[start:end] == record.text`, always.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Comparator = Literal["more_than", "at_least", "at_most", "less_than", "between", "equal"]
PeriodKind = Literal["annual", "cumulative", "stock", "mean_growth", "total"]
Figure = int | float


@dataclass(frozen=True)
class Target:
    """A promised figure. `low`/`high` are plain numbers in `unit` as written; `rule` names the grammar rule."""

    text: str
    start: int
    end: int
    subject: str
    comparator: Comparator
    low: Figure | None
    high: Figure | None
    unit: str
    year: int | None
    period: PeriodKind
    aspirational: bool
    rule: str


@dataclass(frozen=True)
class Commitment:
    """A promise without a figure: what is to be done (`verb`, `object`), by which year and which `units`."""

    text: str
    start: int
    end: int
    verb: str
    object: str
    year: int | None
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reference:
    """A number that points somewhere: a date, a document, a standard, a list number, a name."""

    text: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Unclaimed:
    """A number that is neither target nor reference, kept with the reason (`reason` for code, `why` for people)."""

    text: str
    start: int
    end: int
    reason: str
    why: str


@dataclass(frozen=True)
class Reading:
    """A plan document, read. `text` is the normalised text that all offsets point into."""

    text: str
    targets: tuple[Target, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    references: tuple[Reference, ...] = ()
    unclaimed: tuple[Unclaimed, ...] = ()
    period: tuple[int | None, int | None] = field(default=(None, None))

    def as_dict(self) -> dict[str, list[dict[str, Any]]]:
        """The four lists, ready for `json.dumps`."""
        return {
            "targets": [asdict(target) for target in self.targets],
            "commitments": [{**asdict(c), "units": list(c.units)} for c in self.commitments],
            "references": [asdict(reference) for reference in self.references],
            "unclaimed": [asdict(number) for number in self.unclaimed],
        }
