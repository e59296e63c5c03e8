"""Routes that follow from the declared registers: `GET /<slug>` and `GET /<slug>/{number}`, with the page's own filters."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.db import models
from django.http import HttpRequest, QueryDict
from ninja import Path, Query, Router, Schema
from pydantic import ConfigDict, Field, create_model

from zhice.api.schemas import REFUSALS
from zhice.web import doors
from zhice.web.register import Column, Register, site
from zhice.web.registers import cells
from zhice.web.registers.detail_screens import find, seen
from zhice.web.registers.listing import LAST_PAGE, SIZES, Listing

BIGGEST = 10**18 - 1
MULTIPLE = 20  # values of one parameter


NO_NUL = r"^[^\x00]*$"  # PostgreSQL cannot look for a NUL

TYPES: dict[type[models.Field[Any, Any]], Any] = {  # the first that fits: a moment is a day to Django
    models.BooleanField: bool,
    models.IntegerField: int,
    models.FloatField: float,
    models.DateTimeField: datetime,
    models.DateField: date,
    models.JSONField: Any,
}


Words = Annotated[str, Field(max_length=100, pattern=NO_NUL)]


def router() -> Router:
    """The routes of all registers."""
    made = Router()
    for register in site:
        _add(made, register)
    return made


def _add(made: Router, register: Register) -> None:
    name = _python_name(register.slug)
    record = _record_schema(register, name)
    page = create_model(
        f"{name}Page",
        __base__=Schema,
        count=(int, ...),
        page=(int, ...),
        pages=(int, ...),
        size=(int, ...),
        results=(list[record], ...),
    )
    asked = _query_schema(register, name)
    behind = doors.door(register.record, register.verb("read"))

    def index(request: HttpRequest, query: Any) -> Any:
        return _page(request, register)

    def show(request: HttpRequest, number: int) -> Any:
        found = find(register, request.user, number)
        seen(register, register.reference(found), rows=1)
        return _plain(register, found, masked=cells.masks(register, request.user))

    index.__annotations__ = {"request": HttpRequest, "query": asked}
    index.__defaults__ = (Query(...),)
    show.__annotations__ = {"request": HttpRequest, "number": int}
    show.__defaults__ = (Path(..., ge=0, le=BIGGEST),)
    common = {"tags": [str(register.slug)], "exclude_unset": False}
    made.get(
        f"/{register.slug}",
        response={200: page, **REFUSALS},
        operation_id=f"list_{name}",
        summary=str(register.title),
        **common,
    )(behind(index))
    made.get(
        f"/{register.slug}/{{number}}",
        response={200: record, **REFUSALS},
        operation_id=f"read_{name}",
        summary=str(register.title),
        **common,
    )(behind(show))


def _page(request: HttpRequest, register: Register) -> dict[str, Any]:
    listing = Listing(
        register,
        request.user,
        _without_columns(request.GET),
        sizes=tuple(range(1, max(SIZES) + 1)),
        by_name=True,
    )
    masked = cells.masks(register, request.user)
    records = listing.page
    seen(register, "", rows=len(records))
    return {
        "count": listing.count,
        "page": listing.number,
        "pages": listing.pages,
        "size": listing.size,
        "results": [_plain(register, record, masked=masked) for record in records],
    }


def _plain(register: Register, record: Any, *, masked: bool) -> dict[str, Any]:
    values: dict[str, Any] = {"id": record.pk, "record": register.reference(record)}
    for column in register.columns:
        value = cells.raw(record, column)
        if column.masked and masked:
            value = cells.value_of(record, column, masked=True)
        elif isinstance(value, models.Model):
            value = str(value)
        values[column.name] = str(value) if isinstance(value, Decimal) else cells.without_identity(value)
    return values


def _record_schema(register: Register, name: str) -> type[Schema]:
    fields: dict[str, Any] = {"id": (int, ...), "record": (str, ...)}
    for column in register.columns:
        fields[column.name] = (
            _type(register, column) | None,
            Field(None, description=cells.label(register, column)),
        )
    return create_model(f"{name}Record", __base__=Schema, **fields)


def _type(register: Register, column: Column) -> Any:
    field = cells.field_of(register.model, column.name)
    if field is None or column.value is not None:
        return Any
    return next((type_ for kind, type_ in TYPES.items() if isinstance(field, kind)), str)


def _query_schema(register: Register, name: str) -> type[Schema]:
    """The parameters of a list; one that is not among them is refused with 422."""
    sorts = {column.name for column in register.columns if column.sort or column.value is None}
    pattern = f"^-?({'|'.join(sorted(sorts))})$"
    fields: dict[str, Any] = {
        "q": (Words, Field("", description="Words to look for")),
        "sort": (
            str | None,
            Field(None, pattern=pattern, description="Column name, with - before it for descending"),
        ),
        "page": (int, Field(1, ge=1, le=LAST_PAGE)),
        "size": (int, Field(20, ge=1, le=max(SIZES))),
    }
    for filter_name in register.filters:
        fields.update(_filter(register, filter_name))
    return create_model(f"{name}Query", __base__=_Strict, **fields)


class _Strict(Schema):
    model_config = ConfigDict(extra="forbid")


def _filter(register: Register, name: str) -> dict[str, Any]:
    field = cells.field_of(register.model, name)
    if field is not None and field.choices:
        values = [str(value) for value, _ in field.flatchoices]
        return {
            name: (
                list[str],
                Field(
                    [], max_length=MULTIPLE, json_schema_extra={"items": {"type": "string", "enum": values}}
                ),
            )
        }
    if isinstance(field, models.ForeignKey):
        return {name: (Words | None, Field(None, description="Part of the name or code"))}
    if isinstance(field, models.DateField):
        return {f"{name}_after": (date | None, None), f"{name}_before": (date | None, None)}
    if isinstance(field, models.BooleanField):
        return {name: (str | None, Field(None, pattern="^(true|false)$"))}
    if isinstance(field, models.IntegerField | models.DecimalField | models.FloatField):
        bounded = Field(None, ge=-(10**9), le=10**9)
        return {f"{name}_min": (float | None, bounded), f"{name}_max": (float | None, bounded)}
    return {name: (Words | None, None)}


def _without_columns(query: QueryDict) -> QueryDict:
    """The API gives all columns, so it takes no choice of them."""
    found = query.copy()
    found.pop("columns", None)
    found.pop("view", None)
    return found


def _python_name(slug: str) -> str:
    return "".join(part.capitalize() for part in slug.split("-"))
