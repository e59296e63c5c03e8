"""Are two persons one? With caution: many share a name, so a name alone is never more than a reason to look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhice.matching.finding import Finding, Verdict, conclude
from zhice.matching.firms import Firm, compare
from zhice.matching.places import PlaceWords
from zhice.matching.writing import write

_SHORT_NAME = 2


@dataclass(frozen=True, kw_only=True)
class Person:
    """What is known of a person; `region` is a code, `employer` a firm's name."""

    name: str
    employer: str = ""
    region: str | None = None


def compare_persons(left: Person, right: Person, places: PlaceWords) -> Finding:
    """Whether two persons are one; raises NameRefused. "same" needs name, employer and region, and more than two characters."""
    return conclude(list(_features(left, right, places)), base="person")


def _features(left: Person, right: Person, places: PlaceWords) -> Iterator[str]:
    mine, yours = write(left.name), write(right.name)
    if mine.text != yours.text:
        yield "person_name_differs"
    else:
        yield "person_name_same"
        if len(mine.text) <= _SHORT_NAME:
            yield "person_name_short"
    if mine.traditional != yours.traditional:
        yield "traditional"
    if any(flag.refuses for flag in (*mine.flags, *yours.flags)):
        yield "forbidden"
    if left.employer and right.employer:
        employers = compare(Firm(name=left.employer), Firm(name=right.employer), places)
        yield "employer_same" if employers.verdict is Verdict.SAME else "employer_differs"
    if left.region and right.region:
        near = places.within(left.region, {right.region}) or places.within(right.region, {left.region})
        yield "person_place_same" if near else "person_place_differs"
