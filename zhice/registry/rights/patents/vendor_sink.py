"""The door for vendors' exports: a publication, and the dated legal events that the vendor tells beside it.

A row repeats what we have only if it brings neither. A publication that differs from ours stays outside with its events.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from zhice.intake.format import Accepted
from zhice.intake.sinks import Outcome, Verdict
from zhice.registry.rights.patents import actions, happening
from zhice.registry.rights.patents.rows import LegalEventRow

_Tell = Callable[[list[LegalEventRow]], Sequence[Verdict]]


class VendorSink:
    """Stores `VendorRow`s."""

    def compare(self, rows: Sequence[Accepted]) -> Sequence[Verdict]:
        verdicts = actions.compare_publications(rows=[row.record for row in rows])
        return _with_events(rows, verdicts, among=(Outcome.DUPLICATE,), tell=happening.judge_events)

    def store(self, rows: Sequence[Accepted], *, batch: int, actor: str, day: date) -> Sequence[Verdict]:
        verdicts = actions.register_publications(rows=[row.record for row in rows], batch=batch)

        def tell(events: list[LegalEventRow]) -> Sequence[Verdict]:
            return actions.register_legal_events(rows=events, batch=batch)

        return _with_events(rows, verdicts, among=(Outcome.NEW, Outcome.DUPLICATE), tell=tell)

    def remove(self, *, batch: int) -> int:
        return actions.withdraw_batch(batch=batch)


def _with_events(
    rows: Sequence[Accepted], verdicts: Sequence[Verdict], *, among: tuple[Outcome, ...], tell: _Tell
) -> list[Verdict]:
    """The verdicts on the publications, changed where an event is new to us or contradicts what we know."""
    told = [
        (place, event)
        for place, (row, verdict) in enumerate(zip(rows, verdicts, strict=True))
        if verdict.outcome in among
        for event in row.record.events
    ]
    found = list(verdicts)
    if not told:
        return found
    for (place, _), verdict in zip(told, tell([event for _, event in told]), strict=True):
        worse = verdict.outcome is Outcome.CONFLICT or found[place].outcome is Outcome.DUPLICATE
        if worse and found[place].outcome is not Outcome.CONFLICT:
            found[place] = verdict
    return found
