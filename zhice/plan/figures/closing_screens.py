"""期间锁定: proposing and closing a period, what was frozen, and what has moved since."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhice.kernel.days import Period, read_day
from zhice.plan.figures import actions
from zhice.plan.figures.models import Closing, Measurement
from zhice.plan.goals.models import Plan
from zhice.web import doors
from zhice.web.doors import door
from zhice.web.refusals import refuse

MOVED_SHOWN = 100


@require_safe
@door("period", "read")
def periods(request: HttpRequest, code: str) -> HttpResponse:
    """The periods of a plan: proposed, closed, and those that can be proposed."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), code=code)
    closings = (
        Closing.objects.visible_to(request.user)
        .filter(version__plan=plan)
        .select_related("proposed_by", "closed_by", "version")
    )
    taken = {(closing.starts_on, closing.ends_on) for closing in closings}
    today = timezone.localdate()
    return render(
        request,
        "plan/periods.html",
        {
            "plan": plan,
            "closings": [{"closing": c, "own": c.proposed_by_id == request.user.pk} for c in closings],
            "open": [p for p in closable(plan, today) if (p.start, p.end) not in taken],
            "may_propose": doors.may(request.user, "period", "propose"),
            "may_close": doors.may(request.user, "period", "close"),
        },
    )


def closable(plan: Plan, today: date) -> list[Period]:
    """The years and quarters of the plan that are over, latest first."""
    found = []
    for year in range(plan.starts_on.year, plan.ends_on.year + 1):
        found += [Period.quarter(year, number) for number in (1, 2, 3, 4)] + [Period.year(year)]
    return [period for period in reversed(found) if period.end <= min(plan.ends_on, today)]


@require_POST
@door("period", "propose")
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """提请锁定."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), code=code)
    today = timezone.localdate()
    asked = (request.POST.get("start", ""), request.POST.get("end", ""))
    period = Period(read_day(asked[0]), read_day(asked[1]))
    if period not in closable(plan, today):
        raise refuse(
            "只能提请规划期内已经结束的季度或年度。",
            "Only finished quarters and years of the plan can be proposed.",
        )
    actions.propose_closing(version=plan.current, period=period, as_of=period.end, on=today, by=request.user)
    messages.success(request, _("已提请锁定，请另一人核准。"))
    return redirect("plan:periods", code=code)


@require_POST
@door("period", "close")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """核准锁定."""
    closing = get_object_or_404(Closing.objects.visible_to(request.user), pk=pk)
    actions.close(closing=closing, on=timezone.localdate(), by=request.user)
    messages.success(request, _("期间已锁定。"))
    return redirect("plan:period", pk=pk)


@require_safe
@door("period", "read")
def period(request: HttpRequest, pk: int) -> HttpResponse:
    """What a closing froze: every figure with its latest version."""
    closing = get_object_or_404(
        Closing.objects.visible_to(request.user).select_related("version__plan", "proposed_by", "closed_by"),
        pk=pk,
    )
    frozen = closing.measurements.select_related("indicator", "definition").order_by(
        "indicator__code", "-version"
    )
    latest: dict[str, Measurement] = {}
    for measurement in frozen:
        latest.setdefault(measurement.indicator.code, measurement)
    return render(
        request,
        "plan/period.html",
        {"closing": closing, "plan": closing.version.plan, "frozen": list(latest.values())},
    )


@require_safe
@door("period", "read")
def frozen(request: HttpRequest, pk: int) -> HttpResponse:
    """One frozen figure: its versions, what moved with each, and what has moved since."""
    measurement = get_object_or_404(
        Measurement.objects.visible_to(request.user).select_related(
            "closing__version__plan", "indicator", "definition"
        ),
        pk=pk,
    )
    versions = Measurement.objects.filter(
        closing=measurement.closing, indicator=measurement.indicator
    ).select_related("frozen_by")
    last = versions.order_by("-version").first()
    drift = actions.drift(last, on=timezone.localdate())
    return render(
        request,
        "plan/frozen.html",
        {
            "measurement": last,
            "versions": [{"version": v, "moved": _moved(v.moved)} for v in versions.order_by("-version")],
            "closing": measurement.closing,
            "plan": measurement.closing.version.plan,
            "drift": _moved(drift),
            "rows": last.rows.all()[:MOVED_SHOWN],
            "rows_total": last.rows.count(),
            "may_correct": doors.may(request.user, "figure", "correct"),
        },
    )


@require_POST
@door("figure", "correct")
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """更正: a new version, with its reason."""
    measurement = get_object_or_404(Measurement.objects.visible_to(request.user), pk=pk)
    today = timezone.localdate()
    made = actions.correct(
        measurement=measurement, as_of=today, on=today, by=request.user, reason=request.POST.get("reason", "")
    )
    messages.success(request, _("已形成第 %(version)s 版。") % {"version": made.version})
    return redirect("plan:frozen", pk=made.pk)


def _moved(moved: dict[str, list[str]]) -> list[dict[str, Any]]:
    labels = {"added": _("新增"), "removed": _("减少"), "changed": _("数额变动")}
    return [
        {"label": labels[kind], "count": len(rows), "rows": rows[:MOVED_SHOWN]}
        for kind, rows in moved.items()
        if rows
    ]
