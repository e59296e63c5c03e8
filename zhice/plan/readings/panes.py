"""The left pane: the text cut into stretches, each belonging to at most one proposal."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from zhice.plan.readings.models import Proposal, ProposalKind

# Where proposals overlap the more telling one is marked: a target inside a commitment is a target.
RANK = {
    ProposalKind.TARGET: 0,
    ProposalKind.UNCLAIMED: 1,
    ProposalKind.REFERENCE: 2,
    ProposalKind.COMMITMENT: 3,
}


@dataclass(frozen=True)
class Stretch:
    """A piece of text; `proposal` is what it was taken for, None for plain text."""

    text: str
    proposal: Proposal | None
    begins: bool = False


def stretches(text: str, proposals: Iterable[Proposal]) -> list[Stretch]:
    """The whole text in order; joined, the stretches are the text."""
    ordered = sorted(proposals, key=lambda p: (RANK[ProposalKind(p.kind)], p.start))
    cuts = sorted({0, len(text), *(p.start for p in ordered), *(p.end for p in ordered)})
    found: list[Stretch] = []
    seen: set[int] = set()
    for start, end in itertools.pairwise(cuts):
        over = next((p for p in ordered if p.start <= start and end <= p.end), None)
        begins = over is not None and over.pk not in seen
        if over is not None:
            seen.add(over.pk)
        found.append(Stretch(text[start:end], over, begins))
    return found
