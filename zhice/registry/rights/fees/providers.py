"""What of a right is due, whatever its kind: each kind of right adds a provider, the pages and reminders ask them all.

providers.add("trademark", dues)     # in the registry's `ready()`
def dues(*, user, day, holders) -> Iterable[Due]: …
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from zhice.kernel.words import Words


class Stand(StrEnum):
    """How pressing a due is on a day, the most pressing first."""

    OVERDUE = "overdue"  # in grace: the right can still be kept, with a late fee
    SOON = "within_30"
    QUARTER = "within_90"
    HALF = "within_180"
    LATER = "later"
    SILENT = "silent"  # grace is over and the register tells of neither payment nor end


LATE_FEE = Words(zh="滞纳金", en="late fee")
GRACE = Words(zh="滞纳期", en="grace period")


@dataclass(frozen=True, kw_only=True)
class Due:
    """One fee of one right on one day. Amounts in 元; `pay_by` in law, `nominal` before any roll, `grace` the very last day."""

    right: str  # title
    number: str
    kind: str  # 发明, 商标 …, in the reader's language
    record: str  # "patent:12"
    url: str
    holder: str
    holder_id: int | None
    what: Words  # 第9年年费, 续展
    nominal: date
    pay_by: date
    grace: date
    provisional: bool
    payable: Decimal
    late_fee: Decimal
    ends: date  # the day as from which the right ends if nothing is paid
    stand: Stand
    article: str
    reckoning: Words
    grace_reckoning: Words
    note: Words | None = None  # a reduction, an unverified amount
    steps: tuple[Any, ...] = ()
    year: int | None = None
    late_word: Words = LATE_FEE
    grace_word: Words = GRACE

    @property
    def total(self) -> Decimal:
        return self.payable + self.late_fee

    @property
    def key(self) -> str:
        """Names this due for ever: the same fee of the same right."""
        return f"{self.record}:{self.what.en}"


class Provider(Protocol):
    """The dues of the rights that `user` may see, as they stand on `day`; `holder` narrows to one party."""

    def __call__(self, *, user: Any, day: date, holders: tuple[int, ...] | None) -> Iterable[Due]: ...


_providers: dict[str, Provider] = {}


def add(kind: str, provider: Provider) -> None:
    """Called when the apps are ready; a second one of the same kind takes the first one's place."""
    _providers[kind] = provider


def dues(*, user: Any, day: date, holders: tuple[int, ...] | None = None) -> Iterator[Due]:
    """What is due of every kind of right, in no order; `holders`: of these parties only."""
    for provider in _providers.values():
        yield from provider(user=user, day=day, holders=holders)


def stand_of(*, nominal: date, pay_by: date, grace: date, day: date) -> Stand:
    """Where `day` stands towards a fee: horizons are counted to the last day for payment."""
    if day > grace:
        return Stand.SILENT
    if day > pay_by:
        return Stand.OVERDUE
    left = (pay_by - day).days
    return next((stand for days, stand in HORIZONS if left <= days), Stand.LATER)


HORIZONS = ((30, Stand.SOON), (90, Stand.QUARTER), (180, Stand.HALF))
