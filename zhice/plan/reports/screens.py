"""Choosing a quarter and taking its report away as .docx or PDF."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhice.documents.official import OfficialDocument
from zhice.plan.figures.screens import plan_of
from zhice.plan.goals.models import Plan
from zhice.plan.reports.quarterly import Quarter, quarterly_report
from zhice.rules.book import rules
from zhice.web import place
from zhice.web.doors import door
from zhice.web.refusals import refuse

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@require_safe
@door("report", "read")
def reports(request: HttpRequest) -> HttpResponse:
    """The quarters of the plan's period, latest first, each with its report."""
    plan = plan_of(request)
    if plan is None:
        return render(request, "plan/no_plan.html")
    quarters = quarters_of(plan)
    return render(
        request,
        "plan/reports.html",
        {"plan": plan, "quarters": [(quarter, quarter.period) for quarter in quarters]},
    )


@require_safe
@door("report", "export")
def quarterly_file(request: HttpRequest, year: str, number: str, form: str) -> HttpResponse:
    """The report of a quarter as a file."""
    plan = plan_of(request)
    if plan is None:
        raise Http404
    quarter = next((q for q in quarters_of(plan) if (q.year, q.number) == (int(year), int(number))), None)
    if quarter is None:
        raise refuse(
            f"规划期内没有{year}年第{number}季度，或该季度尚未结束。",
            f"Q{number} {year} is not a finished quarter of the plan.",
        )
    document = document_of(plan, quarter)
    name = quote(f"{quarter.name}执行情况通报.{form}")
    return HttpResponse(
        written(document, form=form),
        content_type=KINDS[form],
        headers={
            "Content-Disposition": f"attachment; filename=\"report-{year}Q{number}.{form}\"; filename*=UTF-8''{name}"
        },
    )


def written(document: OfficialDocument, *, form: str) -> bytes:
    """The bytes of the file; each writer's libraries are loaded with its first document."""
    if form == "docx":
        from zhice.documents.docx import write_docx

        return write_docx(document)
    from zhice.documents.pdf import write_pdf

    return write_pdf(document)


def document_of(plan: Plan, quarter: Quarter) -> OfficialDocument:
    """The report of a quarter, dated today, marked where its records are an example."""
    return quarterly_report(
        plan.current,
        quarter,
        dated=timezone.localdate(),
        banner=place.watermark(),
        rules_version=rules.version(),
    )


def quarters_of(plan: Plan) -> list[Quarter]:
    """The quarters of the plan's period that are over, latest first."""
    years = range(plan.starts_on.year, plan.ends_on.year + 1)
    every = [Quarter(year, number) for year in years for number in (1, 2, 3, 4)]
    today = timezone.localdate()
    return [q for q in reversed(every) if plan.starts_on <= q.period.end <= min(plan.ends_on, today)]
