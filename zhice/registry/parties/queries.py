"""Questions over parties: what a party was called and where it sat on a day."""

from __future__ import annotations

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
