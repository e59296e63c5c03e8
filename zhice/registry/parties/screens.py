"""The one screen of parties that a register cannot say: registering a move."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhice.kernel.errors import ZhiceError
from zhice.registry.parties import actions
from zhice.registry.parties.models import Party
from zhice.registry.parties.queries import proposed_move
from zhice.registry.regions.models import Region
from zhice.web.doors import door
from zhice.web.register import site
from zhice.web.registers.view_screens import summary


class MoveForm(forms.Form):
    """Where to, from which day on, and on what document."""

    region = forms.ModelChoiceField(
        label=gettext_lazy("新住所地"),
        queryset=Region.objects.none(),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 6}),
        help_text=gettext_lazy("六位行政区划代码，如 419001。"),
    )
    day = forms.DateField(
        label=gettext_lazy("迁入日"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    reason = forms.CharField(
        label=gettext_lazy("依据"), max_length=200, help_text=gettext_lazy("如登记机关变更通知；写入日志。")
    )

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.visible_to(user)  # type: ignore[attr-defined]


@door("party", "change")
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, number: int) -> HttpResponse:
    """Register that a party moved; where its records propose a move, the form is filled with it."""
    party = get_object_or_404(Party.objects.visible_to(request.user), pk=number)
    proposal = proposed_move(party)
    said = {"region": proposal.region.pk, "day": proposal.day, "reason": proposal.source} if proposal else {}
    form = MoveForm(request.user, request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move(party=party, **form.cleaned_data)
        except ZhiceError as refused:
            form.add_error(None, refused.words.in_(get_language() or "zh-hans"))
        else:
            messages.success(request, _("迁移已登记"))
            return redirect("registers:parties-detail", party.pk)
    errors = summary(form) if form.errors else []
    target = site.address_of(f"party:{party.pk}")
    context = {"form": form, "party": party, "proposal": proposal, "target": target, "errors": errors}
    return render(request, "registry/move_party.html", context, status=422 if errors else 200)
