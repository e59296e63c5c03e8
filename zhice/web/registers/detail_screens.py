"""One record: its sections, the panels of its app, and how it came to be as it is."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhice.journal.acts import reading
from zhice.web import doors
from zhice.web.register import Column, Register, Section
from zhice.web.registers import cells, history
from zhice.web.registers.buttons import allowed


@require_safe
def show(request: HttpRequest, register: Register, number: int) -> HttpResponse:
    """The page of one record; one that the person may not read does not exist for them."""
    record = find(register, request.user, number)
    masked = cells.masks(register, request.user)
    seen(register, register.reference(record), rows=1)
    context = {
        "register": register,
        "record": record,
        "title": name_of(register, record, masked=masked),
        "sections": [_section(register, record, section, masked=masked) for section in sections(register)],
        "panels": [_panel(panel, record, request) for panel in register.panels if _open(panel, request.user)],
        "actions": [
            {"title": action.title, "url": action.url(record)}
            for action in register.actions
            if doors.may(request.user, register.record, action.verb)
            and (action.shown is None or action.shown(record))
        ],
        "beside": dict(register.beside(record, request)) if register.beside else {},
        "history": history.of(register, record, masked=masked),
        **allowed(register, request.user),
    }
    return render(request, register.page, context)


def seen(register: Register, reference: str, *, rows: int) -> None:
    """Leave the one event of somebody reading personal data: one record, or `rows` records of a list."""
    if register.personal and rows:
        reading(register.record, reference, fields=[column.name for column in register.columns], rows=rows)


def find(register: Register, user: Any, number: int) -> Any:
    """The record, if `user` may read it; otherwise 404, whether or not it exists."""
    record = register.rows(user).filter(pk=number).first()
    if record is None:
        raise Http404
    return record


def name_of(register: Register, record: Any, *, masked: bool) -> str:
    """How the record is called on a page; by its first column where names are hidden."""
    if not masked or not any(column.masked for column in register.columns):
        return cells.without_identity(str(record))
    return str(cells.value_of(record, register.columns[0], masked=True))


def sections(register: Register) -> tuple[Section, ...]:
    return register.detail or register.form or (Section("", *(column.name for column in register.columns)),)


def _section(register: Register, record: Any, section: Section, *, masked: bool) -> dict[str, Any]:
    declared = {column.name: column for column in register.columns}
    columns = [declared.get(name) or Column(name) for name in section.fields]
    facts = [
        {"label": cells.label(register, column), "cell": cells.cell(register, record, column, masked=masked)}
        for column in columns
    ]
    return {"title": section.title, "note": section.note, "facts": facts}


def _panel(panel: Any, record: Any, request: HttpRequest) -> dict[str, Any]:
    extra = dict(panel.context(record, request)) if panel.context else {}
    return {"title": panel.title, "template": panel.template, "values": extra}


def _open(panel: Any, user: Any) -> bool:
    return not panel.record or doors.may(user, panel.record, panel.verb)
