"""Which ways in a person may use, and how they are named on the pages."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import get_language

from zhice.intake.format import FORMATS, Format
from zhice.intake.sinks import SINKS
from zhice.kernel.errors import ZhiceError
from zhice.web import doors
from zhice.web.register import site
from zhice.web.registers.imports import format_name


def usable(user: Any) -> list[dict[str, Any]]:
    """The formats whose rows this person may write: name, title, note, columns, in the language of the page."""
    return [described(format) for format in FORMATS if _may(user, format)]


def find(user: Any, name: str) -> Format:
    """The format, or 404 where it does not exist or is not for this person."""
    found = next((format for format in FORMATS if format.name == name and _may(user, format)), None)
    if found is None:
        raise Http404
    return found


def described(format: Format) -> dict[str, Any]:
    language = get_language() or "zh-hans"
    return {
        "name": format.name,
        "title": format.title.in_(language),
        "note": format.note.in_(language) if format.note else "",
        "columns": [
            {
                "name": column.name,
                "title": column.title.in_(language),
                "required": column.required,
                "note": column.note and column.note.in_(language),
            }
            for column in format.columns
        ],
    }


def _may(user: Any, format: Format) -> bool:
    """A register's format asks the register's own verb; the others belong to whoever may import at all."""
    try:
        SINKS[format.name]
    except ZhiceError:
        return False  # can only be previewed: there is nothing to confirm
    register = next((each for each in site if format_name(each) == format.name), None)
    if register is not None:
        return doors.may(user, register.record, register.verb("import"))
    return doors.may(user, "batch", "import")
