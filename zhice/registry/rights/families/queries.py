"""Questions over families: who belongs together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from zhice.registry.rights.families.models import ForeignPublication
from zhice.registry.rights.patents.models import Patent


@dataclass(frozen=True)
class Member:
    """One publication abroad, whichever and however many sources told of it."""

    publication_number: str
    country: str
    day: date | None
    title: str
    sources: tuple[Any, ...]
    record: int


def members_abroad(family: str, user: Any) -> list[Member]:
    """The publications of a family by other offices, oldest first, each once."""
    if not family:
        return []
    told: dict[str, list[ForeignPublication]] = {}
    publications = ForeignPublication.objects.visible_to(user).filter(family=family).exclude(country="CN")
    for publication in publications.order_by("publication_number", "source"):
        told.setdefault(publication.publication_number, []).append(publication)
    members = [_member(records) for records in told.values()]
    return sorted(members, key=lambda member: (member.day or date.max, member.publication_number))


def sisters(patent: Patent, user: Any) -> list[Patent]:
    """Our other patents of the same family."""
    if not patent.family:
        return []
    return list(
        Patent.objects.visible_to(user)
        .filter(family=patent.family)
        .exclude(pk=patent.pk)
        .order_by("filed_date")
    )


def _member(records: list[ForeignPublication]) -> Member:
    first = records[0]
    return Member(
        publication_number=first.publication_number,
        country=first.country,
        day=next((record.day for record in records if record.day), None),
        title=next((record.title for record in records if record.title), ""),
        sources=tuple(record.get_source_display() for record in records),
        record=first.pk,
    )
