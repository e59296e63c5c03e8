"""What a source says of a mark, as it is handed to the registry: one row for one application or registration.

The formats beside this file make such rows; the values are already read (canonical numbers, days, region codes).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class TrademarkRow:
    """One mark in the classes in which the source shows it (一标多类: one record each).

    `goods` gives the goods of a class; those under class 0 belong to every class. `until` is the last day of the present
    term as the source says it. `ends` are endings with their days: cancelled, revoked, withdrawn …
    """

    office: str
    number: str
    classes: tuple[int, ...]
    name: str
    kind: str = "ordinary"
    certificate_number: str = ""
    goods: Mapping[int, str] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    agency: str = ""
    filed_date: date | None = None
    published_date: date | None = None
    registered_date: date | None = None
    until: date | None = None
    ends: tuple[tuple[str, date], ...] = ()
    holder: str = ""
    region: str | None = None

    def goods_of(self, nice_class: int) -> str:
        return self.goods.get(nice_class) or self.goods.get(0, "")

    def groups_of(self, nice_class: int) -> str:
        """The similar groups that belong to the class; groups name their class themselves."""
        return "；".join(group for group in self.groups if int(group[:2]) == nice_class)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrademarkEventRow:
    """One legal event. `number` is canonical; without `nice_class` it is an event of the mark in all its classes."""

    office: str
    number: str
    kind: str
    day: date
    nice_class: int | None = None
    until: date | None = None
    holder: str = ""
    region: str | None = None
    detail: str = ""
