"""Validity on any day equals a plain walk day by day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from zhice.registry.certificates.life import Happening, spells

FIRST = date(2024, 12, 1)
SPAN = 60
DAYS = st.integers(0, SPAN).map(lambda days: FIRST + timedelta(days=days))
KINDS = ["surveillance", "converted", "renewed", "suspended", "restored", "revoked", "cancelled"]


@st.composite
def histories(draw):
    """An edition, a term, events of distinct days, and the last day of the old edition."""
    issued = draw(DAYS)
    until = issued + timedelta(days=draw(st.integers(0, 40)))
    days = draw(st.lists(DAYS, max_size=6, unique=True))
    events = []
    for day in days:
        kind = draw(st.sampled_from(KINDS))
        events.append(
            Happening(
                kind, day, day + timedelta(days=draw(st.integers(0, 40))) if kind == "renewed" else None
            )
        )
    return draw(st.sampled_from(["2013", "2023"])), issued, until, events, draw(st.none() | DAYS)


def valid(edition, issued, until, events, old_until, day):
    """Slow and obvious: every event up to the day, one after the other."""
    if day < issued:
        return False
    for event in sorted(events, key=lambda one: one.day):
        if not issued <= event.day <= day:
            continue
        if event.kind in ("revoked", "cancelled"):
            return False
    standing = [event for event in sorted(events, key=lambda one: one.day) if issued <= event.day <= day]
    halts = [event.kind for event in standing if event.kind in ("suspended", "restored")]
    if halts and halts[-1] == "suspended":
        return False
    for event in standing:
        if event.kind == "renewed":
            until = event.until
        if event.kind == "converted":
            edition = "2023"
    return day <= until and not (edition == "2013" and old_until and day > old_until)


@given(histories())
@settings(max_examples=300, deadline=None)
def test_spells_hold_on_the_days_a_walk_finds(history):
    edition, issued, until, events, old_until = history
    found = spells(edition=edition, issued_on=issued, valid_until=until, events=events, old_until=old_until)
    for days in range(-1, SPAN + 85):
        day = FIRST + timedelta(days=days)
        held = [spell for spell in found if spell.start <= day < spell.end]
        assert len(held) == valid(edition, issued, until, events, old_until, day)
    assert found == sorted(found, key=lambda spell: spell.start)
