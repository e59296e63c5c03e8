"""What trademarks tell of a party."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhice.registry.parties.subject import Asking, Part, Table
from zhice.registry.rights.chronicle import Chronicle
from zhice.registry.rights.trademarks import queries
from zhice.registry.rights.trademarks.derived import TrademarkHolding
from zhice.registry.rights.trademarks.models import Trademark, TrademarkEvent

_K = TrademarkEvent.Kind
_COLUMNS = ("name", "number", "nice_class", "kind", "registered_date", "expires_on", "ended_date")

CHRONICLE = Chronicle(
    right=Trademark,
    holding=TrademarkHolding,
    event=TrademarkEvent,
    key="trademark",
    name="name",
    days={
        "filed_date": ("filed", _K.FILED.label),
        "published_date": ("published", _K.PUBLISHED.label),
        "registered_date": ("granted", _K.REGISTERED.label),
    },
    groups={
        _K.RENEWED: "renewed",
        **dict.fromkeys((_K.TRANSFER, _K.ADDRESS_CHANGE), "moved"),
        **dict.fromkeys(
            (_K.REFUSED, _K.WITHDRAWN, _K.CANCELLED, _K.REVOKED, _K.INVALIDATED, _K.PARTLY_ENDED), "ended"
        ),
        **dict.fromkeys((_K.LICENCE, _K.LICENCE_ENDED), "licence"),
        **dict.fromkeys((_K.PLEDGE, _K.PLEDGE_RELEASED), "pledge"),
        **dict.fromkeys((_K.OPPOSED, _K.RESTORED, _K.CORRECTION, _K.REPUBLISHED), "other"),
    },
)


def held(asking: Asking) -> Any:
    """What the party holds now, newest first."""
    found = Trademark.objects.visible_to(asking.user).filter(holder__in=asking.parties)
    return found.order_by("-filed_date", "-pk")


def in_force(asking: Asking) -> Any:
    return queries.in_force(held(asking), day=asking.day)


PART = Part(
    name="trademarks",
    title=_("商标"),
    record="trademark",
    order=20,
    events=CHRONICLE.moments,
    tables=(
        Table(
            name="trademarks-in-force", title=_("有效注册商标"), rows=in_force, register="trademarks",
            columns=_COLUMNS, figure=True, kept=True, section=False,
        ),
        Table(name="trademarks", title=_("名下商标"), rows=held, register="trademarks", columns=_COLUMNS),
    ),
)  # fmt: skip
