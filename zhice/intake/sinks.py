"""Where rows go: a format's pillar gives a `Sink`; the pipeline calls it inside its one transaction.

The rule of conflict (items 59–61 of the catalogue of hostile input):
- a key not there yet: NEW, stored;
- a key there with the same content: DUPLICATE, nothing written;
- a key there, told by another source that contradicts nothing (`registry.rights.patents.agreeing`): NEW, stored beside it;
- a key there with content that contradicts it: CONFLICT; the record stays as it is, is flagged as contested by the
  sink,
  and the row goes to quarantine with the differences, for a person to settle by an explicit correction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Protocol

from zhice.intake.format import Accepted
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words


class Outcome(Enum):
    NEW = "new"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one row. `differences`: column name → (text in our records, text in the file).

    `unmet`, with CONFLICT: nothing contradicts the row, but what it rests on is not there yet; sent again later, it is
    judged afresh. `flags`, with NEW: what a person may want to know of the row beside what we have; the format has words.
    """

    outcome: Outcome
    differences: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    unmet: Words | None = None
    flags: tuple[str, ...] = ()


NEW = Verdict(Outcome.NEW)
DUPLICATE = Verdict(Outcome.DUPLICATE)


class BatchInUse(ZhiceError):
    """A batch cannot be taken back: something later rests on it. The words name what, and how many."""


class Sink(Protocol):
    """Set-based writing of one format's rows. Keys within one call are distinct.

    Called within the pipeline's transaction, which also holds a lock that lets one import of a format write
    at
    a time; a sink opens no transaction of its own and writes no journal event for the rows (the batch has
    one).
    """

    def compare(self, rows: Sequence[Accepted]) -> Sequence[Verdict]:
        """What `store` would answer, in the order of `rows`; writes nothing (the dry run)."""

    def store(self, rows: Sequence[Accepted], *, batch: int, actor: str, day: date) -> Sequence[Verdict]:
        """Write what is new, in the order of `rows`; `batch` is the number of the Batch, kept on every
        record.
        """

    def remove(self, *, batch: int) -> int:
        """Take back what `batch` stored and give the number of records; raises `BatchInUse`."""


class Sinks:
    """Sinks by the format's name; a factory, so that the pure floors need not import models."""

    def __init__(self) -> None:
        self._factories: dict[str, Callable[[], Sink]] = {}

    def add(self, format: str, factory: Callable[[], Sink]) -> None:
        self._factories[format] = factory

    def __getitem__(self, format: str) -> Sink:
        if format not in self._factories:
            raise ZhiceError(
                Words(
                    zh=f"格式“{format}”只能预览：本系统没有登记它的写入方式。",
                    en=f"Format “{format}” can only be previewed: nothing here writes its rows.",
                )
            )
        return self._factories[format]()


SINKS = Sinks()
