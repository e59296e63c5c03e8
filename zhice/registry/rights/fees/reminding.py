"""Reminders: 90, 30 and 7 days before the last day for payment, when grace begins, and 30 days before it ends; each once.

A day on which the job did not run is not lost: the newest stage reached is told, older ones are not told any more.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from zhice.accounts.models import User, UserParty
from zhice.accounts.notices.actions import notify
from zhice.accounts.notices.models import Notice
from zhice.journal.acts import act
from zhice.kernel.words import Words
from zhice.registry.rights.fees.providers import Due, Stand, dues

AHEAD = (7, 30, 90)  # days before the last day for payment; a habit of ours, no law
BEFORE_THE_END = 30


def remind(*, user: Any, day: date) -> dict[str, int]:
    """Tell whoever acts for a holder what is due on `day`; `user` is who runs the job (the product itself).

    Answers {"due": entries looked at, "told": notices new today}. Running it twice on a day tells nothing twice.
    """
    acting = _acting_people()
    looked, wanted = 0, []
    for due in dues(user=user, day=day, holders=tuple(acting)):
        looked += 1
        stage = stage_of(due, day=day)
        if stage and due.holder_id is not None:
            wanted += [(person, f"{due.key}:{due.nominal}:{stage}", due) for person in acting[due.holder_id]]
    told = set(Notice.objects.filter(key__in={key for _, key, _ in wanted}).values_list("user_id", "key"))
    new = [(person, key, due) for person, key, due in wanted if (person.pk, key) not in told]
    if new:
        with act("registry.annual_fee.remind", detail={"day": day.isoformat(), "told": len(new)}):
            for person, key, due in new:
                notify(user=person, key=key, words=words_of(due, day=day), url=due.url, day=day)
    return {"due": looked, "told": len(new)}


def stage_of(due: Due, *, day: date) -> str:
    """The newest reminder that is reached on `day`; empty while it is too early, or too late to tell."""
    if due.stand is Stand.SILENT:
        return ""
    if due.stand is Stand.OVERDUE:
        last = due.grace - timedelta(days=BEFORE_THE_END)
        return "grace-ends" if day >= last else "grace-begins"
    left = (due.pay_by - day).days
    return next((f"{days}-days" for days in AHEAD if left <= days), "")


def words_of(due: Due, *, day: date) -> Words:
    """What the person reads: right, fee, amount, day, and what happens otherwise."""
    name = f"{due.number}“{due.right}”"
    if due.stand is Stand.OVERDUE:
        return Words(
            zh=f"{name}{due.what.zh}已逾期，现应缴 {due.total} 元（含{due.late_word.zh} {due.late_fee} 元）；"
            f"{due.grace} 前不缴，权利自 {due.ends} 起终止。",
            en=f"{due.number}: {due.what.en} is overdue; {due.total} CNY with {due.late_word.en} {due.late_fee}. "
            f"Unpaid by {due.grace}, the right ends as from {due.ends}.",
        )
    left = (due.pay_by - day).days
    return Words(
        zh=f"{name}{due.what.zh} {due.payable} 元应于 {due.pay_by} 前缴纳，还有 {left} 天。",
        en=f"{due.number}: {due.what.en}, {due.payable} CNY, is to be paid by {due.pay_by}, in {left} days.",
    )


def _acting_people() -> dict[int, list[User]]:
    """Party → the accounts that act for it and are switched on."""
    found: dict[int, list[User]] = defaultdict(list)
    for row in UserParty.objects.filter(user__is_active=True).select_related("user").order_by("pk"):
        found[row.party_id].append(row.user)
    return found
