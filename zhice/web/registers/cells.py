"""What stands in a cell: the value of a column of one record, as text for exports and as parts for the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils.translation import gettext as _

from zhice.kernel.identifiers import identity_numbers
from zhice.web import doors, wording
from zhice.web.register import Column, Register, site

BADGES = ("ok", "info", "warn", "bad", "mute")
SHORT = 16  # texts up to this length stay on one line


@dataclass(frozen=True)
class Cell:
    """One cell of a page. `kind`: text, number, badge, link; `colour` for a badge, `url` for a link."""

    column: Column
    text: str
    kind: str = "text"
    colour: str = ""
    url: str = ""

    @property
    def style(self) -> str:
        if self.kind == "number":
            return "zc-number"
        return "zc-short" if len(self.text) <= SHORT else ""


def field_of(model: type[Model], name: str) -> Field[Any, Any] | None:
    """The model field at the end of a path; None for a property or a computed column."""
    found: Any = None
    for part in name.split("__"):
        try:
            found = model._meta.get_field(part)
        except FieldDoesNotExist:
            return None
        model = getattr(found, "related_model", None) or model
    return found if isinstance(found, Field) else None


def label(register: Register, column: Column) -> str:
    """The column's heading: as declared, else the field's verbose name, else the property's own `short_description`."""
    if column.label:
        return str(column.label)
    field = field_of(register.model, column.name)
    if field is not None:
        return str(field.verbose_name)
    attribute = getattr(register.model, column.name, None)
    return str(getattr(getattr(attribute, "fget", attribute), "short_description", column.name))


def raw(record: Any, column: Column) -> Any:
    """The value itself: a date, a number, a related record, a text."""
    if column.value is not None:
        return column.value(record)
    value: Any = record
    for part in column.name.split("__"):
        if value is None:
            return None
        value = getattr(value, part)
    return value() if callable(value) else value


def masks(register: Register, user: Any) -> bool:
    """Whether this person reads the register with names hidden."""
    return doors.scope(user, register.record, register.verb("read")) == "masked"


def value_of(record: Any, column: Column, *, masked: bool) -> Any:
    """The value for exports and API: plain, with choices as words and hidden names hidden; identity numbers always are."""
    value = raw(record, column)
    if column.masked and masked:
        return wording.masked(str(value or ""))
    if isinstance(value, Model):
        return str(value)
    return without_identity(_choice(record, column, value))


def without_identity(value: Any) -> Any:
    """A text with the middle of identity numbers hidden, whoever reads; any other value as it is."""
    return identity_numbers.masked(value) if isinstance(value, str) else value


def text(value: Any, column: Column) -> str:
    """The value as people read it."""
    if value is None or value == "":
        return wording.NOTHING
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if column.money:
        return wording.yuan(value)
    if isinstance(value, date):
        return wording.moment(value) if isinstance(value, datetime) else wording.day(value)
    if isinstance(value, int | float | Decimal):
        said = str(value) if _is_year(column) else wording.number(value)
        return f"{said} {column.unit}" if column.unit else said
    return identity_numbers.masked(str(value))


def cell(register: Register, record: Any, column: Column, *, masked: bool) -> Cell:
    """One cell of a list or detail page."""
    value = value_of(record, column, masked=masked)
    said = text(value, column)
    if column.badge:
        return Cell(column, said, "badge", colour=_colour(column, raw(record, column)))
    if column.link and value not in (None, ""):
        return Cell(column, said, "link", url=_url(record, column))
    is_number = (
        isinstance(value, int | float | Decimal) and not isinstance(value, bool) and not _is_year(column)
    )
    return Cell(column, said, "number" if is_number or column.money else "text")


def _choice(record: Any, column: Column, value: Any) -> Any:
    field = field_of(type(record), column.name)
    if field is None or not field.choices or value is None:
        return value
    return str(dict(field.flatchoices).get(value, value))


def _colour(column: Column, value: Any) -> str:
    if isinstance(column.badge, bool):
        return "mute"
    return column.badge.get(value, "mute")


def _url(record: Any, column: Column) -> str:
    """The related record's page: the column's path without its last part leads to the record."""
    related: Any = record
    for part in column.name.split("__"):
        following = getattr(related, part, None)
        if not isinstance(following, Model):
            break
        related = following
    return site.address_of(f"{column.link}:{related.pk}") or ""


def _is_year(column: Column) -> bool:
    return column.name == "year" or column.name.endswith("_year")
