"""What the worker does for the journal: sign what is new, also what a process left that died after its commit."""

from __future__ import annotations

from procrastinate.contrib.django import app

from zhice.journal import checkpoints


@app.periodic(cron="*/30 * * * * *")
@app.task(queueing_lock="journal.sign", name="journal.sign_what_is_new")
def sign_what_is_new(timestamp: int) -> None:
    """Twice a minute; raises WillNotSign, which the worker reports, when the journal does not continue."""
    checkpoints.extend()
