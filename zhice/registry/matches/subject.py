"""What merges tell of a party: which records were found to be the same, and which of these findings were undone."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhice.registry.matches.models import PartyMerge
from zhice.registry.parties.subject import Asking, Moment, Part


def happened(asking: Asking) -> Iterator[Moment]:
    party = asking.party
    merges = PartyMerge.objects.visible_to(asking.user).filter(Q(survivor=party) | Q(lesser=party))
    for merge in merges.select_related("survivor", "lesser"):
        other = merge.lesser if merge.survivor_id == party.pk else merge.survivor
        title, record = asking.name_of(other), f"party:{other.pk}"
        reasons = ("", "") if asking.masked else (merge.reason, merge.undone_reason)
        yield Moment(
            day=merge.merged_on, kind="identity", word=_("合并主体"), title=title, record=record, detail=reasons[0]
        )  # fmt: skip
        if merge.undone_on:
            yield Moment(
                day=merge.undone_on, kind="identity", word=_("撤销合并"), title=title, record=record,
                detail=reasons[1],
            )  # fmt: skip


PART = Part(name="merges", title=_("合并"), record="match", order=91, events=happened)
