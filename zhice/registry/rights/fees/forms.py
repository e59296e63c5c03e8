"""What is asked on the pages of fees."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhice.registry.rights.fees.models import FeeReduction
from zhice.registry.rights.fees.providers import Stand
from zhice.registry.rights.patents.models import PatentKind

DAY = {"type": "date"}
STANDS = {
    Stand.OVERDUE: _("已逾期，滞纳期内"),
    Stand.SOON: _("30 天内"),
    Stand.QUARTER: _("31 至 90 天"),
    Stand.HALF: _("91 至 180 天"),
    Stand.LATER: _("180 天以后"),
    Stand.SILENT: _("滞纳期已满，未见缴费记录"),
}

TONES = {
    Stand.OVERDUE: "bad",
    Stand.SOON: "warn",
    Stand.QUARTER: "info",
    Stand.HALF: "info",
    Stand.LATER: "mute",
    Stand.SILENT: "wait",
}


class PayForm(forms.Form):
    """已缴第 N 年年费."""

    year = forms.TypedChoiceField(label=_("年度"), coerce=int)
    paid_on = forms.DateField(label=_("缴费日期"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, _("第 %s 年") % year) for year in years]  # type: ignore[attr-defined]


class ReductionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A reduction or an open licence of one patent."""

    class Meta:
        model = FeeReduction
        fields = ("ground", "since", "until", "source")
        widgets = {
            "since": forms.DateInput(format="%Y-%m-%d", attrs=DAY),
            "until": forms.DateInput(format="%Y-%m-%d", attrs=DAY),
        }


class FeeFilter(forms.Form):
    """Which dues the bureau lists."""

    region = forms.ChoiceField(label=_("所在地"), required=False)
    stand = forms.ChoiceField(
        label=_("期限"),
        required=False,
        choices=[("", _("180 天内及逾期")), *STANDS.items(), ("all", _("全部"))],
    )
    kind = forms.ChoiceField(
        label=_("专利类型"), required=False, choices=[("", _("全部")), *PatentKind.choices]
    )
    holder = forms.CharField(label=_("权利人"), required=False, max_length=100)

    def __init__(self, *args: Any, regions: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [(region.pk, str(region)) for region in regions]
        self.fields["region"].choices = [*every, ("all", _("全部地区"))]  # type: ignore[attr-defined]
