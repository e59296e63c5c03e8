"""The door through which the intake pipeline writes patents; see `zhice.intake.sinks.Sink` for the rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhice.intake.format import Accepted
from zhice.intake.sinks import Verdict
from zhice.registry.rights.patents import actions, happening


class PatentSink:
    """Stores `PublicationRow`s."""

    def compare(self, rows: Sequence[Accepted]) -> Sequence[Verdict]:
        return actions.compare_publications(rows=[row.record for row in rows])

    def store(self, rows: Sequence[Accepted], *, batch: int, actor: str, day: date) -> Sequence[Verdict]:
        return actions.register_publications(rows=[row.record for row in rows], batch=batch)

    def remove(self, *, batch: int) -> int:
        return actions.withdraw_batch(batch=batch)


class LegalEventSink:
    """Stores `LegalEventRow`s."""

    def compare(self, rows: Sequence[Accepted]) -> Sequence[Verdict]:
        return happening.judge_events([row.record for row in rows])

    def store(self, rows: Sequence[Accepted], *, batch: int, actor: str, day: date) -> Sequence[Verdict]:
        return actions.register_legal_events(rows=[row.record for row in rows], batch=batch)

    def remove(self, *, batch: int) -> int:
        return actions.withdraw_batch(batch=batch)
