"""任务, its evidence, and 督办."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zhice.accounts.models import Unit
from zhice.accounts.visibility import Visibility, Visible
from zhice.plan.goals.models import Objective, PlanVersion
from zhice.plan.indicators.models import Indicator


class TaskState(models.TextChoices):
    """Where a task stands; late is never stored, it follows from the deadline."""

    OPEN = "open", _("未开始")
    UNDERWAY = "underway", _("进行中")
    REPORTED = "reported", _("待验收")
    DONE = "done", _("已完成")
    DROPPED = "dropped", _("已取消")


class Task(models.Model):
    """任务/举措: an action the plan orders."""

    VISIBILITY = Visibility(
        record="task", public=models.Q(), unit=lambda user: models.Q(lead_unit__in=user.unit_ids)
    )

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="tasks", verbose_name=_("规划版本"))
    code = models.SlugField(_("代码"), max_length=64)
    order = models.PositiveSmallIntegerField(_("次序"))
    letter = models.CharField(_("编号"), max_length=4, blank=True)
    objective = models.ForeignKey(
        Objective, models.PROTECT, related_name="tasks", null=True, blank=True, verbose_name=_("目标")
    )
    clause = models.CharField(_("条款"), max_length=60, blank=True)
    name_zh = models.CharField(_("任务"), max_length=300)
    name_en = models.CharField(_("任务（英文）"), max_length=400, blank=True)
    verb = models.CharField(_("动作"), max_length=40, blank=True)
    words = models.TextField(_("原文"), blank=True)
    named_units = models.JSONField(_("文件所列单位"), default=list, blank=True)
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="led_tasks", null=True, blank=True, verbose_name=_("牵头单位")
    )
    deadline = models.DateField(_("期限"), null=True, blank=True)
    expected_evidence = models.CharField(_("应有佐证"), max_length=200, blank=True)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="tasks", null=True, blank=True, verbose_name=_("对应指标")
    )
    state = models.CharField(_("状态"), max_length=10, choices=TaskState, default=TaskState.OPEN)
    done_on = models.DateField(_("完成日期"), null=True, blank=True)

    objects = Visible()

    class Meta:
        verbose_name = _("任务")
        verbose_name_plural = _("任务")
        ordering = ("version", "order")
        constraints = [
            models.UniqueConstraint(
                "version", "code", name="plan_task_code_once", violation_error_message=_("任务代码重复")
            ),
            models.CheckConstraint(
                name="plan_task_done_has_its_day",
                condition=models.Q(state="done", done_on__isnull=False)
                | (~models.Q(state="done") & models.Q(done_on__isnull=True)),
                violation_error_message=_("已完成的任务须有完成日期"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if self.name_en and get_language() == "en" else self.name_zh


class TaskEvidence(models.Model):
    """佐证: a document or fact that shows what was done on a task."""

    VISIBILITY = Visibility(record="task", parent="task")

    task = models.ForeignKey(Task, models.PROTECT, related_name="evidence", verbose_name=_("任务"))
    title = models.CharField(_("名称"), max_length=200)
    document_number = models.CharField(_("文号"), max_length=80, blank=True)
    dated = models.DateField(_("日期"))
    note = models.TextField(_("说明"), blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人")
    )

    objects = Visible()

    class Meta:
        verbose_name = _("佐证")
        verbose_name_plural = _("佐证")
        ordering = ("task", "dated", "id")

    def __str__(self) -> str:
        return self.title


class Supervision(models.Model):
    """督办: a reminder on a task, with the unit's reply."""

    VISIBILITY = Visibility(
        record="supervision", unit=lambda user: models.Q(task__lead_unit__in=user.unit_ids)
    )

    task = models.ForeignKey(Task, models.PROTECT, related_name="supervisions", verbose_name=_("任务"))
    sent_on = models.DateField(_("督办日期"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("督办人")
    )
    text = models.TextField(_("督办内容"))
    reply_by = models.DateField(_("回复期限"))
    replied_on = models.DateField(_("回复日期"), null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("回复人"),
    )
    reply = models.TextField(_("回复"), blank=True)

    objects = Visible()

    class Meta:
        verbose_name = _("督办")
        verbose_name_plural = _("督办")
        ordering = ("task", "-sent_on", "-id")
        constraints = [
            models.CheckConstraint(
                name="plan_supervision_reply_is_whole",
                condition=models.Q(replied_on__isnull=True, replied_by__isnull=True, reply="")
                | (models.Q(replied_on__isnull=False, replied_by__isnull=False) & ~models.Q(reply="")),
                violation_error_message=_("回复须有内容、日期与回复人"),
            ),
            models.CheckConstraint(
                name="plan_supervision_reply_day_after_sending",
                condition=models.Q(reply_by__gte=models.F("sent_on")),
                violation_error_message=_("回复期限不能早于督办日期"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.sent_on}"
