"""What PCT applications tell of a party."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhice.registry.parties.subject import Asking, Moment, Part, Table
from zhice.registry.rights.pct.models import PCTApplication


def filed(asking: Asking) -> Any:
    rows = PCTApplication.objects.visible_to(asking.user).filter(applicant__in=asking.parties)
    return rows.order_by("-filed_date", "pk")


def happened(asking: Asking) -> Iterator[Moment]:
    for one in filed(asking):
        yield Moment(
            day=one.filed_date, kind="filed", word=_("PCT 国际申请"), title=one.title, record=f"pct:{one.pk}",
            detail=one.application_number, colour="info",
        )  # fmt: skip


PART = Part(
    name="pct",
    title=_("PCT 国际申请"),
    record="pct",
    order=15,
    events=happened,
    tables=(
        Table(
            name="pct", title=_("PCT 国际申请"), rows=filed, register="pct",
            columns=("application_number", "title", "filed_date", "region__name"), figure=True,
        ),
    ),
)  # fmt: skip
