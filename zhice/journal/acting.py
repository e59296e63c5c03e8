"""Who acts. Set once at the door (web request, command, worker), read by the journal; never a parameter of a verb."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words


class NobodyActs(ZhiceError):
    """Something wants to write without saying who does it."""


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts, as an event keeps it: it must still be readable when the account is gone.

    `actor` is "user:12", "system" or "anonymous"; `role` the role codes held, joined by commas.
    """

    actor: str
    name: str = ""
    role: str = ""
    unit: int | None = None
    request: str = ""


_actor: ContextVar[Actor | None] = ContextVar("zhice_actor", default=None)


def current() -> Actor:
    """The one who acts now; raises NobodyActs where no door was passed."""
    actor = _actor.get()
    if actor is None:
        raise NobodyActs(
            Words(
                zh="没有说明由谁操作：请在 acting_as(用户) 或 acting_as(SYSTEM) 之内执行。",
                en="Nobody is acting: do this inside acting_as(user) or acting_as(SYSTEM).",
            )
        )
    return actor


def known() -> Actor | None:
    """The one who acts now, or None."""
    return _actor.get()


@contextmanager
def on_behalf_of(actor: Actor) -> Iterator[Actor]:
    """Let `actor` act within the block. Accounts' `acting_as` is what doors use: it also opens the wall of rows."""
    token = _actor.set(actor)
    try:
        yield actor
    finally:
        _actor.reset(token)
