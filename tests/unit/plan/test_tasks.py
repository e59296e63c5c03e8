"""A task from the document to its acceptance, with reminder and reply."""

from datetime import date

import pytest

from zhice.accounts.models import Unit
from zhice.plan.tasks import actions, queries
from zhice.plan.tasks.actions import TaskRefused
from zhice.plan.tasks.models import Task, TaskState

TODAY = date(2021, 6, 1)


@pytest.fixture
def task(version):
    return Task.objects.get(version=version, code="patent-award")


@pytest.fixture
def unit(system):
    return Unit.objects.create(code="ip-test", name="测试科")


def test_a_task_goes_from_open_to_done(task, unit, person):
    clerk = person("officer", unit)
    actions.assign_task(task=task, unit=unit, deadline=date(2021, 12, 31))
    with pytest.raises(TaskRefused, match="先登记佐证"):
        actions.report_done(task=task)
    actions.report_evidence(
        task=task, title="奖励办法", dated=TODAY, by=clerk, on=TODAY, document_number="济管〔2021〕3号"
    )
    actions.report_done(task=task)
    done = actions.accept_task(task=task, on=TODAY)
    assert (done.state, done.done_on) == (TaskState.DONE, TODAY)
    with pytest.raises(TaskRefused, match="已完成"):
        actions.report_evidence(task=task, title="又一份", dated=TODAY, by=clerk, on=TODAY)


def test_evidence_of_tomorrow_is_refused(task, person):
    with pytest.raises(TaskRefused, match="晚于今天"):
        actions.report_evidence(
            task=task, title="明天", dated=date(2021, 6, 2), by=person("officer"), on=TODAY
        )


def test_a_reported_task_can_be_sent_back_with_a_reason(task, person):
    actions.report_evidence(task=task, title="草稿", dated=TODAY, by=person("officer"), on=TODAY)
    actions.report_done(task=task)
    with pytest.raises(TaskRefused, match="理由"):
        actions.send_back(task=task, reason="")
    assert actions.send_back(task=task, reason="不是正式文件").state == TaskState.UNDERWAY


def test_a_reminder_needs_a_unit_and_is_answered_once(task, unit, person):
    leader, clerk = person("bureau_leader"), person("officer", unit)
    with pytest.raises(TaskRefused, match="牵头单位"):
        actions.remind(task=task, text="请报进度", reply_by=date(2021, 6, 8), on=TODAY, by=leader)
    actions.assign_task(task=task, unit=unit, deadline=date(2021, 5, 1))
    sent = actions.remind(task=task, text="请报进度", reply_by=date(2021, 6, 8), on=TODAY, by=leader)
    assert task in queries.unanswered(Task.objects.all())
    actions.reply(supervision=sent, text="本周完成", on=TODAY, by=clerk)
    assert task not in queries.unanswered(Task.objects.all())
    with pytest.raises(TaskRefused, match="已于"):
        actions.reply(supervision=sent, text="再回一次", on=TODAY, by=clerk)


def test_what_has_no_deadline_is_never_overdue(version, task, unit):
    every = Task.objects.filter(version=version)
    assert list(queries.overdue(every, on=date(2030, 1, 1)).values_list("code", flat=True)) == [
        "protection-centre"
    ]
    actions.assign_task(task=task, unit=unit, deadline=date(2021, 5, 1))
    assert task in queries.overdue(every, on=TODAY)
    assert task not in queries.overdue(every, on=date(2021, 5, 1))


def test_every_verb_leaves_exactly_one_event(task, unit, person):
    from zhice.journal.models import Event

    leader = person("bureau_leader")
    for do in (
        lambda: actions.assign_task(task=task, unit=unit, deadline=None),
        lambda: actions.report_evidence(task=task, title="甲", dated=TODAY, by=leader, on=TODAY),
        lambda: actions.remind(task=task, text="问", reply_by=TODAY, on=TODAY, by=leader),
        lambda: actions.report_done(task=task),
        lambda: actions.accept_task(task=task, on=TODAY),
    ):
        before = Event.objects.count()
        do()
        assert Event.objects.count() == before + 1
