"""How a target stands: met, on track, at risk, behind. One rule for screens, reports and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zhice.kernel.words import Words

# With a forecast the probability of meeting the target decides; without one, progress against the time gone by.
LIKELY, UNLIKELY = 0.6, 0.2
CLOSE_TO_PACE = Decimal("0.8")


class State(StrEnum):
    """What a reader sees first of a target; always icon, word and colour together."""

    MET = "met"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    BEHIND = "behind"
    MISSED = "missed"
    NO_DATA = "no_data"

    @property
    def words(self) -> Words:
        return _WORDS[self]

    @property
    def tone(self) -> str:
        """The colour of the badge, in the words of the register machinery."""
        return _TONES[self]


_WORDS = {
    State.MET: Words(zh="已达标", en="Met"),
    State.ON_TRACK: Words(zh="正常推进", en="On track"),
    State.AT_RISK: Words(zh="有风险", en="At risk"),
    State.BEHIND: Words(zh="滞后", en="Behind"),
    State.MISSED: Words(zh="未达标", en="Missed"),
    State.NO_DATA: Words(zh="尚无数据", en="No data yet"),
}
_TONES = {
    State.MET: "ok",
    State.ON_TRACK: "info",
    State.AT_RISK: "warn",
    State.BEHIND: "bad",
    State.MISSED: "bad",
    State.NO_DATA: "mute",
}


@dataclass(frozen=True)
class Judged:
    """What the judgement rests on: the value against its target, the way made, the time gone, the forecast."""

    met: bool | None
    progress: Decimal | None
    elapsed: Decimal
    is_ceiling: bool = False
    probability: float | None = None


def state_of(judged: Judged) -> State:
    """The state of a target.

    A ceiling (不高于) that still holds is met only when its time is over; a floor that is reached is met at once.
    """
    if judged.met is None:
        return State.NO_DATA
    over = judged.elapsed >= 1
    if judged.met and (over or not judged.is_ceiling):
        return State.MET
    if over:
        return State.MISSED
    if judged.probability is not None:
        if judged.probability >= LIKELY:
            return State.ON_TRACK
        return State.AT_RISK if judged.probability >= UNLIKELY else State.BEHIND
    return _by_pace(judged)


def _by_pace(judged: Judged) -> State:
    if judged.is_ceiling:
        return State.ON_TRACK if judged.met else State.BEHIND
    progress = judged.progress or Decimal(0)
    if progress >= judged.elapsed:
        return State.ON_TRACK
    return State.AT_RISK if progress >= judged.elapsed * CLOSE_TO_PACE else State.BEHIND
