"""Recording one legal event of a right by hand: the form and the page that all rights share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from zhice.kernel.errors import ZhiceError
from zhice.registry.parties.models import Party
from zhice.registry.regions.models import Region
from zhice.web.register import Register
from zhice.web.registers.view_screens import summary


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, required=required, help_text=help_text)


class EventForm(forms.Form):
    """A legal event of one right. The other party is named by its number in the register of parties."""

    kind = forms.ChoiceField(label=gettext_lazy("事件"))
    day = day_field(gettext_lazy("日期"))
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

    def __init__(self, user: Any, choices: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        if "party" in self.fields:
            self.fields["party"].queryset = Party.objects.visible_to(user).filter(merged_into=None)  # type: ignore[attr-defined]
        if "region" in self.fields:
            self.fields["region"].queryset = Region.objects.visible_to(user)  # type: ignore[attr-defined]


def answer(
    request: HttpRequest, *, register: Register, record: Any, form: forms.Form, save: Callable[..., object]
) -> HttpResponse:
    """The page: show the form, or save what was sent and lead back to the record."""
    target = register.address("detail", record.pk)
    if request.method == "POST" and form.is_valid():
        try:
            save(**form.cleaned_data)
        except ZhiceError as refused:
            form.add_error(None, refused.words.in_(get_language() or "zh-hans"))
        except forms.ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, _("法律事件已记录，有效期间已重新推算"))
            return HttpResponseRedirect(target)
    errors = summary(form) if form.errors else []
    context = {
        "form": form, "record": record, "register": register, "list": register.address(), "target": target, "errors": errors,
    }  # fmt: skip
    return render(request, "registry/record_event.html", context, status=422 if errors else 200)
