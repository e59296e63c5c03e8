"""The verbs of indications: recording what happened to one."""

from __future__ import annotations

from datetime import date

from zhice.journal.acts import act
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.registry.rights.geographical_indications.models import GeographicalIndication, IndicationEvent
from zhice.registry.rights.geographical_indications.queries import ended_on


class IndicationRefused(ZhiceError):
    """An event does not fit the indication."""


def record_event(
    *,
    indication: GeographicalIndication,
    kind: str,
    day: date,
    today: date,
    detail: str = "",
    reason: str = "",
) -> IndicationEvent:
    """A person records one event; whether the indication still holds follows from all of them. Raises IndicationRefused."""
    if day > today:
        raise IndicationRefused(
            Words(zh="日期不能晚于今天，请核对。", en="The day may not lie after today; check it.")
        )
    if day < indication.recognised_on:
        raise IndicationRefused(
            Words(
                zh=f"日期早于认定日期 {indication.recognised_on}，请核对。",
                en=f"The day lies before the recognition of {indication.recognised_on}; check it.",
            )
        )
    with act(
        "registry.indication.record_event", record=f"indication:{indication.pk}", reason=reason
    ) as entry:
        event = IndicationEvent(indication=indication, kind=kind, day=day, detail=detail)
        event.full_clean()
        event.save()
        indication.ended_on = ended_on(indication)
        indication.save(update_fields=["ended_on"])
        entry.new = {"kind": kind, "day": str(day), "detail": detail}
    return event
