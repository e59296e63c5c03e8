"""Overview, indicator and evidence: from the state of all promises to the records behind one number in two clicks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from zhice.kernel.days import Period, read_day
from zhice.measuring.figure import Figure
from zhice.measuring.units import shown
from zhice.plan.figures import pages
from zhice.plan.figures.charts import chart_of
from zhice.plan.figures.evidence_list import EvidencePage
from zhice.plan.figures.models import Measurement
from zhice.plan.figures.pages import say
from zhice.plan.figures.provenance import collected, frozen, sifted
from zhice.plan.figures.reckoning import reckon
from zhice.plan.figures.scoreboard import Scoreboard, Standing, day_of, scoreboard
from zhice.plan.goals.models import Plan
from zhice.plan.indicators.models import Indicator
from zhice.plan.tasks import queries
from zhice.web import place
from zhice.web.doors import door

FIRST_CARDS = 6
FIRST_TASKS = 5


def plan_of(request: HttpRequest) -> Plan | None:
    """The plan a page speaks of: the one asked for, else the one whose period ends last."""
    plans = Plan.objects.visible_to(request.user)
    asked = request.GET.get("plan")
    return plans.filter(code=asked).first() if asked else plans.order_by("-ends_on", "code").first()


def asked_day(request: HttpRequest, plan: Plan) -> date:
    """The day in the address, else the plan's own; refused outside what can be known."""
    text = request.GET.get("on", "")
    if not text:
        return day_of(plan)
    return read_day(text)


def board_of(request: HttpRequest) -> Scoreboard | None:
    """The scoreboard a page speaks of, or None while there is no plan."""
    plan = plan_of(request)
    return scoreboard(plan.current, on=asked_day(request, plan)) if plan else None


@require_safe
@door("indicator", "read")
def overview(request: HttpRequest) -> HttpResponse:
    """The state of all promises on one page."""
    board = board_of(request)
    if board is None:
        return render(request, "plan/no_plan.html")
    promised = board.promised
    # those with a figure first, in the plan's order; the others stay in the table of all
    known = [standing for standing in promised if standing.figure.value is not None]
    beside = [
        s for s in board.standings if not s.target and s.figure.value is not None and not s.figure.places
    ]
    cards = (known + beside)[:FIRST_CARDS]
    leading = next(
        (s for s in known if s.target and s.target.period == "annual"), known[0] if known else None
    )
    return render(
        request,
        "plan/overview.html",
        {
            "board": board,
            "plan": board.version.plan,
            "on": board.on,
            "days": days_to_choose(board),
            "shares": pages.shares(board),
            "met": sum(bool(s.met) for s in promised),
            "remaining": max((board.period.end - board.on).days, 0),
            "elapsed": pages.percent(board.elapsed),
            "milestones": board.version.tasks.count(),
            "tasks": _tasks(request, board),
            "cards": [pages.card(standing, board.on) for standing in cards],
            "rows": [pages.card(standing, board.on) for standing in promised],
            "leading": leading,
            "leading_url": pages.page_of(leading, board.on) if leading else "",
            "chart": chart_of(leading, on=board.on) if leading else None,
            "ways": pages.way(leading, board) if leading else [],
            "chain": chain_of(leading, board) if leading else [],
            "places": pages.places(board.of("filings-growth-rank")),
            "rank": board.of("filings-growth-rank"),
            "place": place.here(),
        },
    )


def _tasks(request: HttpRequest, board: Scoreboard) -> dict[str, Any]:
    """How many tasks need somebody, and the first of them by deadline."""
    rows = board.version.tasks.visible_to(request.user).select_related("lead_unit")
    open_ones = rows.filter(state__in=queries.OPEN_STATES).order_by(
        F("deadline").asc(nulls_last=True), "order"
    )
    return {
        "late": queries.overdue(rows, on=board.on).count(),
        "unassigned": queries.unassigned(rows).count(),
        "unanswered": queries.unanswered(rows).count(),
        "first": open_ones[:FIRST_TASKS],
    }


@require_safe
@door("indicator", "read")
def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator of the plan with its figure, target and state."""
    board = board_of(request)
    if board is None:
        return render(request, "plan/no_plan.html")
    return render(
        request,
        "plan/indicators.html",
        {
            "board": board,
            "plan": board.version.plan,
            "on": board.on,
            "days": days_to_choose(board),
            "promised": [pages.card(standing, board.on) for standing in board.promised],
            "beside": [pages.card(standing, board.on) for standing in board.standings if not standing.target],
        },
    )


@require_safe
@door("indicator", "read")
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: figure, course, definition, how it came about, versions."""
    board, standing = _standing(request, code)
    found = standing.placement.indicator
    chart = chart_of(standing, on=board.on)
    return render(
        request,
        "plan/indicator.html",
        {
            "board": board,
            "plan": board.version.plan,
            "on": board.on,
            "days": days_to_choose(board),
            "standing": standing,
            "indicator": found,
            "card": pages.card(standing, board.on),
            "chart": chart,
            "terms": [_term(standing, term, board.on) for term in standing.figure.terms],
            "ways": pages.way(standing, board),
            "chain": chain_of(standing, board),
            "places": pages.places(standing),
            "beside": [(_what(name, figure), figure) for name, figure in standing.reckoned.beside.items()],
            "years": standing.years,
            "definitions": found.definitions.order_by("-version"),
            "definition": standing.reckoned.definition,
            "compared": _compared(request, standing, board),
            "frozen": _frozen(request, found, board),
            "tasks": found.tasks.filter(version=board.version),
        },
    )


