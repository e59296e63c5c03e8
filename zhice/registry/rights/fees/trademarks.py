"""What is due for trademarks: the renewal, from the day on which it can be asked for to the end of the grace.

The window and the grace are those of `trademarks.terms`; the amounts are of the day on which one pays, for each mark in each
class. A mark whose grace is over owes nothing: it counts as ended. Days before the book's first tariff give no entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.urls import reverse

from zhice.kernel.words import Words
from zhice.registry.rights.fees.patents import UNVERIFIED
from zhice.registry.rights.fees.providers import Due, Stand, stand_of
from zhice.registry.rights.fees.spans import span
from zhice.registry.rights.trademarks import queries, terms
from zhice.registry.rights.trademarks.models import Trademark
from zhice.rules.book import RuleNotInForce, rules
from zhice.rules.value import RuleValue

_ONE = timedelta(days=1)
WHAT = Words(zh="商标续展", en="renewal of the mark")
LATE = Words(zh="续展延迟费", en="late fee for the renewal")
GRACE = Words(zh="宽展期", en="grace period for renewal")


def dues(*, user: Any, day: date, holders: tuple[int, ...] | None = None) -> Iterator[Due]:
    """One entry for each mark that can be renewed on `day`; see `providers.Provider`."""
    try:
        fee, late = _fees(day)
    except RuleNotInForce:
        return
    marks = Trademark.objects.visible_to(user)
    if holders is not None:
        marks = marks.filter(holder__in=holders)
    due = queries.due_for_renewal(marks, day=day, until=terms.latest_open(day))
    for mark in due.select_related("holder"):
        window = queries.renewal_window(mark, day)
        if window is not None and window.stage in ("open", "grace"):
            yield due_of(mark, window, fee=fee, late=late, day=day)


def due_of(mark: Trademark, window: terms.Window, *, fee: RuleValue, late: RuleValue, day: date) -> Due:
    """The renewal of one mark as it stands on `day`."""
    grace = span(window.expires, window.grace.number, article=window.grace.clause)
    stand = stand_of(nominal=window.expires, pay_by=window.expires, grace=window.closes, day=day)
    overdue = stand is Stand.OVERDUE
    unverified = fee.confidence != "seen" or window.window.confidence != "seen"
    return Due(
        right=f"{mark.name}（{mark.nice_class}）",
        number=mark.number,
        kind=str(mark._meta.verbose_name),
        record=f"trademark:{mark.pk}",
        url=reverse("registers:trademarks-detail", args=[mark.pk]),
        holder=mark.holder.name if mark.holder else "",
        holder_id=mark.holder_id,
        what=WHAT,
        nominal=window.expires,
        pay_by=window.expires,
        grace=window.closes,
        provisional=overdue and not window.announced,
        payable=Decimal(fee.number),
        late_fee=Decimal(late.number) if overdue else Decimal(0),
        ends=window.expires + _ONE,
        stand=stand,
        article=str(window.window.clause),
        reckoning=_reckoning(window),
        grace_reckoning=grace.words,
        note=UNVERIFIED if unverified else None,
        late_word=LATE,
        grace_word=GRACE,
    )


def _fees(day: date) -> tuple[RuleValue, RuleValue]:
    return rules.at("registry.trademark_fees.renewal", day), rules.at(
        "registry.trademark_fees.renewal_late", day
    )


def _reckoning(window: terms.Window) -> Words:
    months, clause = window.window.number, window.window.clause
    return Words(
        zh=f"专用期限至 {window.expires}，期满前 {months} 个月内办理，自 {window.opens} 起（{clause}）。",
        en=f"The term ends on {window.expires}; to be renewed within {months} months before, from {window.opens} on ({clause}).",
    )
