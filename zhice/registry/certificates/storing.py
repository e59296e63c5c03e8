"""Writing rows of certificates: holders found by code, else by name, or made; what a known one adds becomes events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from zhice.intake.sinks import DUPLICATE, NEW, BatchInUse, Outcome, Verdict
from zhice.kernel.words import Words
from zhice.registry.certificates.life import Happening, spells
from zhice.registry.certificates.models import Certificate, CertificateEvent, CertificateSpell
from zhice.registry.certificates.queries import old_edition_until
from zhice.registry.certificates.rows import CertificateRow
from zhice.registry.parties.models import Party
from zhice.registry.parties.naming import matching_name
from zhice.registry.rights.patents.withdrawing import remove_unused_parties
from zhice.registry.rights.trademarks.storing import parties_of

_SAID = ("edition", "issued_on", "valid_until")
_UNMET = Words(
    zh="名单没有企业地址，登记册也没有该企业的所在地，无法确定证书属于哪里。请补充地址，或先登记企业。",
    en="Neither the list nor the register says where the firm sits, so the certificate belongs nowhere. Add the address.",
)


@dataclass(frozen=True, slots=True)
class Known:
    """A certificate that is there already, and the days of its events by kind."""

    certificate: Certificate
    events: frozenset[tuple[str, date]]


def judge(rows: Sequence[CertificateRow]) -> list[Verdict]:
    """What would become of each row, in order; writes nothing."""
    known, seats = _known(rows), _seats(rows)
    return [_verdict(row, known.get(row.number), seats) for row in rows]


def store(rows: Sequence[CertificateRow], *, batch: int | None, example: bool = False) -> list[Verdict]:
    """Write what is new and fold its validity; in the caller's transaction."""
    verdicts, known, seats = judge(rows), _known(rows), _seats(rows)
    fresh = [row for row, verdict in zip(rows, verdicts, strict=True) if verdict.outcome is Outcome.NEW]
    made = [row for row in fresh if row.number not in known]
    nameless = [row for row in made if not _by_code(row, seats)]
    found = parties_of([(row.party, row.region) for row in nameless], batch=batch, example=example)
    parties = {row.number: found[place] for place, row in enumerate(nameless)}
    certificates = {
        row.number: Certificate(
            number=row.number,
            party_id=parties.get(row.number) or seats[row.uscc][0],
            region_id=row.region or _seat(row, seats),
            edition=row.edition,
            body=row.body,
            issued_on=row.issued_on,
            valid_until=row.valid_until,
            scope=row.scope,
            ended_on=row.valid_until + timedelta(days=1),
            batch_id=batch,
        )
        for row in made
    }
    Certificate.objects.bulk_create(certificates.values(), batch_size=2_000)
    certificates |= {number: one.certificate for number, one in known.items()}
    events = [
        CertificateEvent(certificate=certificates[row.number], kind=kind, day=day, batch_id=batch)
        for row in fresh
        for kind, day in _adds(row, known.get(row.number))
    ]
    CertificateEvent.objects.bulk_create(events, batch_size=2_000)
    refold([certificates[row.number].pk for row in fresh])
    return verdicts


def refold(certificates: Sequence[int]) -> None:
    """Validity of these certificates anew, from their events and the law of the day on which their term ends."""
    CertificateSpell.objects.filter(certificate__in=certificates).delete()
    derived = []
    for one in Certificate.objects.filter(pk__in=certificates).prefetch_related("events"):
        happened = [Happening(event.kind, event.day, event.until) for event in one.events.all()]
        lasts = [one.valid_until, *(event.until for event in happened if event.until)]
        valid = spells(
            edition=one.edition,
            issued_on=one.issued_on,
            valid_until=one.valid_until,
            events=happened,
            old_until=old_edition_until(max(lasts)),
        )
        derived += [
            CertificateSpell(
                certificate=one, party_id=one.party_id, region_id=one.region_id, edition=spell.edition,
                from_date=spell.start, to_date=spell.end,
            )
            for spell in valid
        ]  # fmt: skip
        ends = valid[-1].end if valid else one.issued_on
        Certificate.objects.filter(pk=one.pk).exclude(ended_on=ends).update(ended_on=ends)
    CertificateSpell.objects.bulk_create(derived, batch_size=2_000)


