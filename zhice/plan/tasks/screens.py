"""The list of tasks, and the page of one: unit, deadline, state, evidence, reminder and reply."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhice.kernel.errors import ZhiceError
from zhice.plan.figures.scoreboard import day_of
from zhice.plan.goals.models import Plan
from zhice.plan.tasks import actions, queries
from zhice.plan.tasks.forms import AssignForm, EvidenceForm, RemindForm, ReplyForm, SendBackForm, TaskFilter
from zhice.plan.tasks.models import Supervision, Task, TaskState
from zhice.web import doors
from zhice.web.doors import door
from zhice.web.refusals import refuse

TONES = {"open": "mute", "underway": "info", "reported": "warn", "done": "ok", "dropped": "mute"}


@require_safe
@door("task", "read")
def tasks(request: HttpRequest, code: str) -> HttpResponse:
    """The tasks of a plan's version in force, the late ones first."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), code=code)
    chosen = TaskFilter(request.GET)
    if not chosen.is_valid():
        raise refuse("筛选条件无效。", "There is no such filter.")
    rows = plan.current.tasks.visible_to(request.user).select_related("lead_unit", "objective", "indicator")
    on = day_of(plan)
    if chosen.cleaned_data["state"]:
        rows = rows.filter(state=chosen.cleaned_data["state"])
    only: dict[str, Callable[[Any], Any]] = {
        "overdue": lambda found: queries.overdue(found, on=on),
        "unassigned": queries.unassigned,
        "unanswered": queries.unanswered,
    }
    if chosen.cleaned_data["only"]:
        rows = only[chosen.cleaned_data["only"]](rows)
    late = set(queries.overdue(rows, on=on).values_list("pk", flat=True))
    listed = [{"task": task, "late": task.pk in late, "tone": TONES[task.state]} for task in rows]
    listed.sort(key=lambda line: not line["late"])
    return render(
        request,
        "plan/tasks.html",
        {
            "plan": plan,
            "on": on,
            "lines": listed,
            "filter": chosen,
            "filtered": any(chosen.cleaned_data.values()),
        },
    )


@require_safe
@door("task", "read")
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task."""
    return _page(request, _task(request, pk))


@require_POST
@door("task", "change")
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it a unit and a deadline."""
    return _do(
        request,
        pk,
        AssignForm(request.POST, user=request.user),
        lambda found, data: actions.assign_task(task=found, unit=data["unit"], deadline=data["deadline"]),
        _("已保存牵头单位与期限。"),
    )


@require_POST
@door("task", "report")
def add_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Add what was done."""
    return _do(
        request,
        pk,
        EvidenceForm(request.POST),
        lambda found, data: actions.report_evidence(
            task=found, by=request.user, on=timezone.localdate(), **data
        ),
        _("佐证已登记。"),
        verb="report",
    )


@require_POST
@door("task", "report")
def report_done(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit says that it is done."""
    return _do(
        request,
        pk,
        Form({}),
        lambda found, _data: actions.report_done(task=found),
        _("已申请验收。"),
        verb="report",
    )


@require_POST
@door("task", "change")
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan office accepts."""
    today = timezone.localdate()
    return _do(
        request,
        pk,
        Form({}),
        lambda found, _data: actions.accept_task(task=found, on=today),
        _("任务已验收。"),
    )


@require_POST
@door("task", "change")
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan office sends it back."""
    return _do(
        request,
        pk,
        SendBackForm(request.POST),
        lambda found, data: actions.send_back(task=found, reason=data["reason"]),
        _("任务已退回。"),
    )


@require_POST
@door("supervision", "remind")
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """督办."""
    return _do(
        request,
        pk,
        RemindForm(request.POST),
        lambda found, data: actions.remind(task=found, by=request.user, on=timezone.localdate(), **data),
        _("督办已发出。"),
        verb="",
    )


