"""The one screen of patents that a register cannot say: recording a legal event."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhice.kernel.errors import ZhiceError
from zhice.registry.parties.models import Party
from zhice.registry.regions.models import Region
from zhice.registry.rights.patents import actions
from zhice.registry.rights.patents.models import LegalEvent, Patent
from zhice.registry.rights.patents.register import PATENTS
from zhice.web.doors import door
from zhice.web.registers.view_screens import summary


class EventForm(forms.Form):
    """A legal event of one patent. The new holder is named by its number in the register of parties."""

    kind = forms.ChoiceField(label=gettext_lazy("事件"), choices=LegalEvent.Kind.choices)
    day = forms.DateField(
        label=gettext_lazy("日期"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    party = forms.ModelChoiceField(
        label=gettext_lazy("新权利人"),
        queryset=Party.objects.none(),
        required=False,
        widget=forms.NumberInput,
        help_text=gettext_lazy("权利转移时填写：主体登记册中的编号。"),
    )
    region = forms.ModelChoiceField(
        label=gettext_lazy("新所在地"),
        queryset=Region.objects.none(),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 6}),
        help_text=gettext_lazy("地址变更时填写：六位行政区划代码，如 419001。"),
    )
    detail = forms.CharField(label=gettext_lazy("说明"), max_length=500, required=False)
    reason = forms.CharField(
        label=gettext_lazy("依据"),
        max_length=200,
        help_text=gettext_lazy("如公报期号、通知书文号；写入日志。"),
    )

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = Party.objects.visible_to(user).filter(merged_into=None)
        self.fields["region"].queryset = Region.objects.visible_to(user)


@door("patent", "change")
@require_http_methods(["GET", "POST"])
def record_event(request: HttpRequest, number: int) -> HttpResponse:
    """Record one legal event and lead back to the patent."""
    patent = Patent.objects.visible_to(request.user).filter(pk=number).first()
    if patent is None:
        raise Http404
    form = EventForm(request.user, request.POST or None)
    target = PATENTS.address("detail", patent.pk)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_event(patent=patent, today=timezone.localdate(), **form.cleaned_data)
        except ZhiceError as refused:
            form.add_error(None, refused.words.in_(get_language() or "zh-hans"))
        except forms.ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, _("法律事件已记录，有效期间已重新推算"))
            return HttpResponseRedirect(target)
    errors = summary(form) if form.errors else []
    context = {"form": form, "patent": patent, "target": target, "errors": errors}
    return render(request, "registry/record_event.html", context, status=422 if errors else 200)
