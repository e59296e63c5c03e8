"""Searching all registers at once: the first few of each that the person may read."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from zhice.web import doors
from zhice.web.register import Register, site
from zhice.web.registers import cells, matching
from zhice.web.registers.detail_screens import name_of, seen

FEW = 5


def everywhere(user: Any, words: str) -> list[dict[str, Any]]:
    """[{register, records: [{title, url}], all}] for each register with something found."""
    found = []
    for register in site:
        if not register.search or not doors.may(user, register.record, register.verb("read")):
            continue
        records = _first(register, user, words)
        if records:
            seen(register, "", rows=len(records))
            masked = cells.masks(register, user)
            lines = [
                {
                    "title": name_of(register, record, masked=masked),
                    "url": register.address("detail", record.pk),
                }
                for record in records
            ]
            found.append(
                {
                    "register": register,
                    "records": lines,
                    "all": f"{register.address()}?{urlencode({'q': words})}",
                }
            )
    return found


def _first(register: Register, user: Any, words: str) -> list[Any]:
    found = matching.searched(register.listed_rows(user), register.search, words)
    keys = matching.few(found)
    if keys is not None:
        found = register.rows(user).filter(pk__in=keys)
    return list(found.order_by(*register.sort)[:FEW])
