"""The registry's lines in the navigation beyond its registers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhice.registry.matches import queries as matches
from zhice.web.navigation import REGISTERS, Entry


def _waiting(request: Any) -> int | None:
    return matches.waiting(request.user).count() or None


NAVIGATION = (
    Entry(_("我的权利与应缴"), "registry:my-rights", icon="clock", record="annual_fee", verb="mine", order=1),
    Entry(
        _("高价值发明专利"),
        "registry:high-value",
        icon="creation",
        record="high_value",
        group=REGISTERS,
        order=17,
    ),
    Entry(
        _("主体比对"),
        "registry:matches",
        icon="people",
        record="match",
        group=REGISTERS,
        order=25,
        badge=_waiting,
    ),
    Entry(
        _("年费与续展"),
        "registry:fees",
        icon="clock",
        record="annual_fee",
        verb="oversee",
        group=REGISTERS,
        order=45,
    ),
)
