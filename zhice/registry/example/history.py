"""What was filed in a region from 2011 to 2022 and what became of it, as plain data. Pure; the seed decides.

Rates are chosen so that 济源 tells a story with all its turns: filings that rise with a season, findings of abnormal
filings in 2021 and 2022, grants with their lag, lapses of fees, a few transfers, moves and restorations.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from zhice.registry.example.invented import Firm, Numbers, agency, title

AS_OF = date(2022, 12, 31)
FIRST_YEAR = 2017
_SEASON = (7, 5, 8, 8, 8, 9, 8, 8, 9, 8, 10, 12)
_OLD_YEARS = range(2011, 2015)  # so that the stock of 2017 is not empty
_KINDS = {"INVENTION": "1", "UTILITY_MODEL": "2", "DESIGN": "3"}
_SHARES = (0.28, 0.60, 0.12)
# kind → (share granted, shortest and longest lag in days)
_GRANTS = {"INVENTION": (0.27, 430, 1020), "UTILITY_MODEL": (0.92, 150, 310), "DESIGN": (0.95, 110, 210)}
_LAPSE_A_YEAR = {"INVENTION": 0.03, "UTILITY_MODEL": 0.11, "DESIGN": 0.13}


@dataclass(frozen=True, kw_only=True)
class Event:
    """A legal event of one filing."""

    kind: str
    day: date
    holder: str = ""
    region: str | None = None
    detail: str = ""


@dataclass(kw_only=True)
class Filing:
    """One application and its fate; days after AS_OF are not known yet and None."""

    kind: str
    firm: Firm
    title: str
    ipc: str
    agency: str
    number: str
    document: str
    filed: date
    published: date | None = None
    granted: date | None = None
    events: list[Event] = field(default_factory=list)


def filings_of(
    *, firms: list[Firm], a_year: list[int], numbers: Numbers, random: Random, old_inventions: int = 0
) -> list[Filing]:
    """The filings of one region; `a_year` from FIRST_YEAR on, `old_inventions` granted before it."""
    weights = [1 / (place + 3) for place in range(len(firms))]  # few firms file much, many little
    found = [
        _filing(_kind(random), _day(FIRST_YEAR + place, random), firm, numbers, random)
        for place, many in enumerate(a_year)
        for firm in random.choices(firms, weights, k=many)
    ]
    for _ in range(old_inventions):
        year = random.choice(_OLD_YEARS)
        old = _filing(
            "INVENTION", _day(year, random), random.choices(firms, weights)[0], numbers, random, granted=1.0
        )
        found.append(old)
    for filing in found:
        _live(filing, random)
    return sorted(found, key=lambda filing: (filing.filed, filing.number))


def _kind(random: Random) -> str:
    return random.choices(tuple(_KINDS), _SHARES)[0]


def _day(year: int, random: Random) -> date:
    month = random.choices(range(1, 13), _SEASON)[0]
    return date(year, month, random.randint(1, 28))


def _filing(
    kind: str, filed: date, firm: Firm, numbers: Numbers, random: Random, *, granted: float | None = None
) -> Filing:
    share, shortest, longest = _GRANTS[kind]
    name, ipc = title(kind, random)
    digit = _KINDS[kind]
    made = Filing(
        kind=kind,
        firm=firm,
        title=name,
        ipc=ipc,
        agency=agency(random),
        number=numbers.application(filed.year, digit),
        document=numbers.document(digit),
        filed=filed,
    )
    if kind == "INVENTION":
        made.published = _known(filed + timedelta(days=random.randint(90, 400)))
    if random.random() < (granted or share):
        made.granted = _known(filed + timedelta(days=random.randint(shortest, longest)))
    return made


def _live(filing: Filing, random: Random) -> None:
    """Findings for filings from mid-2020 on, then the yearly fee for what was granted."""
    if filing.filed >= date(2020, 7, 1) and filing.granted is None and random.random() < 0.16:  # noqa: PLR2004
        found = filing.filed + timedelta(days=random.randint(120, 420))
        if date(2021, 3, 1) <= found <= AS_OF:
            filing.events.append(Event(kind="found_abnormal", day=found, detail="示例：批次通报"))
            if found + timedelta(days=40) <= AS_OF and random.random() < 0.8:  # noqa: PLR2004
                filing.events.append(Event(kind="withdrawn", day=found + timedelta(days=40)))
    if filing.granted is None:
        return
    for age in range(2, 12):
        due = filing.granted + timedelta(days=365 * age)
        if due > AS_OF:
            return
        if random.random() < _LAPSE_A_YEAR[filing.kind]:
            filing.events.append(Event(kind="fee_lapse", day=due, detail="未缴年费"))
            restored = due + timedelta(days=90)
            if random.random() < 0.06 and restored <= AS_OF:  # noqa: PLR2004
                filing.events.append(Event(kind="restored", day=restored))
            return


def _known(day: date) -> date | None:
    return day if day <= AS_OF else None


def moved(filings: list[Filing], *, firm: Firm, region: str, day: date) -> None:
    """The firm moves: each of its living rights is re-addressed on the day."""
    for filing in filings:
        if filing.firm == firm and filing.filed < day:
            filing.events.append(
                Event(kind="address_change", day=day, region=region, detail="示例：企业迁址")
            )


def sold(filings: list[Filing], *, to: Firm, number: int, day: date, random: Random) -> None:
    """`number` granted rights of others go to one firm."""
    alive = [f for f in filings if f.granted and f.granted < day and f.firm != to and not f.events]
    for filing in random.sample(alive, min(number, len(alive))):
        filing.events.append(
            Event(kind="transfer", day=day, holder=to.name, region=to.region, detail="示例：转让")
        )
