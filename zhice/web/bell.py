"""The bell in the head of every page: where a person's notices are, and how many are unread.

The machinery does not know notices. `accounts` installs both when the apps are ready; until then there is no bell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

FULL = 99  # more are shown as 99+


@dataclass(frozen=True, kw_only=True)
class Bell:
    """`page` is a route name, `unread` counts for a person who is signed in."""

    page: str
    unread: Callable[[Any], int]


_installed: list[Bell] = []


def install(bell: Bell) -> None:
    """Called once, by `accounts` in `ready()`."""
    _installed[:] = [bell]


def ring(request: HttpRequest) -> dict[str, Any]:
    """{url, count, shown} for the person of the request; empty for nobody."""
    user = getattr(request, "user", None)
    if not _installed or user is None or not user.is_authenticated:
        return {}
    count = _installed[0].unread(user)
    return {
        "url": reverse(_installed[0].page),
        "count": count,
        "shown": f"{FULL}+" if count > FULL else count,
    }
