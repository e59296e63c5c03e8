"""The subject's page as the register's detail page carries it, and the list behind each of its figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhice.registry.parties.models import Party
from zhice.registry.parties.subject import Asking, Cell, Part, Table, parts, table_of
from zhice.registry.parties.timeline import timeline
from zhice.web import doors
from zhice.web.doors import door
from zhice.web.register import Column, site
from zhice.web.registers import cells, detail_screens

FEW = 8  # rows of a table on the subject's page; its list holds all
PER_PAGE = 50


def asking_of(party: Party, request: Any) -> Asking:
    """Who looks at the party today; its aliases' records are its own."""
    aliases = Party.objects.visible_to(request.user).filter(merged_into=party).values_list("pk", flat=True)
    return Asking(
        party=party,
        parties=(party.pk, *aliases),
        user=request.user,
        day=timezone.localdate(),
        masked=doors.scope(request.user, "party", "read") == "masked",
    )


def subject_of(party: Party, request: Any) -> dict[str, Any]:
    """What the page of a party shows besides its own fields; an alias has nothing of its own and leads to the survivor."""
    asking = asking_of(party, request)
    if party.merged_into_id:
        into = Party.objects.visible_to(request.user).filter(pk=party.merged_into_id).first()
        return {"into": into, "into_name": asking.name_of(into)}
    open_parts = parts(request.user)
    return {
        "day": asking.day,
        "others": other_names(asking),
        "figures": [figure for part in open_parts for figure in _figures(part, asking)],
        "timeline": timeline(open_parts, asking, request.GET),
        "sections": [section for part in open_parts if (section := _section(part, asking))],
    }


def other_names(asking: Asking) -> list[str]:
    """Former names, and names under which other records of the same party stood; each once."""
    known: Any = Party.objects.visible_to(asking.user).filter(pk__in=asking.parties).prefetch_related("names")
    found = [
        name for each in known.order_by("pk") for name in (each.name, *(old.name for old in each.names.all()))
    ]
    return [asking.name_of(Party(name=name)) for name in dict.fromkeys(found) if name != asking.party.name]


@require_safe
@door("party", "read")
def rows_of(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """All rows of one table of a party: the list behind its figure."""
    register = site.of_record("party")
    assert register is not None  # the parties' own register
    party = detail_screens.find(register, request.user, number)
    table = table_of(request.user, name)
    if table is None or party.merged_into_id:
        raise Http404
    detail_screens.seen(register, register.reference(party), rows=1)
    asking = asking_of(party, request)
    found = table.rows(asking)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "party": party,
        "name": asking.name_of(party),
        "table": table,
        "day": asking.day,
        "page": page,
        "note": table.note(found, asking) if table.note else "",
        **_lines(table, list(page.object_list), asking),
    }
    return render(request, "registry/party_rows.html", context)


def _count(rows: Any) -> int:
    return len(rows) if isinstance(rows, Sequence) else int(rows.count())


def _figures(part: Part, asking: Asking) -> list[dict[str, Any]]:
    found = []
    for table in part.tables:
        if table.figure:
            rows = table.rows(asking)
            count = _count(rows)
            if count or table.kept:
                note = table.note(rows, asking) if table.note and count else ""
                found.append({"table": table, "count": count, "note": note, "url": _address(asking, table)})
    return found


def _section(part: Part, asking: Asking) -> dict[str, Any] | None:
    """The tables of a part that hold something; none: the part does not appear."""
    shown = []
    for table in part.tables:
        rows = table.rows(asking) if table.section else []
        count = _count(rows)
        if count:
            few = _lines(table, list(rows[:FEW]), asking)
            shown.append(
                {
                    "table": table,
                    "count": count,
                    "url": _address(asking, table) if count > FEW else "",
                    **few,
                }
            )
    return {"part": part, "tables": shown} if shown else None


def _address(asking: Asking, table: Table) -> str:
    return reverse("registry:party-rows", args=[asking.party.pk, table.name])


def _lines(table: Table, rows: list[Any], asking: Asking) -> dict[str, Any]:
    """Headings and cells, by the register's own declaration where one shows these records."""
    register = site.get(table.register) if table.register else None
    if register is None:
        assert table.line is not None, table.name
        return {"headings": table.headings, "lines": [table.line(row, asking) for row in rows]}
    declared = {column.name: column for column in register.columns}
    columns = [declared.get(name) or Column(name) for name in table.columns]
    masked = cells.masks(register, asking.user)
    lines = []
    for row in rows:
        made = [cells.cell(register, row, column, masked=masked) for column in columns]
        first = Cell(text=made[0].text, url=site.address_of(register.reference(row)) or "")
        lines.append((first, *(_cell(each) for each in made[1:])))
    return {"headings": [cells.label(register, column) for column in columns], "lines": lines}


def _cell(cell: cells.Cell) -> Cell:
    return Cell(text=cell.text, url=cell.url, colour=cell.colour, number=cell.kind == "number")
