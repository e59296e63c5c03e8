"""The left navigation is collected, not written: each app says in its `navigation.py` which rooms it opens.

    NAVIGATION = (Entry(_("战略总览"), "plan:overview", icon="chart", record="indicator", verb="read", order=10),)

An entry is shown to those who may pass its door. A room that does not exist has no entry, so there is no dead link.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from zhice.web import discovery, doors

log = logging.getLogger("zhice.web")

# The order of the groups on the page; an entry of another group comes last.
GROUPS = ("", _("五大工程"), _("登记"), _("公开与报告"), _("系统"))
OVERVIEW, PILLARS, REGISTERS, REPORTS, SYSTEM = GROUPS


@dataclass(frozen=True)
class Entry:
    """One line of the navigation.

    `url` is a route name without arguments, or a path that begins with "/". `record` and `verb` name the door; without
    them the entry is for everybody who is signed in. `badge` gets the request and gives a number, or None for no badge.
    """

    title: Any
    url: str
    icon: str = "dot"
    record: str = ""
    verb: str = "read"
    group: Any = OVERVIEW
    order: int = 100
    badge: Callable[[Any], int | None] | None = None

    def address(self) -> str:
        return self.url if self.url.startswith("/") else reverse(self.url)

    def open_to(self, user: Any) -> bool:
        return doors.may(user, self.record, self.verb) if self.record else bool(user.is_authenticated)


INTAKE = Entry(
    _("数据采集"), "intake:index", icon="intake", record="batch", verb="read", group=REGISTERS, order=900
)


def entries() -> list[Entry]:
    """All entries of all apps, in the order of the page; the registers add theirs."""
    found: list[Entry] = []
    for module in discovery.modules("navigation"):
        found.extend(module.NAVIGATION)
    found.extend((*registers(), INTAKE))
    names = [str(group) for group in GROUPS]
    return sorted(found, key=lambda entry: (_place(str(entry.group), names), entry.order, str(entry.title)))


def registers() -> list[Entry]:
    """The declared registers stand in the navigation by themselves."""
    from zhice.web.register import site  # the declarations name our groups, so they are read after us

    return [
        Entry(
            register.title,
            f"registers:{register.slug}-list",
            icon=register.icon,
            record=register.record,
            verb=register.verb("read"),
            group=register.group,
            order=register.order,
        )
        for register in site
        if register.in_navigation
    ]


def groups(request: Any) -> list[dict[str, Any]]:
    """The navigation of this person: [{title, entries: [{title, url, icon, current, badge}]}], empty groups left out."""
    shown: dict[str, list[dict[str, Any]]] = {}
    for entry in entries():
        if _is_dead(entry):
            log.error("navigation entry without a page: %s (%s)", entry.title, entry.url)
        elif entry.open_to(request.user):
            shown.setdefault(str(entry.group), []).append(_line(entry, request))
    _mark_current(request.path, [line for lines in shown.values() for line in lines])
    return [{"title": title, "entries": lines} for title, lines in shown.items()]


def dead_ends() -> list[str]:
    """Entries whose address does not resolve; a test holds this empty."""
    return [f"{entry.title}: {entry.url}" for entry in entries() if _is_dead(entry)]


def _is_dead(entry: Entry) -> bool:
    try:
        entry.address()
    except NoReverseMatch:
        return True
    return False


def _line(entry: Entry, request: Any) -> dict[str, Any]:
    badge = entry.badge(request) if entry.badge else None
    return {
        "title": entry.title,
        "url": entry.address(),
        "icon": entry.icon,
        "badge": badge,
        "current": False,
    }


def _mark_current(path: str, lines: list[dict[str, Any]]) -> None:
    # the longest address that the path lies under is where the reader is
    fitting = [
        line for line in lines if path == line["url"] or (line["url"] != "/" and path.startswith(line["url"]))
    ]
    if fitting:
        max(fitting, key=lambda line: len(line["url"]))["current"] = True


def _place(name: str, names: list[str]) -> int:
    return names.index(name) if name in names else len(names)
