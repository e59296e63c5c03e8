"""What patents tell of a party."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhice.registry.parties.subject import Asking, Part, Table
from zhice.registry.rights.chronicle import Chronicle
from zhice.registry.rights.patents.derived import PatentHolding
from zhice.registry.rights.patents.models import LegalEvent, Patent, PatentKind

_K = LegalEvent.Kind
_COLUMNS = ("title", "kind", "application_number", "filed_date", "granted_date", "lapsed_date")

CHRONICLE = Chronicle(
    right=Patent,
    holding=PatentHolding,
    event=LegalEvent,
    key="patent",
    name="title",
    days={
        "filed_date": ("filed", _K.FILED.label),
        "published_date": ("published", _K.PUBLISHED.label),
        "granted_date": ("granted", _K.GRANTED.label),
    },
    groups={
        **dict.fromkeys((_K.TRANSFER, _K.ADDRESS_CHANGE), "moved"),
        **dict.fromkeys((_K.FEE_LAPSE, _K.EXPIRED, _K.ABANDONED, _K.INVALIDATED, _K.WITHDRAWN), "ended"),
        **dict.fromkeys((_K.LICENCE, _K.LICENCE_ENDED), "licence"),
        **dict.fromkeys((_K.PLEDGE, _K.PLEDGE_RELEASED), "pledge"),
        _K.FEE_PAID: "paid",
        **dict.fromkeys((_K.FOUND_ABNORMAL, _K.CORRECTION, _K.RESTORED), "other"),
    },
)


def held(asking: Asking) -> Any:
    """What the party holds now as first holder, in force or not, newest first."""
    found = Patent.objects.visible_to(asking.user).filter(first_holder__in=asking.parties)
    return found.order_by("-filed_date", "-pk")


def in_force(asking: Asking) -> Any:
    alive = Q(lapsed_date=None) | Q(lapsed_date__gt=asking.day)
    return held(asking).filter(alive, granted_date__lte=asking.day)


def inventions_in_force(asking: Asking) -> Any:
    return in_force(asking).filter(kind=PatentKind.INVENTION)


PART = Part(
    name="patents",
    title=_("专利"),
    record="patent",
    order=10,
    events=CHRONICLE.moments,
    tables=(
        Table(
            name="patents-in-force", title=_("有效专利"), rows=in_force, register="patents", columns=_COLUMNS,
            figure=True, kept=True, section=False,
        ),
        Table(
            name="inventions-in-force", title=_("有效发明专利"), rows=inventions_in_force, register="patents",
            columns=_COLUMNS, figure=True, kept=True, section=False,
        ),
        Table(name="patents", title=_("名下专利"), rows=held, register="patents", columns=_COLUMNS),
    ),
)  # fmt: skip
