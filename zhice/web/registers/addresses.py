"""The addresses of every register, each behind its own door, so that the permission tests can walk them one by one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, update_wrapper
from typing import Any

from django.urls import URLPattern, path, register_converter

from zhice.web import doors
from zhice.web.register import Register, site
from zhice.web.registers import (
    bulk_screens,
    detail_screens,
    export_screens,
    form_screens,
    import_screens,
    list_screens,
    view_screens,
)


class RecordNumber:
    """A record's number in an address: ASCII digits that fit the database."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(RecordNumber, "record")


def patterns() -> list[URLPattern]:
    """The addresses of all declared registers."""
    return [pattern for register in site for pattern in patterns_of(register)]


def patterns_of(register: Register) -> list[URLPattern]:
    """`/<slug>/`, `/<slug>/<number>/`, and the pages of those verbs that the declaration implies."""
    found = [
        _page(register, "", "list", list_screens.show, "read"),
        _page(register, "<record:number>/", "detail", detail_screens.show, "read"),
        _page(register, "views/", "views", view_screens.save, "read"),
        _page(register, "views/<record:number>/", "view", view_screens.change, "read"),
        _page(register, "export.csv", "csv", export_screens.csv, "export"),
        _page(register, "export.xlsx", "xlsx", export_screens.xlsx, "export"),
    ]
    if register.form:
        found += [
            _page(register, "new/", "new", form_screens.new, "create"),
            _page(register, "<record:number>/edit/", "edit", form_screens.edit, "change"),
        ]
    if register.bulk:
        found.append(_page(register, "bulk/", "bulk", bulk_screens.show, "read"))
    if register.imports or register.format:
        found += [
            _page(register, "import/", "import", import_screens.start, "import"),
            _page(register, "import/template.xlsx", "template", import_screens.template, "import"),
        ]
    return found


def _page(register: Register, route: str, name: str, view: Callable[..., Any], verb: str) -> URLPattern:
    bound = update_wrapper(partial(view, register=register), view)
    entered = doors.door(register.record, register.verb(verb))(bound)
    return path(f"{register.slug}/{route}", entered, name=f"{register.slug}-{name}")
