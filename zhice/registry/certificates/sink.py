"""The door through which the intake pipeline writes certificates; see `zhice.intake.sinks.Sink` for the rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhice.intake.format import Accepted
from zhice.intake.sinks import Verdict
from zhice.registry.certificates import storing


class CertificateSink:
    """Stores `CertificateRow`s."""

    def compare(self, rows: Sequence[Accepted]) -> Sequence[Verdict]:
        return storing.judge([row.record for row in rows])

    def store(self, rows: Sequence[Accepted], *, batch: int, actor: str, day: date) -> Sequence[Verdict]:
        return storing.store([row.record for row in rows], batch=batch)

    def remove(self, *, batch: int) -> int:
        return storing.withdraw(batch)
