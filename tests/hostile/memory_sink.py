"""A sink that remembers in a dict: the rules of `zhice.intake.sinks.Sink` in their plainest form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from zhice.intake.format import Accepted
from zhice.intake.sinks import DUPLICATE, NEW, Outcome, Verdict


class MemorySink:
    def __init__(self) -> None:
        self.records: dict[str, Any] = {}
        self.batch_of: dict[str, int] = {}

    def compare(self, rows: Sequence[Accepted]) -> Sequence[Verdict]:
        return [self._verdict(row) for row in rows]

    def store(self, rows: Sequence[Accepted], *, batch: int, actor: str, day: date) -> Sequence[Verdict]:
        verdicts = self.compare(rows)
        for row, verdict in zip(rows, verdicts, strict=True):
            if verdict is NEW:
                self.records[row.key] = row.record
                self.batch_of[row.key] = batch
        return verdicts

    def remove(self, *, batch: int) -> int:
        keys = [key for key, number in self.batch_of.items() if number == batch]
        for key in keys:
            del self.records[key], self.batch_of[key]
        return len(keys)

    def _verdict(self, row: Accepted) -> Verdict:
        ours = self.records.get(row.key)
        if ours is None:
            return NEW
        if ours == row.record:
            return DUPLICATE
        return Verdict(Outcome.CONFLICT, {"title": (ours.title, row.record.title)})
