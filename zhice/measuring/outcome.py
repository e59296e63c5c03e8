"""What a count comes to for one territory, before it is dressed as a figure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from zhice.kernel.words import Words
from zhice.measuring.evidence import Part
from zhice.measuring.figure import Place, Term, YearRate


@dataclass(frozen=True)
class Outcome:
    """As in `Figure`; a value that is None always comes with `why_not`."""

    value: Decimal | None
    terms: tuple[Term, ...] = ()
    parts: tuple[Part, ...] = ()
    why_not: Words | None = None
    remark: Words | None = None
    years: tuple[YearRate, ...] = ()
    compound: Decimal | None = None
    mean_of_years: Decimal | None = None
    places: tuple[Place, ...] = ()
    unit_of_places: str = ""
