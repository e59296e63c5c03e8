"""Rank: peers in order of their values, equal ones sharing a position (1, 1, 3), those without a figure last and unplaced."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from zhice.measuring.figure import Place
from zhice.measuring.outcome import Outcome
from zhice.measuring.territory import Territory


def ranked(found: Mapping[str, Outcome], peers: tuple[Territory, ...], *, best: str) -> tuple[Place, ...]:
    values = [one.value for one in found.values() if one.value is not None]
    places = [_place(where, found[where.code], values, best) for where in peers]
    last = len(peers) + 1
    return tuple(sorted(places, key=lambda place: (place.position or last, place.territory.code)))


def _place(where: Territory, one: Outcome, values: list[Decimal], best: str) -> Place:
    if one.value is None:
        return Place(where, None, None, one.why_not)
    better = sum(value > one.value if best == "highest" else value < one.value for value in values)
    return Place(where, one.value, better + 1)
