"""What findings that a mark was well known tell of a party: each with its case, never as a title."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhice.registry.parties.subject import Asking, Moment, Part, Table
from zhice.registry.rights.well_known.models import WellKnownRecognition


def found(asking: Asking) -> Any:
    rows = WellKnownRecognition.objects.visible_to(asking.user).filter(holder__in=asking.parties)
    return rows.order_by("-day", "pk")


def happened(asking: Asking) -> Iterator[Moment]:
    for one in found(asking):
        yield Moment(
            day=one.day, kind="recognised", word=_("驰名认定"), title=one.mark, record=f"recognition:{one.pk}",
            detail=f"{one.organ}，{one.case_number}", colour="info",
        )  # fmt: skip


PART = Part(
    name="recognitions",
    title=_("驰名认定（个案事实）"),
    record="recognition",
    order=25,
    events=happened,
    tables=(
        Table(
            name="recognitions", title=_("驰名认定"), rows=found, register="recognitions",
            columns=("mark", "case_number", "organ", "setting", "day"),
        ),
    ),
)  # fmt: skip
