"""What is passed along while a paragraph is read: a quantity with its words, what earlier words hand on, a promise."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhice.plan.documents.comparators import Comparison
from zhice.plan.documents.horizon import Horizon, PlanPeriod
from zhice.plan.documents.quantities import Quantity
from zhice.plan.documents.reading import Comparator, Figure, PeriodKind
from zhice.plan.documents.vocabulary import CHANGE


@dataclass(frozen=True)
class Promise:
    """A figure that is promised, before it gets its offsets."""

    quantity: Quantity
    subject: str
    comparator: Comparator
    low: Figure | None
    high: Figure | None
    year: int | None
    period: PeriodKind
    hoped: bool
    rule: str
    unit: str


@dataclass
class Speech:
    """What earlier words of a paragraph hand on to later ones: year, mood, subject, verb."""

    plan: PlanPeriod
    horizon: Horizon
    goal: bool = False  # a chapter or sentence of goals: a bare noun with a figure is a promise
    planned: bool = False  # a chapter of a document whose own period is known
    topic: str = ""  # the heading, where a paragraph names no subject of its own
    lead_hope: bool = False
    subject: str = ""
    unit: str = ""
    period: PeriodKind | None = None
    verb: str = ""
    near_verb: str = ""  # the verb of making in this very clause
    promised: bool = False
    fact: bool = False  # the sentence has stated a fact (我市…为3.2件): its comparisons are past as well
    passage: str = ""

    @property
    def expects(self) -> bool:
        """Whether a bare noun with a figure can only be a promise here."""
        return (
            self.goal
            or self.promised
            or self.planned
            or (self.horizon.stated and self.horizon.year is not None)
        )

    def inherited(self, unit: str = "") -> str:
        """The subject that an elided one goes back to; a change that was measured in another unit is left out."""
        if unit and unit == self.unit:
            return self.subject
        return re.sub(rf"(?:年均)?(?:{CHANGE})+$", "", self.subject)


@dataclass(frozen=True)
class Item:
    """A quantity in its clause, with the words before and after it that belong to it."""

    quantity: Quantity
    before: str
    after: str
    clause: str
    following: str = ""  # the words before the next quantity of the clause
    start: int = 0  # its own stretch of the clause
    end: int = 0


@dataclass(frozen=True)
class Wording:
    """An item as the grammar sees it: the comparator taken out, subject and verb of making named."""

    item: Item
    comparison: Comparison
    words: str  # before the figure, without the comparator
    after: str  # after the figure, without the comparator
    subject: str
    verb: tuple[str, str] | None  # the verb of making that opens the words, and the words after it
    speech: Speech

    @property
    def quantity(self) -> Quantity:
        return self.item.quantity

    @property
    def led(self) -> str:
        """The kind of comparator word before the figure, "bare" where there is none."""
        return self.comparison.word.split("+")[0]

    @property
    def compared(self) -> bool:
        return self.comparison.word != "bare"

    @property
    def has_noun_after(self) -> bool:
        """Whether a noun follows that the figure may qualify or count."""
        return bool(_NOUN.match(self.after))

    @property
    def qualifies(self) -> bool:
        """Whether the figure qualifies the noun after it: 超过90%的类型, 70%以上产能."""
        return self.has_noun_after and not _LEVEL_AFTER.match(self.after)

    @property
    def lasts(self) -> bool:
        return bool(_DURATION.match(self.quantity.unit))


_NOUN = re.compile(r"[\u3400-\u9fffA-Za-z”）》]{2,}")
_LEVEL_AFTER = re.compile(
    r"大关|新?台阶|新?水平|目标|的目标|关口|规模|标准|任务|[，、]|并|且|努力|力争|争取|继续|安排"
)
_DURATION = re.compile(r"^(?:年|个月|天|日|小时|分钟|秒|周年|周|代|届)$")
