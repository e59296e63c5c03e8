"""What the page of a mark says of its standing today: the door at which the day is read."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from zhice.registry.rights.trademarks.models import Trademark
from zhice.registry.rights.trademarks.queries import life_line, renewal_window, state_of
from zhice.web import doors


def life(trademark: Trademark, request: Any) -> dict[str, Any]:
    """State of today, what is due, and everything that happened."""
    today = timezone.localdate()
    masked = doors.scope(request.user, "trademark", "read") == "masked"
    return {
        "state": state_of(trademark, today),
        "window": renewal_window(trademark, today),
        "line": life_line(trademark, masked=masked),
    }
