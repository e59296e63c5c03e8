"""Writing rows of trademarks, many at once: what is known fetched together, parties found or made, lives folded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from zhice.intake.sinks import DUPLICATE, NEW, Outcome, Verdict
from zhice.registry.parties.naming import display_name, kind_of, matching_name
from zhice.registry.rights.patents.storing import find_or_make_parties
from zhice.registry.rights.trademarks.life import ENDS, rebuild_life
from zhice.registry.rights.trademarks.models import Trademark, TrademarkEvent
from zhice.registry.rights.trademarks.rows import TrademarkRow
from zhice.registry.rights.trademarks.telling import DESCRIBED, Known, Telling, told

Key = tuple[str, str, int]
_ENDINGS = (*ENDS, "withdrawn", "refused")
_ASKING = """
create temporary table asking (
    place integer, finding text, party_kind text, matching_name text, first_applicant text, region text
) on commit drop
"""
_COPY = "copy asking (place, finding, party_kind, matching_name, first_applicant, region) from stdin"
_SCRATCH = "drop table if exists asking, named"
_FOUND = """
select a.place, n.party_id from asking a join named n
    on n.matching_name = a.matching_name and n.party_kind = a.party_kind and n.region is not distinct from a.region
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with what it tells of each class, and the verdict over all of them."""

    row: TrademarkRow
    tellings: tuple[tuple[Key, Telling], ...]
    verdict: Verdict


def judge(rows: Sequence[TrademarkRow]) -> list[Judged]:
    """What would become of each row, in order; writes nothing."""
    known = _known(rows)
    judged = []
    for row in rows:
        keys = [(row.office, row.number, nice_class) for nice_class in row.classes]
        tellings = [(key, told(row, key[2], known.get(key))) for key in keys]
        judged.append(Judged(row, tuple(tellings), _verdict(tellings, known)))
    return judged


def store(rows: Sequence[TrademarkRow], *, batch: int | None, example: bool = False) -> list[Verdict]:
    """Judge the rows, write what is new and fold the lives they touch; in the caller's transaction."""
    judged = judge(rows)
    fresh = [one for one in judged if one.verdict.outcome is Outcome.NEW]
    parties = parties_of([(one.row.holder, one.row.region) for one in fresh], batch=batch, example=example)
    keys = {key for one in fresh for key, _ in one.tellings}
    there = {(mark.office, mark.number, mark.nice_class): mark for mark in _records(key[1] for key in keys)}
    made = [
        Trademark(office=key[0], number=key[1], nice_class=key[2], batch_id=batch, **telling.described)
        for one in fresh
        for key, telling in one.tellings
        if key not in there
    ]
    Trademark.objects.bulk_create(made, batch_size=2_000)
    there |= {(mark.office, mark.number, mark.nice_class): mark for mark in made}
    events: list[TrademarkEvent] = []
    for place, one in enumerate(fresh):
        for key, telling in one.tellings:
            events += _events(there[key], one.row, telling, party=parties.get(place), batch=batch)
            _describe(there[key], telling)
    TrademarkEvent.objects.bulk_create(events, batch_size=2_000)
    rebuild_life(there[key].pk for key in keys)
    return [one.verdict for one in judged]


def parties_of(
    named: Sequence[tuple[str, str | None]], *, batch: int | None, example: bool = False
) -> dict[int, int]:
    """The party of each (name, region), by place; found, or made where there is none. A place without a name has none."""
    with connection.cursor() as cursor:
        cursor.execute(_SCRATCH)
        cursor.execute(_ASKING)
        with cursor.copy(_COPY) as copy:
            for place, (name, region) in enumerate(named):
                if name:
                    copy.write_row(
                        (place, "new", kind_of(name), matching_name(name), display_name(name), region)
                    )
        find_or_make_parties(rows="asking", batch=batch, example=example)
        cursor.execute(_FOUND)
        found = dict(cursor.fetchall())
        cursor.execute(_SCRATCH)
    return found


def _records(numbers: Iterable[str]) -> Iterable[Trademark]:
    return Trademark.objects.filter(number__in=set(numbers)).select_related("holder")


def _known(rows: Sequence[TrademarkRow]) -> dict[Key, Known]:
    marks = {mark.pk: mark for mark in _records(row.number for row in rows)}
    endings: dict[int, set[tuple[str, object]]] = {}
    events = TrademarkEvent.objects.filter(trademark__in=marks, kind__in=_ENDINGS)
    for trademark, kind, day in events.values_list("trademark", "kind", "day"):
        endings.setdefault(trademark, set()).add((kind, day))
    return {
        (mark.office, mark.number, mark.nice_class): Known(
            described={name: getattr(mark, name) for name in DESCRIBED},
            days={
                "filed": mark.filed_date,
                "published": mark.published_date,
                "registered": mark.registered_date,
            },
            expires_on=mark.expires_on,
            holder=mark.holder.name if mark.holder else "",
            region=mark.holder_region_id,
            ends=frozenset(endings.get(mark.pk, ())),  # type: ignore[arg-type]
        )
        for mark in marks.values()
    }


def _verdict(tellings: list[tuple[Key, Telling]], known: Mapping[Key, Known]) -> Verdict:
    differences = {name: pair for _, telling in tellings for name, pair in telling.differences.items()}
    if differences:
        return Verdict(Outcome.CONFLICT, differences)
    adds = any(key not in known or telling.described or telling.stories for key, telling in tellings)
    return NEW if adds else DUPLICATE


def _events(
    mark: Trademark, row: TrademarkRow, telling: Telling, *, party: int | None, batch: int | None
) -> list[TrademarkEvent]:
    return [
        TrademarkEvent(
            trademark=mark,
            kind=story.kind,
            day=story.day,
            until=story.until,
            party_id=party if story.held else None,
            region_id=row.region if story.held else None,
            batch_id=batch,
        )
        for story in telling.stories
    ]


def _describe(mark: Trademark, telling: Telling) -> None:
    """Fill what was empty; a mark made just now holds it already."""
    fresh = {name: value for name, value in telling.described.items() if not getattr(mark, name)}
    for name, value in fresh.items():
        setattr(mark, name, value)
    if fresh and any(fresh.values()):
        mark.save(update_fields=list(fresh))
