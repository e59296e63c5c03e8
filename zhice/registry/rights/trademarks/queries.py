"""Questions over trademarks: the life of one, how it stands on a day, what is due for renewal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from zhice.registry.rights.trademarks import terms
from zhice.registry.rights.trademarks.life import ENDS, HOME
from zhice.registry.rights.trademarks.models import Trademark

_COLOURS = {
    **dict.fromkeys(("filed", "published", "renewed"), "info"),
    **dict.fromkeys(("registered", "restored"), "ok"),
    **dict.fromkeys((*ENDS, "refused"), "bad"),
    **dict.fromkeys(("opposed", "pledge", "partly_ended"), "warn"),
}


@dataclass(frozen=True)
class Moment:
    """One point of the life line; `source` names the file that told it."""

    day: date
    kind: str
    word: Any
    detail: str = ""
    source: str = ""

    @property
    def colour(self) -> str:
        return _COLOURS.get(self.kind, "mute")


def life_line(trademark: Trademark, *, masked: bool = False) -> list[Moment]:
    """The events of one mark, oldest first; `masked` leaves out who was party to them."""
    moments = []
    for event in trademark.events.select_related("party", "region", "batch"):
        who = None if masked else event.party
        where = " → ".join(str(part) for part in (who, event.region) if part)
        until = f"{event._meta.get_field('until').verbose_name} {event.until}" if event.until else ""
        detail = "；".join(part for part in (where, until, event.detail) if part)
        source = event.batch.file_name if event.batch else ""
        moments.append(Moment(event.day, event.kind, event.get_kind_display(), detail, source))
    return moments


def renewal_window(trademark: Trademark, day: date) -> terms.Window | None:
    """When this registration can be renewed, as it stands on `day`; None for what is not registered, has ended or lies abroad."""
    ended = trademark.ended_date is not None and trademark.ended_date <= day
    if trademark.office != HOME or trademark.registered_date is None or trademark.expires_on is None or ended:
        return None
    return terms.window(trademark.expires_on, day=day)


def state_of(trademark: Trademark, day: date) -> tuple[str, Any]:
    """(colour, word) of how the mark stands on the day."""
    if trademark.registered_date is None or trademark.registered_date > day:
        refused = any(e.day <= day for e in trademark.events.filter(kind__in=("refused", "withdrawn")))
        return ("mute", _("申请已终止")) if refused else ("wait", _("未注册"))
    if trademark.ended_date and trademark.ended_date <= day:
        return "bad", _("已终止")
    window = renewal_window(trademark, day)
    if window is None or window.stage in ("not_yet", "open"):
        return "ok", _("有效")
    return ("warn", _("宽展期内")) if window.stage == "grace" else ("bad", _("期满未续展"))


def due_for_renewal(trademarks: QuerySet[Trademark], *, day: date, until: date) -> QuerySet[Trademark]:
    """Of these marks those whose term ends by `until`, or ended and can still be renewed on `day`; the earliest first.

    `renewal_window` says of each how it stands, with the clause.
    """
    alive = trademarks.filter(office=HOME, registered_date__lte=day, expires_on__lte=until)
    alive = alive.filter(
        Q(ended_date=None) | Q(ended_date__gt=day), expires_on__gte=terms.earliest_reaching(day)
    )
    over = [end for end in _ends_before(alive, day) if terms.window(end, day=day).stage == "over"]
    return alive.exclude(expires_on__in=over).order_by("expires_on", "id")


def in_force(trademarks: QuerySet[Trademark], *, day: date) -> QuerySet[Trademark]:
    """Of these marks those that are registered on the day; as in the statistics a mark is so until its grace is over."""
    alive = trademarks.filter(Q(ended_date=None) | Q(ended_date__gt=day), registered_date__lte=day)
    over = [end for end in _ends_before(alive.filter(office=HOME), day) if terms.grace_ends(end) < day]
    return alive.exclude(office=HOME, expires_on__in=over)


def _ends_before(trademarks: QuerySet[Trademark], day: date) -> list[date]:
    ends = trademarks.filter(expires_on__lt=day).order_by().values_list("expires_on", flat=True).distinct()
    return [end for end in ends if end is not None]
