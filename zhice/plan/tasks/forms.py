"""What is asked on a task's page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhice.accounts.models import Unit
from zhice.plan.tasks.models import TaskState

DAY = {"type": "date"}


class AssignForm(forms.Form):
    """Who answers for the task, until when."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("牵头单位"), required=False)
    deadline = forms.DateField(
        label=_("期限"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY)
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.visible_to(user)  # type: ignore[attr-defined]


class EvidenceForm(forms.Form):
    """What was done, with its document."""

    title = forms.CharField(label=_("佐证名称"), max_length=200)
    dated = forms.DateField(label=_("日期"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))
    document_number = forms.CharField(label=_("文号"), max_length=80, required=False)
    note = forms.CharField(
        label=_("说明"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class RemindForm(forms.Form):
    """What is asked of the unit, and by when it answers."""

    text = forms.CharField(label=_("督办内容"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    reply_by = forms.DateField(label=_("回复期限"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))


class ReplyForm(forms.Form):
    """The unit's answer."""

    text = forms.CharField(label=_("回复内容"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class SendBackForm(forms.Form):
    """Why the evidence does not do."""

    reason = forms.CharField(label=_("退回理由"), max_length=400)


class TaskFilter(forms.Form):
    """Which tasks are listed."""

    CHOICES = [
        ("", _("全部")),
        ("overdue", _("逾期")),
        ("unassigned", _("未指定单位")),
        ("unanswered", _("督办未回复")),
    ]
    state = forms.ChoiceField(label=_("状态"), choices=[("", _("全部")), *TaskState.choices], required=False)
    only = forms.ChoiceField(label=_("关注"), choices=CHOICES, required=False)
