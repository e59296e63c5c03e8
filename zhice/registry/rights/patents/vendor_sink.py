"""The door for vendors' exports: a publication of ours with the dated legal events told beside it, or one of another office.

A row of ours repeats what we have only if it brings neither. A publication that contradicts ours stays outside with its
events. What other offices published goes to the register of publications abroad, whose families are folded with ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from zhice.intake.format import Accepted
from zhice.intake.sinks import Outcome, Verdict
from zhice.registry.rights.families import storing as families
from zhice.registry.rights.families.rows import ForeignPublicationRow
from zhice.registry.rights.patents import actions, happening
from zhice.registry.rights.patents.formats.vendors import VendorRow
from zhice.registry.rights.patents.rows import LegalEventRow

_Tell = Callable[[list[LegalEventRow]], Sequence[Verdict]]
_Answer = Callable[[list[Any]], Sequence[Verdict]]


class VendorSink:
    """Stores `VendorRow`s and `ForeignPublicationRow`s."""

    def compare(self, rows: Sequence[Accepted]) -> Sequence[Verdict]:
        def ours(told: list[VendorRow]) -> list[Verdict]:
            verdicts = actions.compare_publications(rows=told)
            return _with_events(told, verdicts, known_only=True, tell=happening.judge_events)

        return _each(rows, ours=ours, abroad=families.judge)

    def store(self, rows: Sequence[Accepted], *, batch: int, actor: str, day: date) -> Sequence[Verdict]:
        def tell(events: list[LegalEventRow]) -> Sequence[Verdict]:
            return actions.register_legal_events(rows=events, batch=batch)

        def ours(told: list[VendorRow]) -> list[Verdict]:
            verdicts = actions.register_publications(rows=told, batch=batch)
            members = [
                row.member
                for row, verdict in zip(told, verdicts, strict=True)
                if row.member is not None and verdict.outcome is not Outcome.CONFLICT
            ]
            families.store(members, batch=batch)
            return _with_events(told, verdicts, known_only=False, tell=tell)

        return _each(rows, ours=ours, abroad=lambda told: families.store(told, batch=batch))

    def remove(self, *, batch: int) -> int:
        ours = actions.withdraw_batch(batch=batch)
        return ours + families.withdraw(batch)


def _each(rows: Sequence[Accepted], *, ours: _Answer, abroad: _Answer) -> list[Verdict]:
    """The verdicts of the two rooms, in the order of the rows."""
    records = [row.record for row in rows]
    foreign = [isinstance(record, ForeignPublicationRow) for record in records]
    answers = {
        kind: iter(
            answer([record for record, is_abroad in zip(records, foreign, strict=True) if is_abroad is kind])
        )
        for kind, answer in ((False, ours), (True, abroad))
    }
    return [next(answers[kind]) for kind in foreign]


def _with_events(
    rows: Sequence[VendorRow], verdicts: Sequence[Verdict], *, known_only: bool, tell: _Tell
) -> list[Verdict]:
    """The verdicts on the publications, changed where an event is new to us or contradicts what we know."""
    told = [
        (place, event)
        for place, (row, verdict) in enumerate(zip(rows, verdicts, strict=True))
        if verdict.outcome is not Outcome.CONFLICT
        and not (known_only and verdict.outcome is Outcome.NEW and not verdict.flags)
        for event in row.events
    ]
    found = list(verdicts)
    if not told:
        return found
    for (place, _), verdict in zip(told, tell([event for _, event in told]), strict=True):
        worse = verdict.outcome is Outcome.CONFLICT or found[place].outcome is Outcome.DUPLICATE
        if worse and found[place].outcome is not Outcome.CONFLICT:
            found[place] = verdict
    return found
