"""Which buttons a person is shown; the doors decide again."""

from __future__ import annotations

from typing import Any

from zhice.web import doors
from zhice.web.register import Register


def allowed(register: Register, user: Any) -> dict[str, bool]:
    """Which buttons to show; the doors decide again."""
    return {
        "may_create": bool(register.form) and doors.may(user, register.record, register.verb("create")),
        "may_change": bool(register.form) and doors.may(user, register.record, register.verb("change")),
        "may_import": bool(register.imports or register.format)
        and doors.may(user, register.record, register.verb("import")),
        "may_export": doors.may(user, register.record, register.verb("export")),
    }
