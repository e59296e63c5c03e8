"""The verbs of trademarks. Imports run inside the pipeline's act; a single legal event is an act of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from zhice.intake.sinks import Verdict
from zhice.journal.acts import act
from zhice.kernel.errors import ZhiceError
from zhice.kernel.identifiers.trademarks import TrademarkNumber, read_group
from zhice.kernel.words import Words
from zhice.registry.parties.models import Party
from zhice.registry.regions.models import Region
from zhice.registry.rights.trademarks import happening, storing, terms
from zhice.registry.rights.trademarks.life import HOME, rebuild_life
from zhice.registry.rights.trademarks.models import SAID, Trademark, TrademarkEvent
from zhice.registry.rights.trademarks.rows import TrademarkEventRow, TrademarkRow

STAGES = ("filed", "published", "registered")


class TrademarkRefused(ZhiceError):
    """A mark or an event contradicts what is known."""


def register_trademark(values: dict[str, Any]) -> Trademark:
    """A new mark from the values of a form, with the events that follow from its days. Part of the caller's act."""
    _needs_a_day(values)
    trademark = _prepared(Trademark(), values)
    trademark.full_clean()
    trademark.save()
    _tell(trademark, values, standing=None)
    rebuild_life([trademark.pk])
    trademark.refresh_from_db()
    return trademark


def correct_trademark(trademark: Trademark, values: dict[str, Any]) -> Trademark:
    """Correct what was written wrongly: the description, the days of filing, publication and registration, the first holder.

    Part of the caller's act. What happens to a mark later (renewal, transfer, move, end) is an event of its own.
    """
    _needs_a_day(values)
    standing = Trademark.objects.values_list("expires_on", flat=True).get(pk=trademark.pk)
    _prepared(trademark, values).full_clean()
    trademark.save()
    trademark.events.filter(kind__in=STAGES).delete()
    _tell(trademark, values, standing=standing)
    rebuild_life([trademark.pk])
    trademark.refresh_from_db()
    return trademark


def register_trademarks(
    *, rows: Sequence[TrademarkRow], batch: int | None, example: bool = False
) -> list[Verdict]:
    """Store rows of a source; one verdict each, in order. Part of the caller's act."""
    return storing.store(rows, batch=batch, example=example)


def compare_trademarks(*, rows: Sequence[TrademarkRow]) -> list[Verdict]:
    """What `register_trademarks` would answer; writes nothing."""
    return [one.verdict for one in storing.judge(rows)]


def register_events(
    *, rows: Sequence[TrademarkEventRow], batch: int | None, example: bool = False
) -> list[Verdict]:
    """Store legal events; one verdict each, in order. Part of the caller's act."""
    return happening.store(rows, batch=batch, example=example)


def record_event(
    *,
    trademark: Trademark,
    kind: str,
    day: date,
    today: date,
    until: date | None = None,
    party: Party | None = None,
    region: Region | None = None,
    detail: str = "",
    reason: str = "",
) -> TrademarkEvent:
    """A person records one legal event; the life is folded anew in the same transaction. Raises TrademarkRefused."""
    _possible(trademark, kind, day, until, today)
    with act("registry.trademark.record_event", record=f"trademark:{trademark.pk}", reason=reason) as entry:
        event = TrademarkEvent(
            trademark=trademark, kind=kind, day=day, until=until, party=party, region=region, detail=detail
        )
        event.full_clean()
        event.save()
        rebuild_life([trademark.pk])
        entry.new = {"kind": kind, "day": str(day), "detail": detail}
    return event


def _possible(trademark: Trademark, kind: str, day: date, until: date | None, today: date) -> None:
    first = trademark.filed_date or trademark.registered_date
    if day > today:
        raise TrademarkRefused(
            Words(zh="日期不能晚于今天，请核对。", en="The day may not lie after today; check it.")
        )
    if first and day < first and kind not in STAGES:
        raise TrademarkRefused(
            Words(
                zh=f"日期早于申请日 {first}，请核对。",
                en=f"The day lies before the filing day {first}; check it.",
            )
        )
    said = getattr(trademark, f"{kind}_date", None) if kind in STAGES else None
    if said is not None:
        raise TrademarkRefused(
            Words(
                zh=f"已登记为 {said}；有误的请用“修改”更正，不要再记一次。",
                en=f"That day is {said} already; correct it by changing the mark, not by a second event.",
            )
        )
    if happening.too_early(kind, day, until, trademark):
        opens = terms.opens(trademark.expires_on)  # type: ignore[arg-type]
        raise TrademarkRefused(
            Words(
                zh=f"现专用期限至 {trademark.expires_on}，{opens} 起才能续展。该次续展可能已登记；确有续展的，请写明专用期限至。",
                en=f"The term runs to {trademark.expires_on} and can be renewed from {opens}. Was this renewal told already? "
                "If not, say until when it renews.",
            )
        )


def _prepared(trademark: Trademark, values: dict[str, Any]) -> Trademark:
    """The mark with these values, number and groups canonical; nothing is saved."""
    for name in SAID:
        setattr(trademark, name, values.get(name, getattr(trademark, name)))
    trademark.first_holder = values.get("first_holder")
    if trademark.office == HOME:
        trademark.number = TrademarkNumber.read(trademark.number).canonical
    groups = [
        read_group(part) for part in trademark.similar_groups.replace(";", "；").split("；") if part.strip()
    ]
    if strange := [group for group in groups if int(group[:2]) != trademark.nice_class]:
        raise TrademarkRefused(
            Words(
                zh=f"类似群 {strange[0]} 不属于第 {trademark.nice_class} 类，请核对。",
                en=f"Similar group {strange[0]} does not belong to class {trademark.nice_class}; check it.",
            )
        )
    trademark.similar_groups = "；".join(groups)
    return trademark


def _needs_a_day(values: dict[str, Any]) -> None:
    if not any(values.get(f"{kind}_date") for kind in STAGES):
        raise TrademarkRefused(
            Words(
                zh="申请日、初步审定公告日、注册日至少填一个。",
                en="Give the day of filing, publication or registration.",
            )
        )


def _tell(trademark: Trademark, values: dict[str, Any], *, standing: date | None) -> None:
    """Write the events that a form's days speak of; `standing` is the end of the term that is known already."""
    held: dict[str, Any] = {"party": values.get("first_holder"), "region": values.get("first_region")}
    first_end, renewals = _terms(trademark, values)
    events = []
    for kind in STAGES:
        day = values.get(f"{kind}_date")
        if day is not None:
            until = first_end if kind == "registered" else None
            events.append(TrademarkEvent(trademark=trademark, kind=kind, day=day, until=until, **held))
            held = {}
    for renewal in renewals:
        if standing is None or (renewal.until and renewal.until > standing):
            events.append(
                TrademarkEvent(trademark=trademark, kind="renewed", day=renewal.day, until=renewal.until)
            )
    TrademarkEvent.objects.bulk_create(events)


def _terms(trademark: Trademark, values: dict[str, Any]) -> tuple[date | None, list[terms.Renewal]]:
    registered, until = values.get("registered_date"), values.get("expires_on")
    if registered is None or until is None or trademark.office != HOME:
        return until if registered else None, []
    return terms.renewals_until(registered, until)
