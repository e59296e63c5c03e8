"""What the search box finds of the plans: their texts, their tasks, and the documents that were read."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhice.plan.goals.models import Plan
from zhice.plan.readings.models import Reading
from zhice.plan.tasks.models import Task
from zhice.search.searchable import Searchable, Searching
from zhice.web import doors


def _of(kind: str, title: Any, model: Any, what: Searching, address: Any) -> Searchable:
    return Searchable(
        kind=kind,
        title=title,
        model=model,
        what=what,
        rows=model.objects.visible_to,
        scope=lambda user: doors.scope(user, kind, "read"),
        called=lambda record, masked: str(record),
        address=address,
    )


SEARCHABLES = (
    _of(
        "plan",
        _("战略规划"),
        Plan,
        Searching(
            name=("name_zh", "document_number"), text=("versions__text",), heard=("name_zh",), day="issued_on"
        ),
        lambda plan: reverse("plan:tree", args=[plan.code]),
    ),
    _of(
        "task",
        _("任务"),
        Task,
        Searching(name=("name_zh", "clause"), text=("words",), heard=("name_zh",), day="deadline"),
        lambda task: reverse("plan:task", args=[task.pk]),
    ),
    _of(
        "reading",
        _("规划读取"),
        Reading,
        Searching(name=("title", "file_name"), text=("text",), heard=("title",), day="read_on"),
        lambda reading: reverse("plan:reading", args=[reading.pk]),
    ),
)
