"""What the worker does for the registry."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from zhice.registry.live.source import forget


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="registry.forget_changes", name="registry.forget_changes")
def forget_changes(timestamp: int) -> None:
    """Once a night; figures that nobody looked at for a day are then counted anew."""
    forget(before=datetime.fromtimestamp(timestamp, UTC))
