"""What the worker does for the registry."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from zhice.accounts.acting import SYSTEM, acting_as


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="registry.match", name="registry.propose_matches")
def propose_matches(timestamp: int) -> None:
    """Every five minutes: pairs among the parties that came since, so that an import itself never waits for them."""
    from zhice.registry.matches.actions import propose

    day = datetime.fromtimestamp(timestamp, timezone.get_default_timezone()).date()
    with acting_as(SYSTEM):
        propose(day=day)
