"""What the worker does for the registry every day: tell who is concerned what is due."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from procrastinate.contrib.django import app

from zhice.accounts.acting import SYSTEM, acting_as
from zhice.registry.rights.fees.reminding import remind


@app.periodic(cron="10 6 * * *")
@app.task(queueing_lock="registry.remind_of_fees", name="registry.remind_of_fees")
def remind_of_fees(timestamp: int) -> None:
    """Early each morning, of the day for which the run was planned; a run made good later tells nothing twice."""
    day = datetime.fromtimestamp(timestamp, ZoneInfo(settings.TIME_ZONE)).date()
    with acting_as(SYSTEM):
        remind(user=SYSTEM, day=day)
