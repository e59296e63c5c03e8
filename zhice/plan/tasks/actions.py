"""What may be done to a task: assign it, report on it, accept it, remind its unit, reply."""

from __future__ import annotations

from datetime import date

from zhice.accounts.models import Unit, User
from zhice.journal.acts import act
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.plan.tasks.models import Supervision, Task, TaskEvidence, TaskState


class TaskRefused(ZhiceError):
    """The step does not fit the task as it stands."""


def assign_task(*, task: Task, unit: Unit | None, deadline: date | None) -> Task:
    """Give the task its lead unit and deadline, where the document names none."""
    with act("plan.task.change", record=f"task:{task.pk}") as entry:
        task = _locked(task)
        entry.old = [task.lead_unit_id, task.deadline and task.deadline.isoformat()]
        task.lead_unit, task.deadline = unit, deadline
        task.save(update_fields=["lead_unit", "deadline"])
        entry.new = [task.lead_unit_id, deadline and deadline.isoformat()]
        return task


def report_evidence(
    *, task: Task, title: str, dated: date, by: User, on: date, document_number: str = "", note: str = ""
) -> TaskEvidence:
    """Add what was done; the task is then under way."""
    if dated > on:
        raise TaskRefused(
            Words(
                zh=f"佐证日期 {dated} 晚于今天，请核对。",
                en=f"The evidence is dated {dated}, after today; check it.",
            )
        )
    with act("plan.task.report", record=f"task:{task.pk}") as entry:
        task = _locked(task)
        _not_over(task)
        evidence = TaskEvidence.objects.create(
            task=task, title=title, dated=dated, document_number=document_number, note=note, added_by=by
        )
        if task.state == TaskState.OPEN:
            task.state = TaskState.UNDERWAY
            task.save(update_fields=["state"])
        entry.new = [title, dated.isoformat(), document_number]
        return evidence


def report_done(*, task: Task) -> Task:
    """The unit says that it is done; refused without evidence. The plan office accepts."""
    with act("plan.task.report", record=f"task:{task.pk}"):
        task = _locked(task)
        _not_over(task)
        if not task.evidence.exists():
            raise TaskRefused(
                Words(zh="请先登记佐证，再申请验收。", en="Add evidence before you report the task as done.")
            )
        task.state = TaskState.REPORTED
        task.save(update_fields=["state"])
        return task


def accept_task(*, task: Task, on: date) -> Task:
    """验收: the task is done. Only a reported task can be accepted."""
    with act("plan.task.change", record=f"task:{task.pk}"):
        task = _locked(task)
        if task.state != TaskState.REPORTED:
            raise TaskRefused(
                Words(
                    zh=f"任务现为“{TaskState(task.state).label}”，须由责任单位先申请验收。",
                    en=f"The task stands at '{task.state}'; its unit must report it done first.",
                )
            )
        task.state, task.done_on = TaskState.DONE, on
        task.save(update_fields=["state", "done_on"])
        return task


def send_back(*, task: Task, reason: str) -> Task:
    """退回: the evidence does not do; the unit goes on."""
    if not reason.strip():
        raise TaskRefused(Words(zh="退回须写明理由。", en="Say why it is sent back."))
    with act("plan.task.change", record=f"task:{task.pk}", reason=reason):
        task = _locked(task)
        if task.state != TaskState.REPORTED:
            raise TaskRefused(
                Words(zh="只有待验收的任务可以退回。", en="Only a reported task can be sent back.")
            )
        task.state = TaskState.UNDERWAY
        task.save(update_fields=["state"])
        return task


def remind(*, task: Task, text: str, reply_by: date, on: date, by: User) -> Supervision:
    """督办: ask the unit in charge; it answers by a day. A task without a unit must get one first."""
    if not text.strip():
        raise TaskRefused(Words(zh="请写明督办内容。", en="Write what is asked."))
    if reply_by < on:
        raise TaskRefused(Words(zh="回复期限不能早于今天。", en="The reply cannot be due before today."))
    with act("plan.supervision.remind", record=f"task:{task.pk}") as entry:
        task = _locked(task)
        _not_over(task)
        if task.lead_unit_id is None:
            raise TaskRefused(
                Words(
                    zh="该任务尚未指定牵头单位，请先指定。", en="The task has no lead unit; assign one first."
                )
            )
        entry.new = text
        return Supervision.objects.create(
            task=task, sent_on=on, sent_by=by, text=text.strip(), reply_by=reply_by
        )


def reply(*, supervision: Supervision, text: str, on: date, by: User) -> Supervision:
    """回复: the unit's answer, once."""
    if not text.strip():
        raise TaskRefused(Words(zh="请填写回复内容。", en="Write the reply."))
    with act("plan.supervision.reply", record=f"task:{supervision.task_id}") as entry:
        supervision = Supervision.objects.select_for_update().get(pk=supervision.pk)
        if supervision.replied_on:
            raise TaskRefused(
                Words(
                    zh=f"已于 {supervision.replied_on} 回复。",
                    en=f"Replied on {supervision.replied_on} already.",
                )
            )
        supervision.reply, supervision.replied_on, supervision.replied_by = text.strip(), on, by
        supervision.save(update_fields=["reply", "replied_on", "replied_by"])
        entry.new = text
        return supervision


def _locked(task: Task) -> Task:
    return Task.objects.select_for_update().get(pk=task.pk)


def _not_over(task: Task) -> None:
    if task.state in (TaskState.DONE, TaskState.DROPPED):
        raise TaskRefused(
            Words(zh=f"任务已是“{TaskState(task.state).label}”。", en=f"The task is '{task.state}' already.")
        )
