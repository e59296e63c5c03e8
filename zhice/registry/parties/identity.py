"""What the party itself went through: names and seats it took."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from zhice.registry.parties.models import PartyName, PartySeat
from zhice.registry.parties.subject import Asking, Moment, Part
from zhice.web.wording import masked


def happened(asking: Asking) -> Iterator[Moment]:
    """Names and seats with the day they began; the first of each has none and is no change."""
    record = f"party:{asking.party.pk}"
    names = PartyName.objects.visible_to(asking.user).filter(party__in=asking.parties)
    for name in names.exclude(from_date=None):
        yield Moment(
            day=name.from_date, kind="identity", word=_("更名"), record=record,
            title=masked(name.name) if asking.masked else name.name,
        )  # fmt: skip
    seats = PartySeat.objects.visible_to(asking.user).filter(party__in=asking.parties)
    for seat in seats.exclude(from_date=None).select_related("region"):
        yield Moment(
            day=seat.from_date, kind="identity", word=_("迁移"), record=record, title=str(seat.region or "—")
        )  # fmt: skip


PART = Part(name="identity", title=_("更名与迁移"), record="party", order=90, events=happened)
