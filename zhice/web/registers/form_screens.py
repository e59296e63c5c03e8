"""Writing a record by hand: fill in, look over, confirm. Sent twice it is done once; changed meanwhile it is shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhice.journal.acts import act
from zhice.kernel.errors import ZhiceError
from zhice.web import refusals
from zhice.web.register import Register
from zhice.web.registers import record_forms, submissions
from zhice.web.registers.detail_screens import find
from zhice.web.registers.view_screens import summary

both = require_http_methods(["GET", "HEAD", "POST"])


@both
def new(request: HttpRequest, register: Register) -> HttpResponse:
    """A new record."""
    form = record_forms.form_for(register, request.user, data=request.POST or None)
    return _steps(request, register, form, record=None)


@both
def edit(request: HttpRequest, register: Register, number: int) -> HttpResponse:
    """A change of a record; refused with 409 and the difference when it changed since the page was opened."""
    record = find(register, request.user, number)
    if request.method == "POST":
        # of=self: the lock is on the record, not on what it refers to
        record = register.rows(request.user).select_for_update(of=("self",)).get(pk=record.pk)
    version = record_forms.version_of(register, record)
    form = record_forms.form_for(register, request.user, data=request.POST or None, record=record)
    if request.method == "POST" and request.POST.get("version") != version:
        return _stale(request, register, record, form)
    return _steps(request, register, form, record=record, version=version)


def _steps(
    request: HttpRequest, register: Register, form: forms.ModelForm, *, record: Any, version: str = ""
) -> HttpResponse:  # type: ignore[type-arg]
    context = {
        "register": register,
        "form": form,
        "record": record,
        "version": version,
        "key": submissions.key(request),
    }
    if request.method != "POST":
        return render(
            request, "web/registers/form.html", {**context, "parts": record_forms.parts(register, form)}
        )
    done = submissions.target(request.user, context["key"])
    if done:
        return HttpResponseRedirect(done)
    if form.is_valid() and "back" not in request.POST:
        if "confirm" not in request.POST:
            return render(
                request,
                "web/registers/check.html",
                {**context, "answers": record_forms.answers(register, form)},
            )
        try:
            return _write(request, register, form, record=record, key=context["key"])
        except (ZhiceError, IntegrityError) as refused:
            form.add_error(None, record_forms.reason(refused))
    errors = summary(form)
    page = {**context, "parts": record_forms.parts(register, form), "errors": errors}
    return render(request, "web/registers/form.html", page, status=422 if errors else 200)


def _write(
    request: HttpRequest, register: Register, form: forms.ModelForm, *, record: Any, key: str
) -> HttpResponse:  # type: ignore[type-arg]
    verb = register.verb("create" if record is None else "change")
    try:
        with transaction.atomic(), act(register.act_name(verb)) as entry:
            submissions.take(request.user, key)
            entry.old = record_forms.plain(register, record) if record is not None else None
            written = record_forms.write(register, form, record)
            entry.record, entry.new = register.reference(written), record_forms.plain(register, written)
            target = register.address("detail", written.pk)
            submissions.done(key, target)
    except submissions.Taken:
        return HttpResponseRedirect(submissions.target(request.user, key) or register.address())
    said = _("“%(name)s”已新建") if record is None else _("“%(name)s”已修改")
    messages.success(request, said % {"name": str(written)})
    return HttpResponseRedirect(target)


def _stale(request: HttpRequest, register: Register, record: Any, form: forms.ModelForm) -> HttpResponse:  # type: ignore[type-arg]
    """Somebody else was faster: what stands there now beside what was filled in."""
    form.is_valid()
    context = {
        "register": register,
        "record": record,
        "differences": record_forms.differences(register, record.__class__.objects.get(pk=record.pk), form),
    }
    return render(request, "web/registers/stale.html", context, status=refusals.CONFLICT)
