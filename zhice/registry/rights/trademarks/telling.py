"""What a row tells that is not known yet, and where it contradicts what is known. Pure Python.

A row that adds (a mark now registered, a term now renewed) is new; one that adds nothing repeats; one that says otherwise
is a conflict: the record stands and a person decides. A new holder or seat is never taken from a list: a list does not say
since when, so the transfer or change has to be recorded with its day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from zhice.registry.parties.naming import matching_name
from zhice.registry.rights.trademarks import terms
from zhice.registry.rights.trademarks.rows import TrademarkRow

STAGES = ("filed", "published", "registered")
DESCRIBED = ("kind", "name", "certificate_number", "goods", "similar_groups", "agency")
HOME = "CN"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Story:
    """One event to be written; `held` when it carries the holder and the seat."""

    kind: str
    day: date
    until: date | None = None
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the register holds of the mark in one class."""

    described: dict[str, str]
    days: dict[str, date | None]
    expires_on: date | None
    holder: str
    region: str | None
    ends: frozenset[tuple[str, date]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one row means for the mark in one class."""

    described: dict[str, str]
    stories: tuple[Story, ...]
    differences: dict[str, tuple[str, str]]


def described(row: TrademarkRow, nice_class: int) -> dict[str, str]:
    """The columns that describe the mark in this class."""
    return {
        "kind": row.kind,
        "name": row.name,
        "certificate_number": row.certificate_number,
        "goods": row.goods_of(nice_class),
        "similar_groups": row.groups_of(nice_class),
        "agency": row.agency,
    }


def told(row: TrademarkRow, nice_class: int, known: Known | None) -> Telling:
    """The additions and contradictions of a row."""
    said = described(row, nice_class)
    if known is None:
        return Telling(described=said, stories=tuple(_first(row)), differences={})
    differences = dict(_contradictions(row, said, known))
    fresh = {name: value for name, value in said.items() if value and not known.described[name]}
    return Telling(described=fresh, stories=tuple(_further(row, known)), differences=differences)


def _first(row: TrademarkRow) -> Iterator[Story]:
    """A mark not known yet: its stages, the first of them with holder and seat, then its terms and its end."""
    held = True
    for kind in STAGES:
        day = getattr(row, f"{kind}_date")
        if day is not None:
            until = _first_end(row) if kind == "registered" else None
            yield Story(kind, day, until, held)
            held = False
    if row.office == HOME and row.registered_date and row.until:
        for renewal in terms.renewals_until(row.registered_date, row.until)[1]:
            yield Story("renewed", renewal.day, renewal.until)
    for kind, day in row.ends:
        yield Story(kind, day)


def _first_end(row: TrademarkRow) -> date | None:
    """The end of the first term where it is not what the law says; abroad, the end that the source gives."""
    if row.registered_date is None or row.until is None or row.office != HOME:
        return row.until
    return terms.renewals_until(row.registered_date, row.until)[0]


def _further(row: TrademarkRow, known: Known) -> Iterator[Story]:
    fresh_registration = row.registered_date is not None and known.days["registered"] is None
    for kind in STAGES:
        day = getattr(row, f"{kind}_date")
        if day is not None and known.days[kind] is None:
            yield Story(kind, day, _first_end(row) if kind == "registered" else None)
    if row.until and fresh_registration and row.office == HOME:
        for renewal in terms.renewals_until(row.registered_date, row.until)[1]:  # type: ignore[arg-type]
            yield Story("renewed", renewal.day, renewal.until)
    elif row.until and known.expires_on and row.until > known.expires_on:
        yield Story("renewed", known.expires_on + _DAY, row.until)
    for ended in row.ends:
        if ended not in known.ends:
            yield Story(*ended)


def _contradictions(
    row: TrademarkRow, said: dict[str, str], known: Known
) -> Iterator[tuple[str, tuple[str, str]]]:
    for name in DESCRIBED:
        ours, theirs = known.described[name], said[name]
        if ours and theirs and ours != theirs:
            yield name, (ours, theirs)
    for kind in STAGES:
        our_day, their_day = known.days[kind], getattr(row, f"{kind}_date")
        if our_day and their_day and our_day != their_day:
            yield f"{kind}_date", (str(our_day), str(their_day))
    if row.until and known.expires_on and row.until < known.expires_on:
        yield "expires_on", (str(known.expires_on), str(row.until))
    if row.holder and known.holder and matching_name(row.holder) != matching_name(known.holder):
        yield "holder", (f"{known.holder}（如已转让或更名，请登记该事件及日期）", row.holder)
    elif row.region and known.region and row.region != known.region:
        yield "address", (f"{known.region}（如已迁址，请登记地址变更及日期）", row.region)
