"""Questions over proposals and merges."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, QuerySet

from zhice.registry.matches.models import MatchProposal, PartyMerge
from zhice.registry.rights.patents.models import Patent


def waiting(user: Any) -> QuerySet[MatchProposal]:
    """Open proposals of parties that still stand for themselves: the likeliest first, those put off last."""
    rows: QuerySet[MatchProposal] = MatchProposal.objects.visible_to(user)
    rows = rows.filter(state=MatchProposal.State.OPEN, left__merged_into=None, right__merged_into=None)
    return rows.select_related("left__region", "right__region").order_by(
        F("put_off").asc(nulls_first=True), "-score", "pk"
    )


def merges(user: Any) -> QuerySet[PartyMerge]:
    """Merges, the last first."""
    rows: QuerySet[PartyMerge] = PartyMerge.objects.visible_to(user)
    return rows.select_related("survivor", "lesser", "merged_by", "undone_by")


def patents_held(parties: set[int]) -> dict[int, int]:
    """Party → number of patents whose first holder it is."""
    found = Patent.objects.filter(first_holder__in=parties).values_list("first_holder").annotate(Count("pk"))
    return dict(found.order_by())
