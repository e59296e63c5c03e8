"""Keeping the index of search in step, in a thread of the worker; and building it anew on request."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words

PAUSE = 0.3  # seconds between two looks at what has changed
AFTER_A_FAULT = 5.0
log = logging.getLogger(__name__)


@contextmanager
def following_in_background() -> Iterator[None]:
    """While the block runs the index follows the database; Django is set up."""
    ended = threading.Event()
    thread = threading.Thread(target=follow, args=(ended,), name="search", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(10)


def follow(ended: threading.Event) -> None:
    """Until told to end; whatever goes wrong is logged and tried again."""
    from django.db import close_old_connections, connections

    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.search.following import Follower

    follower = Follower()
    try:
        while not ended.is_set():
            pause = PAUSE
            try:
                close_old_connections()
                with acting_as(SYSTEM):
                    while not ended.is_set() and follower.step():
                        pass
            except Exception:
                log.exception("the index of search could not be brought up to date")
                follower.close()
                pause = AFTER_A_FAULT
            ended.wait(pause)
    finally:
        follower.close()
        connections.close_all()


class NoSuchAccount(ZhiceError):
    """A search was to be made as somebody who does not exist."""


def nobody(username: str) -> NoSuchAccount:
    return NoSuchAccount(
        Words(zh="没有账号“{name}”，或已停用。", en="There is no active account “{name}”.").fill(
            name=username
        )
    )


def catch_up(progress: Callable[[int, int], None]) -> None:
    """For a command: the index as the database stands now, built if there is none, unless a worker is at it anyway."""
    from zhice.search.following import Follower, rebuild

    follower = Follower()
    if follower.shelf.name() is None:
        rebuild(progress=progress)
    while follower.step():
        pass
    follower.close()
