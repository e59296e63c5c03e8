"""What the worker does for the registry."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from zhice.accounts.acting import SYSTEM, acting_as
from zhice.registry.certificates import reminding as certificates
from zhice.registry.live.source import forget
from zhice.registry.rights.fees.reminding import remind


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="registry.forget_changes", name="registry.forget_changes")
def forget_changes(timestamp: int) -> None:
    """Once a night; figures that nobody looked at for a day are then counted anew."""
    with acting_as(SYSTEM):
        forget(before=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="10 6 * * *")
@app.task(queueing_lock="registry.remind_of_fees", name="registry.remind_of_fees")
def remind_of_fees(timestamp: int) -> None:
    """Early each morning, of the day for which the run was planned; a run made good later tells nothing twice."""
    with acting_as(SYSTEM):
        remind(user=SYSTEM, day=_day(timestamp))


@app.periodic(cron="20 6 * * *")
@app.task(queueing_lock="registry.remind_of_certificates", name="registry.remind_of_certificates")
def remind_of_certificates(timestamp: int) -> None:
    """Early each morning, as of fees."""
    with acting_as(SYSTEM):
        certificates.remind(user=SYSTEM, day=_day(timestamp))


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="registry.match", name="registry.propose_matches")
def propose_matches(timestamp: int) -> None:
    """Every five minutes: pairs among the parties that came since, so that an import itself never waits for them."""
    from zhice.registry.matches.actions import propose

    with acting_as(SYSTEM):
        propose(day=_day(timestamp))


def _day(timestamp: int) -> date:
    return datetime.fromtimestamp(timestamp, timezone.get_default_timezone()).date()
