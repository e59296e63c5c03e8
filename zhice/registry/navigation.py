"""The registry's line in the navigation beyond its registers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhice.registry.matches import queries
from zhice.web.navigation import REGISTERS, Entry


def _waiting(request: Any) -> int | None:
    return queries.waiting(request.user).count() or None


NAVIGATION = (
    Entry(
        _("主体比对"),
        "registry:matches",
        icon="people",
        record="match",
        group=REGISTERS,
        order=25,
        badge=_waiting,
    ),
)
