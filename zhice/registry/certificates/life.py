"""On which days a certificate is valid: a fold of its own words and its events, and of one day of the law.

valid on d: issued ≤ d ≤ last day of the term, not suspended, revoked or cancelled, and the edition holds on d. A certificate
of the 2013 edition that nobody converted ends with the transition (公告2023年第27号). That a surveillance audit is late is
no end: the interval is unverified, so it reminds (decision 0033).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

OLD, NEW = "2013", "2023"
_DAY = timedelta(days=1)
_FINAL = frozenset({"revoked", "cancelled"})


@dataclass(frozen=True, slots=True)
class Happening:
    """One event: `until` is the last day of the new term, of a renewal only."""

    kind: str
    day: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Spell:
    """Valid from `start` up to the day before `end`, under one edition."""

    start: date
    end: date
    edition: str


def spells(
    *, edition: str, issued_on: date, valid_until: date, events: Iterable[Happening], old_until: date | None
) -> list[Spell]:
    """The spells in order. `old_until`: the last day of the 2013 edition, None before the law names one.

    >>> day = date.fromisoformat
    >>> term = {"edition": "2013", "issued_on": day("2023-05-01"), "valid_until": day("2026-04-30"), "old_until": day("2025-12-31")}
    >>> [(str(s.start), str(s.end)) for s in spells(**term, events=[])]
    [('2023-05-01', '2026-01-01')]
    >>> [(str(s.start), str(s.end), s.edition) for s in spells(**term, events=[Happening("converted", day("2025-06-01"))])]
    [('2023-05-01', '2025-06-01', '2013'), ('2025-06-01', '2026-05-01', '2023')]
    """
    told = sorted((event for event in events if event.day >= issued_on), key=lambda event: event.day)
    ends = [day for day in _ends(valid_until, told, old_until) if day > issued_on]
    turns = sorted({issued_on, *(event.day for event in told), *ends})
    found: list[Spell] = []
    for start, end in pairwise(turns):
        now = _edition(edition, told, start)
        if not _valid(start, valid_until, told, now, old_until):
            continue
        if found and found[-1].end == start and found[-1].edition == now:
            found[-1] = Spell(found[-1].start, end, now)
        else:
            found.append(Spell(start, end, now))
    return found


def _ends(valid_until: date, told: Sequence[Happening], old_until: date | None) -> list[date]:
    """The first days after each term and after the transition: where validity may turn without an event."""
    lasts = [
        valid_until,
        *(event.until for event in told if event.until),
        *([old_until] if old_until else []),
    ]
    return [last + _DAY for last in lasts]


def _edition(first: str, told: Sequence[Happening], day: date) -> str:
    return NEW if any(event.kind == "converted" and event.day <= day for event in told) else first


def _valid(
    day: date, valid_until: date, told: Sequence[Happening], edition: str, old_until: date | None
) -> bool:
    last, suspended = valid_until, False
    for event in told:
        if event.day > day:
            break
        if event.kind in _FINAL:
            return False
        if event.kind == "renewed" and event.until is not None:
            last = event.until
        if event.kind in ("suspended", "restored"):
            suspended = event.kind == "suspended"
    return (
        day <= last and not suspended and not (edition == OLD and old_until is not None and day > old_until)
    )
