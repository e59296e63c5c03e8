"""What certificates tell of a party."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhice.registry.certificates.models import Certificate
from zhice.registry.parties.subject import Asking, Moment, Part, Table

_COLOURS = {"suspended": "warn", "revoked": "bad", "cancelled": "bad"}
_ENDS = ("revoked", "cancelled")


def held(asking: Asking) -> Any:
    return (
        Certificate.objects.visible_to(asking.user)
        .filter(party__in=asking.parties)
        .order_by("-issued_on", "pk")
    )


def happened(asking: Asking) -> Iterator[Moment]:
    """Certificates issued, what became of them, and when their validity ended."""
    for one in held(asking).prefetch_related("events"):
        record, title = f"certificate:{one.pk}", f"{one.get_edition_display()} {one.number}"
        yield Moment(
            day=one.issued_on,
            kind="recognised",
            word=_("获证"),
            title=title,
            record=record,
            detail=one.body,
            colour="ok",
        )
        for event in one.events.all():
            yield Moment(
                day=event.day, kind="ended" if event.kind in _ENDS else "other", word=event.get_kind_display(), title=title,
                record=record, detail="" if asking.masked else event.detail, colour=_COLOURS.get(event.kind, "mute"),
            )  # fmt: skip


PART = Part(
    name="certificates",
    title=_("贯标证书"),
    record="certificate",
    order=40,
    events=happened,
    tables=(
        Table(
            name="certificates", title=_("贯标证书"), rows=held, register="certificates",
            columns=("number", "edition", "body", "issued_on", "valid_until", "ended_on"), figure=True, unit=_("张"),
        ),
    ),
)  # fmt: skip
