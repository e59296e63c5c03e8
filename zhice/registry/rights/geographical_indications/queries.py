"""Questions over indications: how one stands on a day, and what a clerk should look at."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhice.registry.rights.geographical_indications.models import GeographicalIndication
from zhice.rules.book import RuleNotInForce, rules
from zhice.rules.value import RuleValue

_STOPPED = "停止"


def ended_on(indication: GeographicalIndication) -> date | None:
    """The first day on which it no longer holds, from its events; None while it holds."""
    ended: date | None = None
    for event in indication.events.order_by("day", "id"):
        if event.kind in ("revoked", "cancelled"):
            ended = ended or event.day
        elif event.kind == "restored":
            ended = None
    return ended


def state_of(indication: GeographicalIndication) -> tuple[str, Any]:
    """(colour, word); a mark's indication ends with the mark."""
    if indication.ended_on or (indication.trademark and indication.trademark.ended_date):
        return "bad", _("已终止")
    return "ok", _("有效")


def registered_too_late(indication: GeographicalIndication) -> RuleValue | None:
    """The rule by which no agricultural indication was registered on that day any more: a hint, nothing is refused."""
    if indication.kind != GeographicalIndication.Kind.AGRICULTURAL:
        return None
    try:
        rule = rules.at(
            "registry.geographical_indications.agricultural_registration", indication.recognised_on
        )
    except RuleNotInForce:
        return None
    return rule if rule.value == _STOPPED else None
