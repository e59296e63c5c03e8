"""What a comparison answers: a verdict, a score between 0 and 1, and the reasons with their weights."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from zhice.kernel.words import Words
from zhice.matching.weights import BASE, REVIEW_FROM, SAME_FROM, WEIGHTS


class Verdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    REVIEW = "review"

    @property
    def words(self) -> Words:
        return _VERDICTS[self]


_VERDICTS = {
    Verdict.SAME: Words(zh="同一主体", en="the same party"),
    Verdict.DIFFERENT: Words(zh="不是同一主体", en="different parties"),
    Verdict.REVIEW: Words(zh="需人工核对", en="a person must look"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature that was found, its weight (log-odds) and what it says."""

    feature: str
    weight: float
    words: Words

    def as_dict(self, language: str = "zh") -> dict[str, Any]:
        return {"feature": self.feature, "weight": self.weight, "words": self.words.in_(language)}


@dataclass(frozen=True, slots=True)
class Finding:
    """The score is 1 / (1 + e^−sum of the weights); the verdict follows from it, save where a feature forbids "same" by name."""

    verdict: Verdict
    score: float
    reasons: tuple[Reason, ...]

    def as_dict(self, language: str = "zh") -> dict[str, Any]:
        return {
            "verdict": self.verdict.value,
            "score": self.score,
            "reasons": [reason.as_dict(language) for reason in self.reasons],
        }


def conclude(features: Sequence[str], *, base: str) -> Finding:
    """The finding for these features of the table; `base` names what is believed before any is seen."""
    reasons = tuple(Reason(name, WEIGHTS[name].value, WEIGHTS[name].words) for name in features)
    total = BASE[base] + sum(reason.weight for reason in reasons)
    score = round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)
    verdict = (
        Verdict.SAME if score >= SAME_FROM else Verdict.REVIEW if score >= REVIEW_FROM else Verdict.DIFFERENT
    )
    by_name = "code_same" not in features
    if verdict is Verdict.SAME and by_name and any(WEIGHTS[name].only_review for name in features):
        verdict = Verdict.REVIEW
    return Finding(verdict, score, reasons)
