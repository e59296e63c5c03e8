"""The verbs of patents. Imports run inside the pipeline's act; a single legal event is an act of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhice.intake.sinks import Outcome, Verdict
from zhice.journal.acts import act
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.registry.parties.models import Party
from zhice.registry.regions.models import Region
from zhice.registry.rights.families import folding
from zhice.registry.rights.patents import happening, judging, storing, withdrawing
from zhice.registry.rights.patents.life import rebuild_life
from zhice.registry.rights.patents.models import LegalEvent, Patent
from zhice.registry.rights.patents.rows import LegalEventRow, PublicationRow

__all__ = [
    "EventRefused",
    "compare_publications",
    "rebuild_life",
    "record_event",
    "register_legal_events",
    "register_publications",
    "withdraw_batch",
]


class EventRefused(ZhiceError):
    """A legal event contradicts what is known of the patent, or is there already."""


def register_publications(
    *, rows: Sequence[PublicationRow], batch: int | None, example: bool = False
) -> list[Verdict]:
    """Store publications and acceptance notices; one verdict per row, in order. Part of the caller's act."""
    verdicts = storing.store(rows, batch=batch, example=example)
    numbers = (row.publication_number or row.application_number or "" for row in rows)
    folding.fold_patents_of(numbers, told=any(row.family for row in rows))
    return verdicts


def compare_publications(*, rows: Sequence[PublicationRow]) -> list[Verdict]:
    """What `register_publications` would answer; writes nothing."""
    return judging.judge(rows)


def register_legal_events(
    *, rows: Sequence[LegalEventRow], batch: int | None, example: bool = False
) -> list[Verdict]:
    """Store legal events; one verdict per row, in order. Part of the caller's act."""
    return happening.store_events(rows, batch=batch, example=example)


def withdraw_batch(*, batch: int) -> int:
    """Take back what a batch stored; raises BatchInUse. Part of the caller's act."""
    with folding.refolded(batch=batch):
        return withdrawing.withdraw(batch)


def record_event(
    *,
    patent: Patent,
    kind: str,
    day: date,
    today: date,
    party: Party | None = None,
    region: Region | None = None,
    detail: str = "",
    reason: str = "",
) -> LegalEvent:
    """A person records one legal event; the life is folded anew in the same transaction. Raises EventRefused."""
    if day > today:
        raise EventRefused(
            Words(zh="日期不能晚于今天，请核对。", en="The day may not lie after today; check it.")
        )
    if patent.filed_date and day < patent.filed_date:
        raise EventRefused(
            Words(
                zh=f"日期早于申请日 {patent.filed_date}，请核对。",
                en=f"The day lies before the filing day {patent.filed_date}; check it.",
            )
        )
    with act("registry.patent.record_event", record=f"patent:{patent.pk}", reason=reason) as entry:
        event = LegalEvent(patent=patent, kind=kind, day=day, party=party, region=region, detail=detail)
        event.full_clean()
        event.save()
        rebuild_life([patent.pk])
        entry.new = {"kind": kind, "day": str(day), "detail": detail}
    return event


def refused(verdicts: Sequence[Verdict]) -> list[tuple[int, Verdict]]:
    """The rows that were not taken, by place; for callers that must not lose any."""
    return [(place, verdict) for place, verdict in enumerate(verdicts) if verdict.outcome is Outcome.CONFLICT]
