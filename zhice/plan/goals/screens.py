"""The plan as a tree: what the document says, what it promises, and where each part stands."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from zhice.plan.figures import pages
from zhice.plan.figures.scoreboard import Scoreboard, day_of, scoreboard
from zhice.plan.goals.models import Objective, Plan, PlanVersion
from zhice.web.doors import door


@require_safe
@door("plan", "read")
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan with its version in force."""
    rows = Plan.objects.visible_to(request.user).prefetch_related("versions").order_by("-ends_on", "code")
    return render(request, "plan/plans.html", {"plans": rows})


@require_safe
@door("plan", "read")
def tree(request: HttpRequest, code: str) -> HttpResponse:
    """A version of a plan: objectives with their targets and tasks."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), code=code)
    version = _version(request, plan)
    on = day_of(plan)
    board = scoreboard(version, on=on)
    objectives = list(version.objectives.all())
    tasks = list(version.tasks.visible_to(request.user).select_related("lead_unit", "objective"))
    return render(
        request,
        "plan/tree.html",
        {
            "plan": plan,
            "version": version,
            "versions": plan.versions.order_by("-number"),
            "on": on,
            "nodes": [_node(node, objectives, board, tasks) for node in objectives if node.parent_id is None],
            "loose": [pages.card(s, on) for s in board.standings if s.placement.objective_id is None],
        },
    )


def _version(request: HttpRequest, plan: Plan) -> PlanVersion:
    asked = request.GET.get("version", "")
    if not asked:
        return plan.current
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 4):  # noqa: PLR2004  # a small number
        raise Http404
    return get_object_or_404(plan.versions, number=int(asked))


def _node(node: Objective, nodes: list[Objective], board: Scoreboard, tasks: list[Any]) -> dict[str, Any]:
    return {
        "objective": node,
        "cards": [pages.card(s, board.on) for s in board.standings if s.placement.objective_id == node.pk],
        "tasks": [task for task in tasks if task.objective_id == node.pk],
        "children": [_node(child, nodes, board, tasks) for child in nodes if child.parent_id == node.pk],
    }
