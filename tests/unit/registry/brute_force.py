"""The life of one patent told day by day in plain Python: slow, obvious, and independent of the SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

ENDS = {"fee_lapse", "expired", "abandoned", "invalidated"}


@dataclass(frozen=True)
class Told:
    """One source: a publication (published, granted, corrected) or a legal event."""

    day: date
    kind: str
    holder: str | None = None
    region: str | None = None


RANK = {"address_change": 1, "transfer": 2, "fee_lapse": 1, "restored": 2}


def in_force_in(sources: list[Told], day: date) -> str | None:
    """The region in which the right counts at the end of `day`; None where no granted right is in force."""
    grants = [told.day for told in sources if told.kind == "granted"]
    if not grants or day < min(grants):
        return None
    alive, granted = True, min(grants)
    for step in range((day - granted).days + 1):
        today = granted + timedelta(days=step)
        kinds = {told.kind for told in sources if told.day == today}
        if kinds & ENDS:
            alive = False
        if "restored" in kinds:
            alive = True
    return seat_on(sources, day) if alive else None


def seat_on(sources: list[Told], day: date) -> str | None:
    """The region that the latest statement of a seat up to `day` names; the first statement reaches back."""
    statements = [told for told in sources if told.region or told.holder]
    statements.sort(key=lambda told: (told.day, RANK.get(told.kind, 0)))
    seat = statements[0].region if statements else None
    for told in statements:
        if told.day <= day and told.region:
            seat = told.region
    return seat
