"""The list: search, filters with chips, sort, columns, pages, saved views, and marks for bulk actions."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhice.web.register import Register
from zhice.web.registers import cells, views
from zhice.web.registers.bulk import offered
from zhice.web.registers.buttons import allowed
from zhice.web.registers.detail_screens import seen
from zhice.web.registers.listing import Listing

NEIGHBOURS = 2


@require_safe
def show(request: HttpRequest, register: Register) -> HttpResponse:
    """The list that the address describes; the bare address opens the person's default view."""
    if not request.GET:
        default = views.default(request.user, register)
        if default is not None and default.query:
            return HttpResponseRedirect(views.address(register, default))
    listing = Listing(register, request.user, request.GET)
    seen(register, "", rows=len(listing.page))
    return render(request, "web/registers/list.html", _context(request, register, listing))


def _context(request: HttpRequest, register: Register, listing: Listing) -> dict[str, Any]:
    masked = cells.masks(register, request.user)
    known_views = views.known(request.user, register)
    return {
        "register": register,
        "listing": listing,
        "headings": [_heading(register, listing, column) for column in listing.columns],
        "rows": [
            {
                "record": record,
                "cells": [cells.cell(register, record, column, masked=masked) for column in listing.columns],
            }
            for record in listing.page
        ],
        "pages": _pages(listing),
        "choosable": [
            {"name": column.name, "label": cells.label(register, column), "on": column in listing.columns}
            for column in register.columns
        ],
        "views": known_views,
        "view": next((view for view in known_views if str(view.pk) == request.GET.get("view")), None),
        "default_view": views.default(request.user, register),
        "query": _query(request, leave_out=("page", "view")),
        "bulk": offered(register, request.user),
        "hidden": [
            (name, value)
            for name, values in request.GET.lists()
            for value in values
            if name not in ("page", "view")
        ],
        **allowed(register, request.user),
    }


def _heading(register: Register, listing: Listing, column: Any) -> dict[str, Any]:
    wanted = listing.query.get("sort", "")
    order = {column.name: "ascending", f"-{column.name}": "descending"}.get(wanted, "")
    following = f"-{column.name}" if order == "ascending" else column.name
    return {
        "label": cells.label(register, column),
        "order": order,
        "sort": following if column.name in listing.sortable else "",
        "number": column.money,
    }


def _pages(listing: Listing) -> list[int | None]:
    """First, last and the neighbours of the present page; None where some are left out."""
    wanted = {1, listing.pages, *range(listing.number - NEIGHBOURS, listing.number + NEIGHBOURS + 1)}
    shown: list[int | None] = []
    for number in sorted(number for number in wanted if 1 <= number <= listing.pages):
        if shown and number != (shown[-1] or 0) + 1:
            shown.append(None)
        shown.append(number)
    return shown


def _query(request: HttpRequest, *, leave_out: tuple[str, ...]) -> str:
    return urlencode(
        [(n, v) for n, values in request.GET.lists() for v in values if n not in leave_out and v]
    )
