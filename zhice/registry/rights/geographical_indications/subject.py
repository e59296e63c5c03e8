"""What geographical indications tell of a party: those it holds, and those it may use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhice.registry.parties.subject import Asking, Moment, Part, Table
from zhice.registry.rights.geographical_indications.models import GeographicalIndication, IndicationUser

_ENDS = ("revoked", "cancelled")


def held(asking: Asking) -> Any:
    found = GeographicalIndication.objects.visible_to(asking.user).filter(holder__in=asking.parties)
    return found.select_related("region").order_by("-recognised_on", "pk")


def used(asking: Asking) -> Any:
    found = IndicationUser.objects.visible_to(asking.user).filter(user__in=asking.parties)
    return found.select_related("indication", "region").order_by("-from_date", "pk")


def recognised(asking: Asking) -> Iterator[Moment]:
    """Recognitions of what the party holds, and what became of them."""
    for one in held(asking).prefetch_related("events"):
        record = f"indication:{one.pk}"
        yield Moment(
            day=one.recognised_on, kind="recognised", word=one.get_kind_display(), title=one.name, record=record,
            detail=one.document, colour="ok",
        )  # fmt: skip
        for event in one.events.all():
            ended = event.kind in _ENDS
            yield Moment(
                day=event.day, kind="ended" if ended else "other", word=event.get_kind_display(), title=one.name,
                record=record, detail="" if asking.masked else event.detail, colour="bad" if ended else "mute",
            )  # fmt: skip


def using(asking: Asking) -> Iterator[Moment]:
    """When the party was allowed to use an indication, and when no more."""
    for use in used(asking):
        record = f"indication_user:{use.pk}"
        yield Moment(
            day=use.from_date, kind="recognised", word=_("核准用标"), title=use.indication.name, record=record,
            detail=use.document, colour="ok",
        )  # fmt: skip
        if use.to_date:
            yield Moment(
                day=use.to_date, kind="ended", word=_("停止用标"), title=use.indication.name, record=record,
                detail="" if asking.masked else use.ending, colour="bad",
            )  # fmt: skip


PARTS = (
    Part(
        name="indications",
        title=_("地理标志"),
        record="indication",
        order=30,
        events=recognised,
        tables=(
            Table(
                name="indications", title=_("持有的地理标志"), rows=held, register="indications",
                columns=("name", "kind", "region__name", "recognised_on", "document", "ended_on"), figure=True,
            ),
        ),
    ),
    Part(
        name="indications-used",
        title=_("使用的地理标志"),
        record="indication_user",
        order=31,
        events=using,
        tables=(
            Table(
                name="indications-used", title=_("使用的地理标志"), rows=used, register="indication-users",
                columns=("indication__name", "region__name", "from_date", "to_date"), figure=True, unit=_("项"),
            ),
        ),
    ),
)  # fmt: skip