def withdraw(batch: int) -> int:
    """Remove what `batch` stored and give the number of certificates and events; raises BatchInUse."""
    mine, events = Certificate.objects.filter(batch=batch), CertificateEvent.objects.filter(batch=batch)
    later = CertificateEvent.objects.filter(certificate__in=mine).exclude(batch=batch)
    if count := later.count():
        raise BatchInUse(
            Words(
                zh=f"不能撤回：此后有 {count} 个事件登记在本批次的证书上。请先处理这些事件。",
                en=f"This batch cannot be taken back: {count} later events rest on its certificates. Settle them first.",
            )
        )
    touched = set(events.values_list("certificate", flat=True)) - set(mine.values_list("pk", flat=True))
    removed = events.count() + mine.count()
    events.delete()
    mine.delete()
    refold(sorted(touched))
    remove_unused_parties(batch)
    return removed


def _known(rows: Sequence[CertificateRow]) -> dict[str, Known]:
    found = Certificate.objects.filter(number__in={row.number for row in rows}).select_related("party")
    return {
        one.number: Known(one, frozenset((event.kind, event.day) for event in one.events.all()))
        for one in found.prefetch_related("events")
    }


def _seats(rows: Sequence[CertificateRow]) -> dict[str, tuple[int, str | None]]:
    """Credit code → the party that has it and its seat."""
    codes = {row.uscc for row in rows if row.uscc}
    told = Party.objects.filter(uscc__in=codes, merged_into=None).values_list("uscc", "pk", "region")
    return {code: (pk, region) for code, pk, region in told}


def _by_code(row: CertificateRow, seats: Mapping[str, tuple[int, str | None]]) -> bool:
    return row.uscc in seats


def _seat(row: CertificateRow, seats: Mapping[str, tuple[int, str | None]]) -> str | None:
    if row.uscc in seats:
        return seats[row.uscc][1]
    found = Party.objects.filter(matching_name=matching_name(row.party), merged_into=None).exclude(
        region=None
    )
    places = set(found.values_list("region", flat=True)[:2])
    return places.pop() if len(places) == 1 else None


def _verdict(
    row: CertificateRow, known: Known | None, seats: Mapping[str, tuple[int, str | None]]
) -> Verdict:
    if known is None:
        return NEW if row.region or _seat(row, seats) else Verdict(Outcome.CONFLICT, unmet=_UNMET)
    there = known.certificate
    differences = {
        name: (str(getattr(there, name)), str(getattr(row, name)))
        for name in _SAID
        if getattr(there, name) != getattr(row, name) and not _told_by_event(name, row, there)
    }
    same_code = row.uscc and there.party.uscc == row.uscc
    if not same_code and matching_name(there.party.name) != matching_name(row.party):
        differences["party"] = (there.party.name, row.party)
    if differences:
        return Verdict(Outcome.CONFLICT, differences)
    return NEW if _adds(row, known) else DUPLICATE


def _told_by_event(name: str, row: CertificateRow, there: Certificate) -> bool:
    """A later list shows the edition and the term as they are after a conversion or a renewal."""
    events = there.events.all()
    if name == "edition":
        return row.edition == "2023" and any(event.kind == "converted" for event in events)
    return name == "valid_until" and any(event.until == row.valid_until for event in events)


def _adds(row: CertificateRow, known: Known | None) -> list[tuple[str, date]]:
    told = [("surveillance", row.audited_on), (row.ending, row.ending_day)]
    there = known.events if known else frozenset()
    return [(kind, day) for kind, day in told if kind and day and (kind, day) not in there]