@require_safe
@door("indicator", "read")
def evidence(request: HttpRequest, code: str) -> HttpResponse:
    """The records behind a figure, with filters; as many as the figure counts."""
    board, standing = _standing(request, code)
    listed = EvidencePage.asked(request, standing, board)
    return render(
        request,
        "plan/evidence.html",
        {
            "board": board,
            "plan": board.version.plan,
            "on": board.on,
            "indicator": standing.placement.indicator,
            "card": pages.card(standing, board.on),
            "listed": listed,
        },
    )


@require_safe
@door("figure", "export")
def evidence_csv(request: HttpRequest, code: str) -> StreamingHttpResponse:
    """The rows of the list as filtered, as CSV."""
    board, standing = _standing(request, code)
    listed = EvidencePage.asked(request, standing, board)
    name = f"{code}-{board.on}.csv"
    return StreamingHttpResponse(
        _csv(listed, request.user),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _csv(listed: EvidencePage, user: Any) -> Iterator[bytes]:
    yield "\ufeff".encode()
    mark = place.watermark()
    for row in [(mark,)] if mark else []:
        yield _line(row)
    for row in listed.all_rows(user):
        yield _line(row)


def _line(row: tuple[Any, ...]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow([_unarmed(cell) for cell in row])
    return buffer.getvalue().encode()


def _unarmed(cell: Any) -> Any:
    """A text that a spreadsheet would run is led by an apostrophe."""
    armed = isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    return f"'{cell}" if armed else "" if cell is None else cell


def _standing(request: HttpRequest, code: str) -> tuple[Scoreboard, Standing]:
    board = board_of(request)
    standing = board.of(code) if board else None
    if board is None or standing is None:
        raise Http404
    return board, standing


def _what(name: str, figure: Figure) -> str:
    """What stands beside, in words: the name of what it counts; the definition's own key while nothing counts it."""
    return say(figure.terms[0].name) if figure.terms else name


def _term(standing: Standing, term: Any, on: date) -> dict[str, Any]:
    return {
        "term": term,
        "name": say(term.name),
        "value": shown(term.value),
        "period": say(term.period.words),
        "url": pages.evidence_of(standing, on, term=term.key),
    }


def _compared(request: HttpRequest, standing: Standing, board: Scoreboard) -> list[dict[str, Any]]:
    """The figure by every definition there is, side by side; empty while there is one."""
    found: Indicator = standing.placement.indicator
    versions = list(found.definitions.order_by("version"))
    if len(versions) < 2:  # noqa: PLR2004  # nothing to compare
        return []
    rows = []
    for version in versions:
        figure = reckon(
            indicator=found,
            region_code=board.version.plan.region_code,
            on=board.on,
            period=standing.horizon,
            since=board.version.plan.starts_on,
            definition=version,
        ).figure
        rows.append(
            {
                "definition": version,
                "value": shown(figure.value) if figure.value is not None else say(figure.why_not),
            }
        )
    return rows


def _frozen(request: HttpRequest, found: Indicator, board: Scoreboard) -> list[Measurement]:
    return list(
        Measurement.objects.visible_to(request.user)
        .filter(indicator=found, closing__version__plan=board.version.plan)
        .select_related("closing", "definition", "frozen_by")
        .order_by("-closing__ends_on", "-version")
    )


def chain_of(standing: Standing, board: Scoreboard) -> list[dict[str, Any]]:
    """采集 / 清洗 / 锁定: where the records came from, what was set aside, whether the figure is frozen."""
    period = Period(standing.horizon.start, min(standing.horizon.end, board.on))
    indicator = standing.placement.indicator

    def make() -> list[dict[str, Any]]:
        return [collected(board.on), sifted(board.on), frozen(indicator, board.version, period)]

    found: list[dict[str, Any]] = board.kept(f"chain:{indicator.code}:{get_language()}", make)
    return found


def days_to_choose(board: Scoreboard) -> list[date]:
    """The day shown and the ends of the plan's quarters up to the last one."""
    years = range(board.period.start.year, board.period.end.year + 1)
    ends = [Period.quarter(year, quarter).end for year in years for quarter in (1, 2, 3, 4)]
    return sorted({*ends, board.on, board.version.plan.ends_on}, reverse=True)
