"""The verbs of certificates: registering one, correcting it, recording what happened to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from zhice.journal.acts import act
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.registry.certificates.models import Certificate, CertificateEvent
from zhice.registry.certificates.storing import refold


class CertificateRefused(ZhiceError):
    """An event does not fit the certificate."""


def register_certificate(values: dict[str, Any]) -> Certificate:
    """A new certificate from the values of a form. Part of the caller's act."""
    return correct_certificate(Certificate(), values)


def correct_certificate(certificate: Certificate, values: dict[str, Any]) -> Certificate:
    """Write its own words; its validity is folded anew. Part of the caller's act."""
    for name, value in values.items():
        setattr(certificate, name, value)
    certificate.full_clean()
    certificate.save()
    refold([certificate.pk])
    certificate.refresh_from_db()
    return certificate


def record_event(
    *,
    certificate: Certificate,
    kind: str,
    day: date,
    today: date,
    until: date | None = None,
    detail: str = "",
    reason: str = "",
) -> CertificateEvent:
    """A person records one event; validity follows from all of them. Raises CertificateRefused."""
    if day > today:
        raise CertificateRefused(
            Words(zh="日期不能晚于今天，请核对。", en="The day may not lie after today; check it.")
        )
    if day < certificate.issued_on:
        raise CertificateRefused(
            Words(
                zh=f"日期早于发证日期 {certificate.issued_on}，请核对。",
                en=f"The day lies before the issue on {certificate.issued_on}; check it.",
            )
        )
    with act(
        "registry.certificate.record_event", record=f"certificate:{certificate.pk}", reason=reason
    ) as entry:
        event = CertificateEvent(certificate=certificate, kind=kind, day=day, until=until, detail=detail)
        event.full_clean()
        event.save()
        refold([certificate.pk])
        entry.new = {"kind": kind, "day": str(day), "until": str(until or ""), "detail": detail}
    return event
