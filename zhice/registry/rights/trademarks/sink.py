"""The doors through which the intake pipeline writes trademarks; see `zhice.intake.sinks.Sink` for the rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhice.intake.format import Accepted
from zhice.intake.sinks import Verdict
from zhice.registry.rights.trademarks import actions, happening, withdrawing


class TrademarkSink:
    """Stores `TrademarkRow`s."""

    def compare(self, rows: Sequence[Accepted]) -> Sequence[Verdict]:
        return actions.compare_trademarks(rows=[row.record for row in rows])

    def store(self, rows: Sequence[Accepted], *, batch: int, actor: str, day: date) -> Sequence[Verdict]:
        return actions.register_trademarks(rows=[row.record for row in rows], batch=batch)

    def remove(self, *, batch: int) -> int:
        return withdrawing.withdraw(batch)


class TrademarkEventSink:
    """Stores `TrademarkEventRow`s."""

    def compare(self, rows: Sequence[Accepted]) -> Sequence[Verdict]:
        return [one.verdict for one in happening.judge([row.record for row in rows])]

    def store(self, rows: Sequence[Accepted], *, batch: int, actor: str, day: date) -> Sequence[Verdict]:
        return actions.register_events(rows=[row.record for row in rows], batch=batch)

    def remove(self, *, batch: int) -> int:
        return withdrawing.withdraw(batch)
