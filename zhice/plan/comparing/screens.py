"""The page that compares regions, and its table as a file."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhice.kernel.words import Words
from zhice.measuring.units import shown, unit_words
from zhice.plan.comparing import asking
from zhice.plan.comparing.comparison import Asked, Comparison, compare, sentence, table
from zhice.plan.comparing.drawing import chart_of, tiles_of
from zhice.plan.figures.pages import say
from zhice.plan.figures.screens import plan_of
from zhice.web.doors import door
from zhice.web.refusals import refuse
from zhice.web.registers import export
from zhice.web.wording import day as day_words

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@door("indicator", "read")
def comparing(request: HttpRequest) -> HttpResponse:
    """Regions beside one another: tiles, bars, table, sentence; everything shown follows from the address."""
    plan = plan_of(request)
    if plan is None:
        return render(request, "plan/no_plan.html")
    asked = asking.asked(request, plan)
    found = compare(asked)
    title = " · ".join(each.name for each in asked.indicators)
    return render(
        request,
        "plan/compare.html",
        {
            "asked": asked,
            "found": found,
            "title": title,
            "sentence": say(sentence(found, name=_name(asked))),
            "origin": origin(asked, found),
            "chart": chart_of(found, title=asked.indicators[0].name, sub=origin(asked, found)),
            "tiles": tiles_of(found),
            "headings": headings(found),
            "lines": _lines(found),
            "indicators": asking.offered(request.user),
            "corpora": asking.corpora(),
            "years": range(1, asking.MOST_YEARS + 1),
            "picked": {each.code for each in asked.indicators},
            "address": urlencode(list(_state(asked))),
        },
    )


@require_safe
@door("indicator", "export")
def comparing_file(request: HttpRequest, sheet: str) -> HttpResponse | FileResponse | StreamingHttpResponse:
    """The table as CSV or as a workbook, with the sentence on its origin as the last line."""
    plan = plan_of(request)
    if plan is None:
        raise refuse("还没有规划，没有可对比的指标。", "There is no plan, so there is nothing to compare.")
    asked = asking.asked(request, plan)
    found = compare(asked)
    names = [_("位次"), _("区域"), *headings(found)]
    rows = [*table(found), [], [origin(asked, found)]]
    name = f"compare-{asked.indicators[0].code}-{found.day}.{sheet}"
    if sheet == "xlsx":
        file = export.workbook_file(_("区域对比"), names, rows)
        return FileResponse(file, as_attachment=True, filename=name, content_type=WORKBOOK)
    return StreamingHttpResponse(
        export.csv_lines(names, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def headings(found: Comparison) -> list[str]:
    return [f"{say(column.name)}（{say(unit_words(column.unit))}）" for column in found.columns]


def origin(asked: Asked, found: Comparison) -> str:
    """Where the values come from and of which day; made-up ones say so."""
    if asked.corpus is None:
        return _("依据业务记录，数据截至 %(day)s") % {"day": day_words(found.day)}
    return _("依据语料“%(name)s”（来源：%(source)s），数据截至 %(day)s") % {
        "name": asked.corpus.name,
        "source": asked.corpus.source,
        "day": day_words(found.day),
    }


def _name(asked: Asked) -> Words:
    first = asked.indicators[0]
    if first.unit == "位":  # what is shown is the value that the rank orders
        return Words(
            zh=f"“{first.name_zh}”所排的数值", en=f"the value that “{first.name_en or first.name_zh}” orders"
        )
    return Words(zh=first.name_zh, en=first.name_en or first.name_zh)


def _lines(found: Comparison) -> list[dict[str, Any]]:
    return [
        {
            "position": place.position,
            "name": place.territory.name,
            "own": place.territory.code == found.own,
            "cells": [
                {
                    "value": None if there.value is None else shown(there.value),
                    "none": say(there.why_not),
                    "position": there.position,
                }
                for there in (column.of(place.territory.code) for column in found.columns)
            ],
        }
        for place in found.columns[0].places
    ]


def _state(asked: Asked) -> list[tuple[str, str]]:
    source = asked.corpus.name if asked.corpus else asking.RECORDS
    return [
        *(("indicator", each.code) for each in asked.indicators),
        ("on", asked.on.isoformat()),
        ("years", str(asked.years)),
        ("own", asked.region),
        *(("region", code) for code in asked.regions),
        ("source", source),
    ]
