"""A plan document on screen: the text on the left with what was found, the decisions on the right."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhice.kernel.errors import ZhiceError
from zhice.plan.readings import actions
from zhice.plan.readings.confirmed import About
from zhice.plan.readings.forms import (
    AboutForm,
    AddForm,
    IndicatorForm,
    RestForm,
    TargetForm,
    UploadForm,
    suggested,
)
from zhice.plan.readings.models import Decision, Proposal, ProposalKind, Reading
from zhice.plan.readings.panes import stretches
from zhice.web.doors import door
from zhice.web.refusals import refuse

LARGEST = 20 * 1024 * 1024
_YEARS = re.compile(r"(20[0-9]{2})\s*[-—–~～至]+\s*(20[0-9]{2})\s*年")


@require_http_methods(["GET", "HEAD", "POST"])
@door("reading", "import")
def readings(request: HttpRequest) -> HttpResponse:
    """The documents read so far; hand in another."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("plan:reading", pk=_read(request, form.cleaned_data["file"]).pk)
        except ZhiceError as error:
            form.add_error("file", _say(error))
    rows = Reading.objects.visible_to(request.user).select_related("read_by", "version__plan")
    listed = [{"reading": row, "left": sum(actions.pending(row).values())} for row in rows]
    context = {"form": form, "listed": listed, "errors": _errors(form)}
    return render(request, "plan/readings.html", context, status=400 if form.errors else 200)


