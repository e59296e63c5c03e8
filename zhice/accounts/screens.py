"""My account, the journal, and handing out a first password; lists of users, units and roles are registers."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhice.accounts import permissions
from zhice.accounts.acting import seeing_all
from zhice.accounts.models import User
from zhice.accounts.roles import TITLES
from zhice.accounts.visibility import visible
from zhice.journal.acts import act, reading
from zhice.journal.models import Event
from zhice.journal.verification import verify as examine_journal
from zhice.web.doors import door, signed_in
from zhice.web.registers.view_screens import summary

PER_PAGE = 50


@require_safe
@signed_in
def me(request: HttpRequest) -> HttpResponse:
    """Who I am here, and what I did."""
    mine = Event.objects.filter(actor=f"user:{request.user.pk}")
    language = get_language() or "zh-hans"
    context = {
        "person": request.user,
        "roles": [TITLES[role].words.in_(language) for role in sorted(request.user.roles)],
        "enrolled": is_mfa_enabled(request.user),
        "page": _page(request, mine),
    }
    return render(request, "accounts/me.html", context)


class Filters(forms.Form):
    actor = forms.CharField(label=_("操作人"), required=False, max_length=100)
    action = forms.CharField(label=_("动作"), required=False, max_length=100)
    record = forms.CharField(label=_("记录"), required=False, max_length=100)
    day = forms.DateField(
        label=_("日期"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def narrow(self, events: QuerySet[Event]) -> QuerySet[Event]:
        asked = self.cleaned_data
        if asked["actor"]:
            name = asked["actor"]
            events = events.filter(actor=name) if ":" in name else events.filter(name=name)
        if asked["action"]:
            events = events.filter(action__startswith=asked["action"])
        if asked["record"]:
            events = events.filter(record=asked["record"])
        return events.filter(at__date=asked["day"]) if asked["day"] else events


@require_safe
@door("journal", "read")
def journal(request: HttpRequest) -> HttpResponse:
    """The events the reader may see; looking at other people's is itself an event."""
    return _journal(request)


@require_POST
@never_cache
@door("journal", "verify")
def verify(request: HttpRequest) -> HttpResponse:
    """Examine the whole journal and say what was found; the examination is an event."""
    with seeing_all():
        verdict = examine_journal()
    with act("journal.journal.verify", detail={"ok": verdict.ok, "events": verdict.events}) as entry:
        entry.detail["first_bad"] = verdict.first_bad
    said = verdict.words.in_(get_language() or "zh-hans")
    return _journal(request, verdict=said, verdict_kind="ok" if verdict.ok else "bad")


def _journal(request: HttpRequest, **more: Any) -> HttpResponse:
    form = Filters(request.GET)
    events = visible(request.user, Event.objects.all())
    page = _page(request, form.narrow(events) if form.is_valid() else events.none())
    if permissions.scope(request.user, "journal", "read") != "own" and request.method == "GET":
        reading("journal", "", fields=["actor", "name", "record"], rows=len(page.object_list))
    context = {
        "form": form,
        "errors": summary(form),
        "page": page,
        "can_verify": permissions.may(request.user, "journal", "verify"),
        **more,
    }
    return render(request, "accounts/journal.html", context)


def _page(request: HttpRequest, events: QuerySet[Event]) -> Any:
    return Paginator(events.order_by("-seq"), PER_PAGE).get_page(request.GET.get("page"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@door("user", "change")
def give_password(request: HttpRequest, number: int) -> HttpResponse:
    """A first password, shown once; whoever had signed in as this person is signed out."""
    person = User.objects.visible_to(request.user).filter(pk=number).first()
    if person is None:
        raise Http404
    context: dict[str, Any] = {"person": person}
    if request.method == "POST":
        context["password"] = secrets.token_urlsafe(12)
        with act("accounts.user.give_password", record=f"user:{person.pk}"):
            person.set_password(context["password"])
            person.save(update_fields=["password"])
    return render(request, "accounts/password_given.html", context)
