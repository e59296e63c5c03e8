"""Plans, indicators, figures and evidence for programs: what the pages show, computed by the same functions."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import AfterValidator, Field, WithJsonSchema

from zhice.api.schemas import REFUSALS
from zhice.plan.figures.answers import answer, evidence_page
from zhice.plan.figures.scoreboard import day_of, scoreboard
from zhice.plan.goals.models import Plan
from zhice.plan.goals.queries import as_folder
from zhice.plan.indicators.models import Indicator
from zhice.web.doors import door

router = Router()
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
FIRST_DAY, LAST_DAY = date(1985, 1, 1), date(2099, 12, 31)
MOST_ROWS = 1_000


def _in_reach(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"between {FIRST_DAY} and {LAST_DAY}")
    return day


# `date` as JSON Schema has it says nothing of how far days reach, so the pattern says both
_YEARS = r"(198[5-9]|199[0-9]|20[0-9]{2})"
_DAYS = (
    r"((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-9]))"
)
_DAY_SCHEMA = {"type": "string", "pattern": f"^{_YEARS}-{_DAYS}$", "examples": ["2022-12-31"]}

Code = Annotated[str, Field(pattern=SLUG, max_length=64)]
Region = Annotated[str, Field(pattern=r"^[1-9][0-9]{5}$", examples=["419001"])]
Day = Annotated[date, AfterValidator(_in_reach), WithJsonSchema(_DAY_SCHEMA)]


class PlanLine(Schema):
    """A plan and its version in force."""

    code: str
    name: str
    document: str
    region: str
    starts_on: date
    ends_on: date
    version: int


class PlanDetail(PlanLine):
    """The version in force as its folder says it, and where each promise stands."""

    on: date
    folder: dict[str, Any]
    standings: list[dict[str, Any]]


class IndicatorLine(Schema):
    """An indicator with its definitions."""

    code: str
    name: str
    name_en: str
    pillar: str
    unit: str
    awaits: str | None
    definitions: list[dict[str, Any]]


class FigureAnswer(Schema):
    """A figure: value or why there is none, terms, target, evidence count, versions, as-of day."""

    code: str
    name: str
    region: str
    value: float | None
    unit: str
    why_not: str | None
    remark: str | None
    period: dict[str, date]
    terms: list[dict[str, Any]]
    target: dict[str, Any] | None
    met: bool | None
    evidence_count: int
    definition_version: int
    definition: dict[str, Any]
    rules_version: str
    as_of: date
    counted_on: dict[str, Any]
    beside: dict[str, Any]
    years: list[dict[str, Any]]
    places: list[dict[str, Any]]


class EvidencePage(Schema):
    """A page of the records behind a figure; `count` of them all."""

    code: str
    count: int
    columns: list[str]
    rows: list[list[Any]]


@router.get("/plans", response={200: list[PlanLine], **REFUSALS}, summary="规划")
@door("plan", "read")
def plans(request: HttpRequest) -> Any:
    """Every plan that the reader may see."""
    return [_line(plan) for plan in Plan.objects.visible_to(request.user)]


@router.get("/plans/{code}", response={200: PlanDetail, **REFUSALS}, summary="一个规划及其进展")
@door("plan", "read")
def plan(request: HttpRequest, code: Code, on: Annotated[Day | None, Query()] = None) -> Any:
    """One plan on a day; without a day, the plan's own."""
    found = Plan.objects.visible_to(request.user).filter(code=code).first()
    if found is None:
        raise Http404
    if on is not None and on < found.starts_on:
        raise Http404  # the plan did not yet exist
    board = scoreboard(found.current, on=on or day_of(found))
    standings = [
        {
            "number": standing.placement.number,
            "indicator": standing.placement.indicator.code,
            "value": float(standing.figure.value) if standing.figure.value is not None else None,
            "unit": standing.figure.unit,
            "state": standing.state.value if standing.promise else None,
            "progress": float(standing.progress) if standing.progress is not None else None,
        }
        for standing in board.standings
    ]
    return {
        **_line(found),
        "on": board.on,
        "folder": as_folder(found.current).model_dump(mode="json", exclude_defaults=True),
        "standings": standings,
    }


@router.get("/indicators", response={200: list[IndicatorLine], **REFUSALS}, summary="指标")
@door("indicator", "read")
def indicators(request: HttpRequest) -> Any:
    """Every indicator with its definitions, latest first."""
    rows = Indicator.objects.visible_to(request.user).prefetch_related("definitions")
    return [
        {
            "code": row.code,
            "name": row.name_zh,
            "name_en": row.name_en,
            "pillar": row.pillar,
            "unit": row.unit,
            "awaits": row.awaits or None,
            "definitions": [
                {
                    "version": d.version,
                    "in_force_from": d.in_force_from,
                    "counts": d.counts,
                    "wording": d.wording_zh,
                }
                for d in sorted(row.definitions.all(), key=lambda d: -d.version)
            ],
        }
        for row in rows
    ]


@router.get("/figures/{code}", response={200: FigureAnswer, **REFUSALS}, summary="测算值")
@door("figure", "read")
def figure(
    request: HttpRequest,
    code: Code,
    region: Annotated[Region, Query()],
    on: Annotated[Day, Query()],
    corpus: Annotated[str, Query(max_length=60)] = "",
) -> Any:
    """One figure of a region as known on a day; `corpus` names a registered corpus to count on instead of the records."""
    _known(code, on)
    return answer(code=code, region_code=region, on=on, corpus=corpus)


@router.get("/figures/{code}/evidence", response={200: EvidencePage, **REFUSALS}, summary="佐证")
@door("figure", "export")
def evidence(
    request: HttpRequest,
    code: Code,
    region: Annotated[Region, Query()],
    on: Annotated[Day, Query()],
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    size: Annotated[int, Query(ge=1, le=MOST_ROWS)] = 100,
) -> Any:
    """The records behind a figure, page by page."""
    _known(code, on)
    count, columns, rows = evidence_page(
        code=code, region_code=region, on=on, by=request.user, limit=size, offset=(page - 1) * size
    )
    return {"code": code, "count": count, "columns": columns, "rows": rows}


def _known(code: str, on: date) -> None:
    """404 for an indicator that there is not, or that had no definition yet on the day."""
    if not Indicator.objects.filter(code=code, definitions__in_force_from__lte=on).exists():
        raise Http404


def _line(plan: Plan) -> dict[str, Any]:
    return {
        "code": plan.code,
        "name": plan.name_zh,
        "document": plan.document_number,
        "region": plan.region_code,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "version": plan.current.number,
    }
