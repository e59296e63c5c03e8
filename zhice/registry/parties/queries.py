"""Questions over parties: what a party was called and where it sat on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from zhice.registry.parties.models import Party
from zhice.registry.regions.models import Region


def on(day: date) -> Q:
    """The stretch that holds the day."""
    return (Q(from_date=None) | Q(from_date__lte=day)) & (Q(to_date=None) | Q(to_date__gt=day))


def name_on(*, party: Party, day: date) -> str:
    """The name on that day; a party that was never renamed bears the one it has."""
    found: Any = party.names.filter(on(day)).first()
    return found.name if found else party.name


def seat_on(*, party: Party, day: date) -> Region | None:
    """The region of the seat on that day; a party that never moved sits where it does."""
    found: Any = party.seats.filter(on(day)).first()
    return found.region if found else party.region


@dataclass(frozen=True)
class Proposal:
    """A record of the party names another seat than the one that is registered: a person decides whether it moved."""

    region: Region
    day: date
    source: str
    namesake: Party | None = None


def proposed_move(party: Party) -> Proposal | None:
    """The seat that the party's latest record names, where it differs from the registered one.

    Rows of a gazette find a party by name and seat, so a firm that moved shows up as a namesake elsewhere: an organisation
    of the same name whose records begin after this one's last record. A namesake with another credit code is another firm.
    """
    publications = Party._meta.apps.get_model("registry", "Publication").objects
    own = publications.filter(party=party).order_by("-date", "-pk")
    last, other = own.first(), own.exclude(region=None).first()
    since = party.seats.filter(to_date=None).values_list("from_date", flat=True).first()
    if other is not None and other.region_id != party.region_id and (since is None or other.date > since):
        return Proposal(other.region, other.date, other.publication_number)
    if party.kind != Party.Kind.ORGANISATION or last is None:
        return None
    namesakes = Party.objects.filter(kind=party.kind, matching_name=party.matching_name).exclude(pk=party.pk)
    namesakes = namesakes.exclude(region=party.region).exclude(region=None)
    if party.uscc:
        namesakes = namesakes.filter(Q(uscc=None) | Q(uscc=party.uscc))
    for namesake in namesakes:
        theirs = publications.filter(party=namesake).order_by("date", "pk").first()
        if theirs is not None and theirs.date > last.date:
            return Proposal(namesake.region, theirs.date, theirs.publication_number, namesake)
    return None
