"""A figure: a value with everything needed to open, check and defend it; or, without a value, the words why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhice.kernel.days import Period
from zhice.kernel.words import Words
from zhice.measuring.evidence import Evidence
from zhice.measuring.territory import Territory

NO_SOURCE = Words(zh="尚无数据来源", en="No data source yet")
NO_RECORDS = Words(zh="没有记录", en="No records")
NONE_IN_PERIOD = Words(zh="期间内没有记录，计为 0", en="No record in the period; it counts as 0")
NOT_STARTED = Words(zh="期间尚未开始", en="The period has not begun")
NO_DENOMINATOR = Words(zh="分母缺失：没有{name}", en="No denominator: {name} is missing")
ZERO_BASE = Words(zh="基期为0，增长率无定义", en="The base is 0; growth is undefined")
NEGATIVE_BASE = Words(zh="基期为负，增长率无定义", en="The base is negative; growth is undefined")
SHORT_HISTORY = Words(
    zh="历史太短：记录自 {since} 起才完整", en="Too short a history: records are complete from {since} only"
)
BEFORE_BASE = Words(
    zh="期间不晚于基期 {base} 年，没有增长率",
    en="The period is not after the base year {base}; there is no growth",
)
NO_PEERS = Words(zh="没有可比的区域", en="No peers to compare with")
ALONE = Words(
    zh="其他区域没有记录，不能排名：业务记录只含本区域；请登记全省或全国语料并为本指标选定",
    en="The others have no records, so there is no rank; register a corpus of the province or the nation and choose it",
)
SOME_WITHOUT = Words(
    zh="{of} 个区域中 {without} 个没有数值，未参与排名",
    en="{without} of {of} regions have no value and no rank",
)
NO_AMOUNTS = Words(zh="没有数额，无法求平均数或中位数", en="No amounts to take a mean or median of")


@dataclass(frozen=True)
class Term:
    """One number that a figure is made of. `key` opens its evidence; `year`, `source`, `status` come from the records, where told."""

    key: str
    name: Words
    value: Decimal
    unit: str
    measure: str
    period: Period
    evidence_count: int
    year: int | None = None
    source: str | None = None
    status: str | None = None


@dataclass(frozen=True)
class YearRate:
    """A year of a growth: its value, and its rate in % on the year before (none for the first year, or on base 0)."""

    year: int
    value: Decimal | None
    rate: Decimal | None


@dataclass(frozen=True)
class Place:
    """A peer in a rank. Equal values share a position; a peer without a figure has none, and says why."""

    territory: Territory
    value: Decimal | None
    position: int | None
    why_not: Words | None = None


@dataclass(frozen=True)
class Figure:
    """`value` in `unit`, for `period`, as known on `day`.

    No value: `why_not` says why. `remark` is what a reader should know beside a value. `years` stand beside a growth with
    `mean_of_years` (arithmetic) and `compound`; `places` beside a rank, best first, `unit_of_places` being their unit.
    """

    value: Decimal | None
    unit: str
    period: Period
    day: date
    terms: tuple[Term, ...]
    evidence: Evidence
    why_not: Words | None = None
    remark: Words | None = None
    years: tuple[YearRate, ...] = ()
    compound: Decimal | None = None
    mean_of_years: Decimal | None = None
    places: tuple[Place, ...] = ()
    unit_of_places: str = ""

    @property
    def evidence_count(self) -> int:
        """How many records stand behind the figure: those of its first term (a ratio's numerator, a growth's latest year)."""
        return self.terms[0].evidence_count if self.terms else 0
