"""Every declared register can be found: by its `search` columns, and by what its `searching` adds."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import DateField, ForeignKey

from zhice.search.searchable import Searchable, Searching
from zhice.web import discovery, doors
from zhice.web.register import Register, site
from zhice.web.registers import cells
from zhice.web.registers.detail_screens import name_of, seen


def all_declared() -> Iterator[Searchable]:
    """What `zhice.search` asks for: registers with search columns, and what the rooms' `searching.py` add to them."""
    for register in site:
        if register.search:
            yield searchable(register)
    for module in discovery.modules("searching"):
        yield from module.SEARCHABLES


_made: dict[
    int, tuple[Register, Searchable]
] = {}  # a register is not hashable; it is kept, so its id stays its own


def searchable(register: Register) -> Searchable:
    """How the register is found; made once."""
    if id(register) not in _made:
        _made[id(register)] = register, _make(register)
    return _made[id(register)][1]


def _make(register: Register) -> Searchable:
    return Searchable(
        kind=register.record,
        title=register.title,
        model=register.model,
        what=_what(register),
        rows=register.listed_rows,
        scope=lambda user: doors.scope(user, register.record, register.verb("read")),
        called=lambda record, masked: name_of(register, record, masked=masked),
        address=lambda record: register.address("detail", record.pk),
        noticed=lambda rows: seen(register, "", rows=rows),
        listed=register.listed,
    )


def _what(register: Register) -> Searching:
    """The declaration completed: a masked column is a personal name; region, day and classes follow from the columns."""
    said = register.searching or Searching()
    masked = {column.name for column in register.columns if column.masked}
    hidden = [path for path in register.search if path in masked]
    plain = [path for path in register.search if path not in masked]
    told = Searching(
        name=(*plain, *said.name),
        text=said.text,
        people=(*hidden, *said.people),
        heard=said.heard,
        ipc=said.ipc or (("ipc",) if _has(register, "ipc") else ()),
        region=said.region or _region(register),
        day=said.day or _day(register),
        weight=said.weight,
    )
    for path in (*told.name, *told.text, *told.people, *told.heard, *told.ipc):
        register.model._meta.get_field(
            path.partition("__")[0]
        )  # a field that does not exist is named at once
    return told


def _has(register: Register, name: str) -> bool:
    return any(field.name == name for field in register.model._meta.get_fields())


def _region(register: Register) -> str:
    """The foreign key whose column opens a region."""
    for column in register.columns:
        near, _, far = column.name.partition("__")
        if column.link == "region" and far and isinstance(register.model._meta.get_field(near), ForeignKey):
            return near
    return ""


def _day(register: Register) -> str:
    names = [name.lstrip("-") for name in register.sort] + [column.name for column in register.columns]
    return next((name for name in names if isinstance(cells.field_of(register.model, name), DateField)), "")
