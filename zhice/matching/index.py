"""Which of a million firms may this one be? Names are filed under their parts, so that a look-up compares a handful.

In memory: 64-bit keys in sorted arrays, the names themselves, and the codes. Rebuilt from scratch; nothing is kept on disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhice.matching.finding import Finding, Verdict
from zhice.matching.firms import Firm, compare, compare_names
from zhice.matching.parts import FirmName, take_apart
from zhice.matching.places import PlaceWords
from zhice.matching.sounds import sound
from zhice.matching.writing import NameRefused, folded

Keys = NDArray[np.int64]
_KEYS = 4
_COMPARED = 48
"""Candidates compared in full at most; those that share the most parts come first."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A firm of the index by its place in the list, with the finding."""

    place: int
    name: str
    finding: Finding


class FirmIndex:
    """Names filed under place + 字号 + trades, 字号 + trades, place + 字号, and the sound of the 字号."""

    def __init__(self, names: Sequence[str], places: PlaceWords, *, codes: Iterable[str | None] = ()) -> None:
        self._places, self.names = places, names
        keys = np.fromiter(
            (key for name in names for key in self._keys_of(name)), dtype=np.int64, count=len(names) * _KEYS
        ).reshape(-1, _KEYS)
        self._order = [np.argsort(keys[:, kind], kind="stable").astype(np.int32) for kind in range(_KEYS)]
        self._sorted = [keys[order, kind] for kind, order in enumerate(self._order)]
        self._codes = {code: place for place, code in enumerate(codes) if code}

    def find(self, firm: Firm, *, most: int = 5) -> list[Hit]:
        """The firms that may be this one, the likeliest first; those that are surely others are left out."""
        known = self._codes.get(firm.code or "")
        if known is not None:
            finding = compare(firm, Firm(name=self.names[known], code=firm.code), self._places)
            return [Hit(known, self.names[known], finding)]
        mine = take_apart(firm.name, self._places)
        hits = [
            Hit(place, self.names[place], compare_names(mine, yours, self._places, seats=(firm.region, None)))
            for place, yours in self._candidates(mine)
        ]
        kept = [hit for hit in hits if hit.finding.verdict is not Verdict.DIFFERENT]
        return sorted(kept, key=lambda hit: (-hit.finding.score, hit.place))[:most]

    def _candidates(self, mine: FirmName) -> Iterator[tuple[int, FirmName]]:
        seen: set[int] = set()
        for kind, key in enumerate(_keys(mine)):
            rows = self._sorted[kind]
            low, high = np.searchsorted(rows, key, "left"), np.searchsorted(rows, key, "right")
            for place in self._order[kind][low : min(high, low + _COMPARED)].tolist():
                if len(seen) >= _COMPARED:
                    return
                if place not in seen:
                    seen.add(place)
                    yield place, take_apart(self.names[place], self._places)

    def _keys_of(self, name: str) -> tuple[int, ...]:
        try:
            return _keys(take_apart(name, self._places))
        except NameRefused:
            return (0,) * _KEYS


def _keys(name: FirmName) -> tuple[int, ...]:
    brand = folded(name.brand) or "".join((*name.trades, *name.numbers))
    trades = "".join(name.trades)
    place = min(name.place.codes, default="")
    return (
        hash((place, brand, trades, name.unit)),
        hash((brand, trades)),
        hash((place, brand)),
        hash((sound(brand), place)),
    )
