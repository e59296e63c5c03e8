"""Bulk actions: mark on the list, look at the preview, confirm, read the result of every row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from zhice.journal.acts import act
from zhice.web import refusals
from zhice.web.register import Bulk, Register
from zhice.web.registers import bulk, export_screens
from zhice.web.registers.cells import field_of
from zhice.web.registers.view_screens import summary

PREVIEWED = 50


@require_POST
def show(request: HttpRequest, register: Register) -> HttpResponse:
    """Preview, then do; one event in the journal for the whole action."""
    action = next(
        (each for each in bulk.offered(register, request.user) if each.name == request.POST.get("action")),
        None,
    )
    if action is None:
        raise Http404
    rows = bulk.chosen(register, request.user, request.POST)
    if not rows.exists():
        raise refusals.refuse(
            "没有勾选任何记录。请返回台账勾选。", "No record is marked; go back and mark some."
        )
    if action.name == bulk.EXPORT:
        return export_screens.workbook(request, register, rows, register.columns)
    form = _question(register, action, request.POST if "confirm" in request.POST else None)
    if "confirm" in request.POST and (form is None or form.is_valid()):
        answer = form.cleaned_data[action.ask] if form is not None else None
        return _do(request, register, action, rows, answer)
    context = {
        "register": register,
        "action": action,
        "count": rows.count(),
        "records": rows[:PREVIEWED],
        "more": max(0, rows.count() - PREVIEWED),
        "form": form,
        "errors": summary(form) if form is not None and form.is_bound else [],
        "ids": request.POST.getlist("id"),
        "all": request.POST.get("all", ""),
        "query": request.POST.get("query", ""),
    }
    return render(request, "web/registers/bulk.html", context, status=422 if context["errors"] else 200)


def _do(request: HttpRequest, register: Register, action: Bulk, rows: Any, answer: Any) -> HttpResponse:
    records = list(rows.select_for_update(of=("self",)))
    with act(
        register.act_name(action.name),
        detail={"records": [record.pk for record in records], "answer": str(answer)},
    ) as entry:
        results = bulk.apply(action, records, answer)
        entry.detail["done"] = sum(result.done for result in results)
    context = {
        "register": register,
        "action": action,
        "results": results,
        "done": sum(result.done for result in results),
        "refused": sum(not result.done for result in results),
    }
    return render(request, "web/registers/bulk_result.html", context)


def _question(register: Register, action: Bulk, data: Any) -> forms.Form | None:
    """What the action asks: the field's own form field."""
    if not action.ask:
        return None
    field = field_of(register.model, action.ask)
    asked = field.formfield() if field is not None else forms.CharField(max_length=200)
    form: forms.Form = type("Question", (forms.Form,), {action.ask: asked})(data)
    return form
