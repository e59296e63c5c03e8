"""Questions over the tasks of a plan."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from zhice.plan.tasks.models import Task, TaskState

OPEN_STATES = (TaskState.OPEN, TaskState.UNDERWAY, TaskState.REPORTED)


def overdue(tasks: QuerySet[Task], *, on: date) -> QuerySet[Task]:
    """Those past their deadline and not done; a task without a deadline is never overdue."""
    return tasks.filter(state__in=OPEN_STATES, deadline__lt=on)


def unassigned(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Those for which nobody answers yet."""
    return tasks.filter(state__in=OPEN_STATES, lead_unit=None)


def unanswered(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Those with a reminder that waits for a reply."""
    return tasks.filter(supervisions__isnull=False, supervisions__replied_on=None).distinct()
