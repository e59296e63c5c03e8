"""What is asked on the pages of high value."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zhice.registry.classes.models import ConcordanceMatch
from zhice.registry.high_value.classes import NAMES


class InventionFilter(forms.Form):
    """Which inventions are listed."""

    high_class = forms.ChoiceField(label=_("类别"), required=False)
    region = forms.ChoiceField(label=_("现所在地"), required=False)

    def __init__(self, *args: Any, regions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh-hans"
        everything = ("", _("全部"))
        self.fields["high_class"].choices = [
            everything,
            *((code, name.in_(language)) for code, name in NAMES.items()),
        ]  # type: ignore[attr-defined]
        self.fields["region"].choices = [everything, *regions]  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """Whether a candidate belongs, and why."""

    decision = forms.ChoiceField(
        label=_("判定"),
        choices=[choice for choice in ConcordanceMatch.Decision.choices if choice[0]],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("如：说明书记载用于锂离子电池正极材料。写入日志。"),
    )
