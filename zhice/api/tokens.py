"""One's own tokens: issued for a purpose and a time, shown once, withdrawn at any moment; each act leaves an event.

The pages take a session only (middleware.PREFIX), so that a token cannot issue another.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from zhice.api.models import Token, make
from zhice.journal.acts import act
from zhice.web.doors import signed_in
from zhice.web.registers.view_screens import summary

LONGEST = timedelta(days=365)
USUAL = timedelta(days=90)
MOST = 20  # tokens in force of one person: a forgotten one must be seen among the others


class TokenForm(forms.Form):
    """Purpose and last day of a new token of a person who has `held` in force."""

    title = forms.CharField(
        label=gettext_lazy("用途"),
        max_length=100,
        help_text=gettext_lazy("哪个程序、为何使用，例如“统计系统每日取数”"),
    )
    expires_on = forms.DateField(
        label=gettext_lazy("有效期至"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("最长一年，到期自动失效"),
    )

    def __init__(self, *args: Any, on: date, held: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, initial={"expires_on": on + USUAL}, **kwargs)
        self.on, self.held = on, held

    def clean_expires_on(self) -> date:
        day: date = self.cleaned_data["expires_on"]
        if not self.on <= day <= self.on + LONGEST:
            raise forms.ValidationError(
                _("有效期须在今天至 %(last)s 之间") % {"last": self.on + LONGEST}, code="out_of_reach"
            )
        return day

    def clean(self) -> dict[str, Any]:
        if self.held >= MOST:
            raise forms.ValidationError(
                _("每人最多 %(most)s 个有效令牌，请先撤销不再使用的。") % {"most": MOST}, code="too_many"
            )
        return self.cleaned_data


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def tokens(request: HttpRequest) -> HttpResponse:
    """One's own tokens and the form for another; the answer to the form is the only page that shows the new token."""
    today = timezone.localdate()
    form, secret = TokenForm(on=today), ""
    if request.method == "POST":
        form = TokenForm(request.POST, on=today, held=Token.in_force(request.user, on=today).count())
        if form.is_valid():
            secret = _issued(request, **form.cleaned_data)
            form = TokenForm(on=today)
    context = {
        "form": form,
        "errors": summary(form) if form.is_bound else [],
        "secret": secret,
        "tokens": [
            {"token": each, "usable": each.usable(on=today)}
            for each in Token.objects.filter(user=request.user)
        ],
    }
    return render(request, "api/tokens.html", context, status=422 if context["errors"] else 200)


def _issued(request: HttpRequest, *, title: str, expires_on: date) -> str:
    with act("api.token.issue", reason=title, detail={"expires_on": expires_on.isoformat()}) as entry:
        made, secret = make(user=request.user, title=title, expires_on=expires_on)
        entry.record = f"token:{made.pk}"
    return secret


@require_POST
@signed_in
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw one's own token at once; another's does not exist here."""
    token = Token.objects.filter(user=request.user, pk=number, revoked__isnull=True).first()
    if token is None:
        raise Http404
    with act("api.token.revoke", record=f"token:{token.pk}", reason=token.title):
        token.revoked = timezone.now()
        token.save(update_fields=["revoked"])
    messages.success(request, _("令牌“%(title)s”已撤销") % {"title": token.title})
    return HttpResponseRedirect(reverse("tokens:list"))
