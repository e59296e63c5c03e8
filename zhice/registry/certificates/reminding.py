"""Reminders: 90 and 30 days before a certificate ends, and when its surveillance audit is late; each once.

A habit of ours, no law: nothing is decided by it. Whoever acts for the firm is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from zhice.accounts.models import UserParty
from zhice.accounts.notices.actions import notify
from zhice.accounts.notices.models import Notice
from zhice.journal.acts import act
from zhice.kernel.words import Words
from zhice.registry.certificates.models import Certificate
from zhice.registry.certificates.queries import standing_of

AHEAD = (30, 90)


def remind(*, user: Any, day: date) -> int:
    """Tell the people of the firms whose certificates end or wait for an audit; the number told. Twice a day tells once."""
    wanted = [
        (acting.user, key, words, certificate)
        for acting in UserParty.objects.filter(user__is_active=True).select_related("user").order_by("pk")
        for certificate in _open(user, acting.party_id, day)
        for key, words in _stages(certificate, day)
    ]
    told = set(Notice.objects.filter(key__in={key for _, key, _, _ in wanted}).values_list("user_id", "key"))
    new = [one for one in wanted if (one[0].pk, one[1]) not in told]
    if new:
        with act("registry.certificate.remind", detail={"day": day.isoformat(), "told": len(new)}):
            for person, key, words, certificate in new:
                url = reverse("registers:certificates-detail", args=[certificate.pk])
                notify(user=person, key=key, words=words, url=url, day=day)
    return len(new)


def _open(user: Any, party: int, day: date) -> Any:
    """Those still valid on `day`: `ended_on` is the first day after."""
    mine = Certificate.objects.visible_to(user).filter(party=party, ended_on__gt=day)
    return mine.prefetch_related("events", "spells")


def _stages(certificate: Certificate, day: date) -> Iterator[tuple[str, Words]]:
    assert certificate.ended_on is not None  # _open asks for it
    last = certificate.ended_on - timedelta(days=1)
    left = (last - day).days
    stage = next((days for days in AHEAD if left <= days), None)
    if stage is not None:
        yield (
            f"certificate:{certificate.pk}:{last}:{stage}",
            Words(
                zh=f"贯标证书 {certificate.number} 有效期至 {last}，还有 {left} 天。请及时办理再认证或转换。",
                en=f"Certificate {certificate.number} is valid until {last}, {left} days from now. Have it renewed or converted.",
            ),
        )
    standing = standing_of(certificate, day=day)
    if standing.audit_late:
        yield (
            f"certificate:{certificate.pk}:audit:{standing.audit_by}",
            Words(
                zh=f"贯标证书 {certificate.number} 最近一次审核是 {standing.audited_on}，年度监督审核可能已逾期，请核实（仅作提醒）。",
                en=f"Certificate {certificate.number} was last audited on {standing.audited_on}; the yearly surveillance may be late. "
                "A reminder only.",
            ),
        )