@require_POST
@door("supervision", "reply")
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit's answer to a reminder."""
    supervision = get_object_or_404(Supervision.objects.visible_to(request.user), pk=pk)
    if not _may_reply(request.user, supervision.task):
        raise Http404
    return _do(
        request,
        supervision.task_id,
        ReplyForm(request.POST),
        lambda _found, data: actions.reply(
            supervision=supervision, text=data["text"], on=timezone.localdate(), by=request.user
        ),
        _("回复已提交。"),
        verb="",
    )


def _task(request: HttpRequest, pk: int) -> Task:
    found = Task.objects.visible_to(request.user).select_related(
        "lead_unit", "objective", "indicator", "version__plan"
    )
    return get_object_or_404(found, pk=pk)


def _do(
    request: HttpRequest,
    pk: int,
    form: Form,
    do: Callable[[Task, dict[str, Any]], Any],
    said: str,
    *,
    verb: str = "change",
) -> HttpResponse:
    """One form, one verb: shown again with its errors, or done and told."""
    found = _task(request, pk)
    if verb == "report" and not _may_report(request.user, found):
        raise Http404
    if not form.is_valid():
        return _page(request, found, bad=form)
    try:
        do(found, form.cleaned_data)
    except ZhiceError as error:
        form.add_error(None, error.words.in_(get_language() or "zh"))
        return _page(request, found, bad=form)
    messages.success(request, said)
    return redirect("plan:task", pk=found.pk)


def _page(request: HttpRequest, found: Task, bad: Form | None = None) -> HttpResponse:
    user = request.user
    on = timezone.localdate()
    over = found.state in (TaskState.DONE, TaskState.DROPPED)
    forms: dict[str, Form] = {}
    if doors.may(user, "task", "change"):
        forms["assign"] = AssignForm(initial={"unit": found.lead_unit, "deadline": found.deadline}, user=user)
        if found.state == TaskState.REPORTED:
            forms["send_back"] = SendBackForm()
    if not over and _may_report(user, found):
        forms["evidence"] = EvidenceForm(initial={"dated": on})
    if not over and found.lead_unit_id and doors.may(user, "supervision", "remind"):
        forms["remind"] = RemindForm()
    supervisions = (
        Supervision.objects.visible_to(user).filter(task=found).select_related("sent_by", "replied_by")
    )
    waiting = next((each for each in supervisions if each.replied_on is None), None)
    if waiting and _may_reply(user, found):
        forms["reply"] = ReplyForm()
    if bad is not None:
        kind = next((name for name, form in forms.items() if type(form) is type(bad)), "")
        forms |= {kind: bad} if kind else {}
    context = {
        "task": found,
        "plan": found.version.plan,
        "tone": TONES[found.state],
        "late": queries.overdue(Task.objects.filter(pk=found.pk), on=day_of(found.version.plan)).exists(),
        "evidence": found.evidence.select_related("added_by"),
        "supervisions": supervisions,
        "waiting": waiting,
        "forms": forms,
        "errors": _errors(bad),
        "may_report_done": not over and found.state != TaskState.REPORTED and "evidence" in forms,
        "may_accept": found.state == TaskState.REPORTED and doors.may(user, "task", "change"),
    }
    return render(request, "plan/task.html", context, status=400 if bad is not None else 200)


def _errors(bad: Form | None) -> list[dict[str, str]]:
    if bad is None:
        return []
    return [
        {"field": bad[name].id_for_label if name != "__all__" else "", "text": text}
        for name, texts in bad.errors.items()
        for text in texts
    ]


def _may_report(user: Any, found: Task) -> bool:
    scope = doors.scope(user, "task", "report")
    return scope == "all" or (scope == "unit" and found.lead_unit_id in user.unit_ids)


def _may_reply(user: Any, found: Task) -> bool:
    scope = doors.scope(user, "supervision", "reply")
    return scope == "all" or (scope == "unit" and found.lead_unit_id in user.unit_ids)
