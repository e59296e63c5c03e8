"""Questions over certificates: how one stands on a day, and what of it wants a person's look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhice.registry.certificates.models import Certificate
from zhice.rules.book import RuleNotInForce, rules
from zhice.rules.calendar import add_months
from zhice.rules.value import RuleValue

SOON = 90
"""Days before the end of a term from which a certificate is shown as ending; a habit of ours, no law."""
_RULES = "management.certification"


@dataclass(frozen=True)
class Standing:
    """How a certificate stands: a colour and a word, the last audit, and the day by which the next one is looked for."""

    colour: str
    word: Any
    audited_on: date
    audit_by: date | None
    audit_late: bool
    interval: RuleValue | None


def standing_of(certificate: Certificate, *, day: date) -> Standing:
    """As the events say; a late surveillance audit only reminds, for its interval is unverified."""
    colour, word = _state(certificate, day)
    audited = max(
        [certificate.issued_on]
        + [
            event.day
            for event in certificate.events.all()
            if event.kind in ("surveillance", "converted", "renewed")
        ]
    )
    try:
        interval = rules.at(f"{_RULES}.surveillance", day)
        tolerance = rules.at(f"{_RULES}.surveillance_tolerance", day)
    except RuleNotInForce:
        return Standing(colour, word, audited, None, False, None)
    by = add_months(audited, interval.number + tolerance.number, roll=False).day
    return Standing(colour, word, audited, by, colour != "bad" and day > by, interval)


def _state(certificate: Certificate, day: date) -> tuple[str, Any]:
    spells = list(certificate.spells.all())
    now = next((spell for spell in spells if spell.from_date <= day < spell.to_date), None)
    if now is not None:
        last = max(spell.to_date for spell in spells)
        return ("warn", _("即将到期")) if (last - day).days <= SOON else ("ok", _("有效"))
    ended = [
        event
        for event in certificate.events.all()
        if event.day <= day and event.kind in ("revoked", "cancelled")
    ]
    if ended:
        return "bad", ended[-1].get_kind_display()
    if any(spell.from_date > day for spell in spells):
        return "mute", _("暂停或未生效")
    told = [
        event
        for event in certificate.events.all()
        if event.day <= day and event.kind in ("suspended", "restored")
    ]
    if told and told[-1].kind == "suspended":
        return "warn", _("暂停")
    return "bad", _("已到期")


def old_edition_until(day: date) -> date | None:
    """The last day of certificates of the 2013 edition by the law of `day`; None before there was one."""
    try:
        return date.fromisoformat(str(rules.at(f"{_RULES}.old_edition_valid_until", day).value))
    except RuleNotInForce:
        return None
