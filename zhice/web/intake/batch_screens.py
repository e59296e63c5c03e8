"""What came in: the list of batches, one batch with its rejected rows, the workbook of rejects, and taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhice.intake import pipeline
from zhice.intake.format import FORMATS
from zhice.intake.models import Batch
from zhice.kernel.errors import ZhiceError
from zhice.web import doors, refusals
from zhice.web.intake import formats
from zhice.web.intake import rejects as workbook_of_rejects
from zhice.web.registers import export_screens
from zhice.web.registers.listing import whole_number

PAGE = 20
SHOWN = 100


def visible_batches(user: Any) -> QuerySet[Batch]:
    """The batches this person may read, by the scope of the permission table; the newest first."""
    seen = doors.scope(user, "batch", "read")
    if seen in ("all", "masked"):
        return Batch.objects.order_by("-pk")
    if seen == "own":
        return Batch.objects.filter(actor=f"user:{user.pk}").order_by("-pk")
    return Batch.objects.none()


@doors.door("batch", "read")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The ways in, and what has come in."""
    number = whole_number(request.GET.get("page", ""), 1)
    pages = Paginator(visible_batches(request.user), PAGE)
    if not 1 <= number <= pages.num_pages:
        raise refusals.refuse("没有这一页。", "There is no such page.")
    may_import = doors.may(request.user, "batch", "import")
    page = pages.page(number)
    context = {
        "formats": formats.usable(request.user) if may_import else [],
        "page": page,
        "batches": [{"batch": batch, "title": _title(batch.format)} for batch in page],
        "may_import": may_import,
    }
    return render(request, "web/intake/index.html", context)


@doors.door("batch", "read")
@require_safe
def show(request: HttpRequest, number: int) -> HttpResponse:
    """One batch."""
    batch = _find(request, number)
    language = get_language() or "zh-hans"
    open_rows = batch.rejections.filter(settled_by=None).order_by("row")
    context = {
        "batch": batch,
        "title": _title(batch.format),
        "rejections": [
            {"row": each.row, "key": each.key, "reasons": workbook_of_rejects.reasons(each, language)}
            for each in open_rows[:SHOWN]
        ],
        "open": open_rows.count(),
        "shown": SHOWN,
        "flags": _flags(batch, language),
        "may_roll_back": batch.state == Batch.State.STORED and doors.may(request.user, "batch", "rollback"),
    }
    return render(request, "web/intake/batch.html", context)


@doors.door("batch", "read")
@require_safe
def rejects(request: HttpRequest, number: int) -> FileResponse:
    """The rejected rows as a workbook to correct and send again."""
    batch = _find(request, number)
    file = workbook_of_rejects.workbook(batch, language=get_language() or "zh-hans")
    return export_screens.answer(file, f"batch-{batch.pk}-rejects.xlsx", export_screens.WORKBOOK)


@doors.door("batch", "rollback")
@require_POST
def rollback(request: HttpRequest, number: int) -> HttpResponse:
    """Take a batch back, with a reason; refused where later records rest on it."""
    batch = _find(request, number)
    try:
        removed = pipeline.rollback(batch=batch, reason=request.POST.get("reason", ""))
    except ZhiceError as refused:
        messages.error(request, refused.words.in_(get_language() or "zh-hans"))
    else:
        messages.success(request, _("批次已撤回，共移除 %(count)s 条记录") % {"count": removed})
    return redirect("intake:batch", number=batch.pk)


def _find(request: HttpRequest, number: int) -> Batch:
    batch = visible_batches(request.user).filter(pk=number).first()
    if batch is None:
        raise Http404
    return batch


def _title(name: str) -> str:
    """The format's title; its name where it is no longer declared."""
    declared = next((format for format in FORMATS if format.name == name), None)
    return declared.title.in_(get_language() or "zh-hans") if declared else name


def _flags(batch: Batch, language: str) -> list[dict[str, Any]]:
    declared = next((format for format in FORMATS if format.name == batch.format), None)
    words = declared.flags if declared else {}
    return [
        {"said": words[flag].in_(language) if flag in words else flag, "count": count}
        for flag, count in batch.flags.items()
    ]
