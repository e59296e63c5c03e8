"""Writing legal events of marks that came in a file: the mark found by its number, in one class or in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhice.intake.sinks import DUPLICATE, NEW, Outcome, Verdict
from zhice.registry.parties.naming import matching_name
from zhice.registry.rights.trademarks import terms
from zhice.registry.rights.trademarks.life import HOME, rebuild_life
from zhice.registry.rights.trademarks.models import Trademark, TrademarkEvent
from zhice.registry.rights.trademarks.rows import TrademarkEventRow
from zhice.registry.rights.trademarks.storing import parties_of


@dataclass(frozen=True, slots=True)
class Judged:
    """An event row with the marks it speaks of and has not been told of yet."""

    row: TrademarkEventRow
    marks: tuple[Trademark, ...]
    verdict: Verdict


def judge(rows: Sequence[TrademarkEventRow]) -> list[Judged]:
    """What would become of each row, in order; writes nothing."""
    numbers = {row.number for row in rows}
    marks: dict[tuple[str, str], list[Trademark]] = {}
    for mark in Trademark.objects.filter(number__in=numbers).order_by("nice_class"):
        marks.setdefault((mark.office, mark.number), []).append(mark)
    told = set(
        TrademarkEvent.objects.filter(trademark__number__in=numbers).values_list(
            "trademark", "kind", "day", "until", "party__matching_name", "region", "detail"
        )
    )
    judged = []
    for row in rows:
        meant = [
            mark
            for mark in marks.get((row.office, row.number), ())
            if row.nice_class in (None, mark.nice_class)
        ]
        name = matching_name(row.holder) or None
        fresh = [
            mark
            for mark in meant
            if (mark.pk, row.kind, row.day, row.until, name, row.region, row.detail) not in told
        ]
        told |= {(mark.pk, row.kind, row.day, row.until, name, row.region, row.detail) for mark in fresh}
        judged.append(Judged(row, tuple(fresh), _verdict(row, meant, fresh)))
    return judged


def store(rows: Sequence[TrademarkEventRow], *, batch: int | None, example: bool = False) -> list[Verdict]:
    """Judge the events, write the new ones and fold the lives they touch; in the caller's transaction."""
    judged = judge(rows)
    fresh = [one for one in judged if one.verdict.outcome is Outcome.NEW]
    parties = parties_of([(one.row.holder, one.row.region) for one in fresh], batch=batch, example=example)
    events = [
        TrademarkEvent(
            trademark=mark,
            kind=one.row.kind,
            day=one.row.day,
            until=one.row.until,
            party_id=parties.get(place),
            region_id=one.row.region,
            detail=one.row.detail,
            batch_id=batch,
        )
        for place, one in enumerate(fresh)
        for mark in one.marks
    ]
    TrademarkEvent.objects.bulk_create(events, batch_size=2_000)
    rebuild_life(event.trademark_id for event in events)
    return [one.verdict for one in judged]


def _verdict(row: TrademarkEventRow, meant: list[Trademark], fresh: list[Trademark]) -> Verdict:
    if not meant:
        return _conflict("number", "没有登记此号的商标，请先导入商标", row.number)
    for mark in fresh:
        first = mark.filed_date or mark.registered_date
        if first and row.day < first and row.kind not in ("filed", "published", "registered"):
            return _conflict("day", str(first), str(row.day))
        if too_early(row.kind, row.day, row.until, mark):
            return _conflict("day", f"专用期限至 {mark.expires_on}，续展早于办理期", str(row.day))
    return NEW if fresh else DUPLICATE


def too_early(kind: str, day: object, until: object, mark: Trademark) -> bool:
    """A renewal before its window, of which no source says until when: it renews nothing, so it is not taken."""
    if kind != "renewed" or until is not None or mark.office != HOME or mark.expires_on is None:
        return False
    return bool(day < terms.opens(mark.expires_on))  # type: ignore[operator]


def _conflict(column: str, ours: str, theirs: str) -> Verdict:
    return Verdict(Outcome.CONFLICT, {column: (ours, theirs)})
