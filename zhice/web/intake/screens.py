"""One file on its way in: send, choose where it can be read in several ways, dry run with every bad cell, confirm."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhice.intake import pipeline
from zhice.intake.format import Format, comparable
from zhice.intake.models import Batch
from zhice.intake.refusals import Ask, Refused
from zhice.web import doors
from zhice.web.intake import formats, running, uploads
from zhice.web.registers import export_screens, templates_of_import
from zhice.web.registers.view_screens import summary

TEMPLATES = {"mapping": "web/intake/mapping.html"}
INVALID = 422


class UploadForm(forms.Form):
    format = forms.ChoiceField(label=gettext_lazy("导入什么"))
    file = forms.FileField(
        label=gettext_lazy("文件"),
        help_text=gettext_lazy(
            "接受 .xlsx、.csv（UTF-8 或 GB18030），以及指定格式的 .xml 和 .zip。先预览，确认后才写入。"
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt,.xml,.zip"}),
        error_messages={
            "required": gettext_lazy("请选择要导入的文件。"),
            "empty": gettext_lazy("文件是空的，没有可导入的内容。"),
        },
    )


@doors.door("batch", "import")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Send a file for one format."""
    choices = formats.usable(request.user)
    wanted = request.POST.get("format") or request.GET.get("format", "")
    form = UploadForm(request.POST or None, request.FILES or None, initial={"format": wanted})
    form.fields["format"].choices = [(each["name"], each["title"]) for each in choices]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        format = formats.find(request.user, form.cleaned_data["format"])
        upload = uploads.keep(request, form.cleaned_data["file"], format=format.name)
        return _understand(request, upload, answers={}, mapping={}, form=form)
    shown = next((each for each in choices if each["name"] == wanted), None)
    context = {
        "form": form,
        "errors": summary(form) if form.is_bound else [],
        "format": shown,
        "formats": choices,
    }
    return render(request, "web/intake/new.html", context, status=INVALID if form.is_bound else 200)


@doors.door("batch", "import")
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """Answer what the file left open: which column is which, which sheet, which delimiter, which heading row."""
    upload = uploads.find(request, token)
    mapping = {
        heading: column
        for heading, column in zip(
            request.POST.getlist("heading"), request.POST.getlist("column"), strict=False
        )
        if column
    }
    return _understand(request, upload, answers=dict(request.POST.items()), mapping=mapping, form=None)


def _understand(
    request: HttpRequest,
    upload: uploads.Upload,
    *,
    answers: dict[str, str],
    mapping: dict[str, str],
    form: Any,
) -> HttpResponse:
    format = formats.find(request.user, upload.format)
    language = get_language() or "zh-hans"
    try:
        staged = uploads.understand(request, upload, answers=answers, mapping=mapping)
    except Ask as question:
        kept = {name: answers[name] for name in uploads.SETTINGS if answers.get(name)}
        context = {
            "upload": upload,
            "format": formats.described(format),
            "question": question.words.in_(language),
            "setting": question.setting,
            "choices": [{"value": choice, "said": _readable(choice)} for choice in question.choices],
            "suggested": _suggested(format, question.choices, mapping)
            if question.setting == "mapping"
            else [],
            "kept": kept,
        }
        return render(request, TEMPLATES.get(question.setting, "web/intake/choose.html"), context)
    except Refused as refused:  # caught here, so that the event of the refusal is kept
        uploads.forget(upload)
        context = {
            "upload": upload,
            "format": formats.described(format),
            "errors": [{"field": "", "text": refused.words.in_(language)}],
        }
        return render(request, "web/intake/refused.html", context, status=INVALID)
    return HttpResponseRedirect(reverse("intake:dry_run", args=[staged.token]))


@doors.door("batch", "import")
@require_safe
def dry_run(request: HttpRequest, token: str) -> HttpResponse:
    """What would happen: counts, every bad cell with its reason, a sample of the good rows. Nothing is written."""
    done = Batch.objects.filter(token=token).first()
    if done is not None:
        return redirect("intake:batch", number=done.pk)
    staged = uploads.staged(request, token)
    formats.find(request.user, staged.format.name)
    preview = pipeline.preview(staged=staged, day=timezone.localdate())
    language = get_language() or "zh-hans"
    context = {
        "staged": staged,
        "preview": preview,
        "format": formats.described(staged.format),
        "warnings": [warning.in_(language) for warning in preview.warnings],
        "errors_of_cells": [
            {"error": error, "reason": error.reason.in_(language)} for error in preview.errors
        ],
        "flags": _flags(staged.format, preview.flags, language),
        "headings": [
            heading for heading, column in zip(staged.header, staged.columns, strict=True) if column
        ],
        "refused": running.state(token).get("refused", ""),
    }
    return render(request, "web/intake/dry_run.html", context)


@doors.door("batch", "import")
@require_POST
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Write the batch: at once where it is small, under the reader's eyes where it is large. Twice gives one batch."""
    done = Batch.objects.filter(token=token).first()
    if done is not None:
        return redirect("intake:batch", number=done.pk)
    staged = uploads.staged(request, token)
    formats.find(request.user, staged.format.name)
    seen = request.POST.get("sha256", "")
    if staged.count > running.AT_ONCE:
        running.start(staged, day=timezone.localdate(), sha256=seen)
        return redirect("intake:running", token=token)
    batch = pipeline.confirm(staged=staged, day=timezone.localdate(), sha256=seen)
    return redirect("intake:batch", number=batch.pk)


@doors.door("batch", "import")
@require_safe
def running_page(request: HttpRequest, token: str) -> HttpResponse:
    """The progress bar."""
    return render(request, "web/intake/running.html", {"token": token, "state": running.state(token)})


@doors.door("batch", "import")
@require_safe
def progress(request: HttpRequest, token: str) -> JsonResponse:
    """How far it is, for the progress bar."""
    return JsonResponse(running.state(token))


@doors.door("batch", "import")
@require_safe
def template(request: HttpRequest, name: str) -> FileResponse:
    """The empty workbook of a format."""
    file = templates_of_import.workbook(formats.find(request.user, name))
    return export_screens.answer(file, f"{name}-template.xlsx", export_screens.WORKBOOK)


def _readable(choice: str) -> str:
    return {"\t": _("制表符"), ";": _("分号"), ",": _("逗号"), "|": _("竖线")}.get(choice, choice)


def _suggested(format: Format, headings: tuple[str, ...], mapping: dict[str, str]) -> list[dict[str, str]]:
    """Heading by heading: the column that it is known to mean, or that was chosen before."""
    known = format.known_headings()
    return [
        {"heading": heading, "column": mapping.get(heading) or known.get(comparable(heading), "")}
        for heading in headings
    ]


def _flags(format: Format, counts: dict[str, int], language: str) -> list[dict[str, Any]]:
    return [
        {
            "said": format.flags[flag].in_(language) if flag in format.flags else flag,
            "count": count,
            "warns": flag in format.warns,
        }
        for flag, count in counts.items()
    ]