def _read(request: HttpRequest, upload: Any) -> Reading:
    if upload.size > LARGEST:
        raise refuse("文件超过 20 MB，请拆分或另存为文本后再试。", "The file is larger than 20 MB.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"document{Path(upload.name).suffix.lower()[:8]}"
        path.write_bytes(upload.read())
        return actions.read_document(
            path=path, name=Path(upload.name).name, on=timezone.localdate(), by=request.user
        )


@require_safe
@door("reading", "read")
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """Two panes: text and proposals."""
    return _page(request, _reading(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@door("reading", "confirm")
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide one thing found."""
    found = get_object_or_404(
        Proposal.objects.visible_to(request.user).select_related("reading", "indicator"), pk=pk
    )
    if request.method != "POST":
        return _page(request, found.reading, at=found)
    if request.POST.get("decision") == Decision.DISMISSED:
        return _dismiss(request, found)
    kind = ProposalKind.TARGET if request.POST.get("as_target") else ProposalKind(found.kind)
    if kind != ProposalKind.TARGET:
        actions.decide(proposal=found, decision=Decision.ACCEPTED, by=request.user)
        return _next(request, found)
    return _confirm_target(request, found)


def _dismiss(request: HttpRequest, found: Proposal) -> HttpResponse:
    try:
        actions.decide(
            proposal=found,
            decision=Decision.DISMISSED,
            by=request.user,
            reason=request.POST.get("reason", ""),
        )
    except ZhiceError as error:
        return _page(request, found.reading, at=found, problem=_say(error))
    return _next(request, found)


def _confirm_target(request: HttpRequest, found: Proposal) -> HttpResponse:
    form = TargetForm(request.POST, user=request.user)
    new = IndicatorForm(request.POST, prefix="new") if not request.POST.get("indicator") else None
    valid = form.is_valid() and (new is None or new.is_valid())
    if not valid:
        return _page(request, found.reading, at=found, form=form, new=new)
    data = form.cleaned_data
    try:
        entry = new.entry(unit=data["unit"], since=_first_day(found.reading)) if new else None
        actions.decide(
            proposal=found,
            decision=Decision.CORRECTED if form.has_changed() else Decision.ACCEPTED,
            by=request.user,
            target=data["target"],
            unit=data["unit"],
            indicator=data["indicator"],
            new_indicator=entry,
            kind=ProposalKind.TARGET,
        )
    except (ZhiceError, ValueError) as error:
        return _page(request, found.reading, at=found, form=form, new=new, problem=str(error))
    return _next(request, found)


@require_POST
@door("reading", "confirm")
def rest(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision for all that is left of a kind."""
    found = _reading(request, pk)
    form = RestForm(request.POST)
    if not form.is_valid():
        raise refuse("请选择类别与处理方式。", "Choose a kind and a decision.")
    data = form.cleaned_data
    count = actions.decide_rest(
        reading=found,
        kind=ProposalKind(data["kind"]),
        decision=Decision(data["decision"]),
        by=request.user,
        reason=data["reason"],
    )
    messages.success(request, _("已处理 %(count)s 条。") % {"count": count})
    return redirect("plan:reading", pk=pk)


@require_POST
@door("reading", "confirm")
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Something the reader did not see: its exact words become a proposal."""
    found = _reading(request, pk)
    form = AddForm(request.POST)
    words = form.data.get("words", "").strip()
    start = found.text.find(words) if words else -1
    if not form.is_valid() or start < 0:
        return _page(request, found, problem=_("原文中没有这句话，请照原文复制。"))
    made = actions.add_target(reading=found, start=start, end=start + len(words), by=request.user)
    return redirect("plan:proposal", pk=made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@door("reading", "confirm")
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Adopt the confirmed plan."""
    found = _reading(request, pk)
    form = AboutForm(request.POST if request.method == "POST" else None, initial=_about(found))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        note = data.pop("note")
        try:
            version = actions.finish(reading=found, about=About(**data), on=timezone.localdate(), note=note)
        except (ZhiceError, ValueError) as error:
            form.add_error(None, _say(error) if isinstance(error, ZhiceError) else str(error))
        else:
            messages.success(request, _("规划已确认为第 %(number)s 版。") % {"number": version.number})
            return redirect("plan:tree", code=version.plan.code)
    context = {"reading": found, "form": form, "errors": _errors(form), "left": _left(found)}
    return render(request, "plan/finish.html", context, status=400 if form.errors else 200)


def _reading(request: HttpRequest, pk: int) -> Reading:
    return get_object_or_404(Reading.objects.visible_to(request.user).select_related("version__plan"), pk=pk)


def _page(
    request: HttpRequest,
    found: Reading,
    *,
    at: Proposal | None = None,
    form: TargetForm | None = None,
    new: IndicatorForm | None = None,
    problem: str = "",
) -> HttpResponse:
    proposals = list(found.proposals.select_related("indicator"))
    at = next((p for p in proposals if at and p.pk == at.pk), None) or _first_open(proposals)
    if at and form is None:
        form = TargetForm(initial=suggested(at, years=_years(found)), user=request.user)
    bad = [*_errors(form), *_errors(new)] if (form and form.is_bound) else []
    errors = [*([{"field": "", "text": problem}] if problem else []), *bad]
    return render(
        request,
        "plan/reading.html",
        {
            "reading": found,
            "stretches": stretches(found.text, proposals),
            "groups": _groups(proposals),
            "at": at,
            "form": form,
            "new": new or IndicatorForm(prefix="new", initial=_new_initial(at)),
            "left": _left(found),
            "errors": errors,
            "open": found.version_id is None,
        },
        status=400 if errors else 200,
    )


def _first_open(proposals: list[Proposal]) -> Proposal | None:
    waiting = [p for p in proposals if p.decision == Decision.PENDING and p.kind != ProposalKind.REFERENCE]
    targets = [p for p in waiting if p.kind == ProposalKind.TARGET]
    return next(iter(targets or waiting), None)


def _groups(proposals: list[Proposal]) -> list[dict[str, Any]]:
    tones = {"pending": "wait", "accepted": "ok", "corrected": "info", "dismissed": "mute"}
    return [
        {
            "kind": kind,
            "label": kind.label,
            "rows": [{"proposal": p, "tone": tones[p.decision]} for p in proposals if p.kind == kind],
            "left": sum(p.kind == kind and p.decision == Decision.PENDING for p in proposals),
        }
        for kind in ProposalKind
    ]


def _left(found: Reading) -> list[dict[str, Any]]:
    return [
        {"label": ProposalKind(kind).label, "count": count} for kind, count in actions.pending(found).items()
    ]


def _next(request: HttpRequest, done: Proposal) -> HttpResponse:
    proposals = list(done.reading.proposals.all())
    waiting = _first_open([p for p in proposals if p.start >= done.start]) or _first_open(proposals)
    if waiting is None:
        return redirect("plan:reading-finish", pk=done.reading_id)
    return redirect("plan:proposal", pk=waiting.pk)


def _new_initial(at: Proposal | None) -> dict[str, Any]:
    if at is None:
        return {}
    return {
        "name_zh": str(at.fields.get("subject") or "")[:120],
        "wording": at.words[:1000],
        "fold": "cumulative",
    }


def _years(found: Reading) -> tuple[int, int]:
    """The plan's first and last year, as its title says them; else the year it was read."""
    match = _YEARS.search(found.text)
    return (int(match[1]), int(match[2])) if match else (found.read_on.year, found.read_on.year)


def _first_day(found: Reading) -> Any:
    return found.read_on.replace(year=_years(found)[0], month=1, day=1)


def _about(found: Reading) -> dict[str, Any]:
    first, last = _years(found)
    number = re.search(r"[一-鿿]{2,12}〔[0-9]{4}〕[0-9]+号", found.text)
    return {
        "name": found.title,
        "document": number[0] if number else "",
        "starts_on": f"{first}-01-01",
        "ends_on": f"{last}-12-31",
    }


def _say(error: ZhiceError) -> str:
    return error.words.in_(get_language() or "zh")


def _errors(form: Any) -> list[dict[str, str]]:
    if form is None or not form.is_bound:
        return []
    return [
        {"field": form[name].id_for_label if name != "__all__" else "", "text": text}
        for name, texts in form.errors.items()
        for text in texts
    ]
