"""One reading of a plan document, and what it proposes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhice.accounts.visibility import Visibility, Visible
from zhice.plan.goals.models import PlanVersion
from zhice.plan.indicators.models import Indicator


class Reading(models.Model):
    """A plan document handed in, with its normalised text. Finished when every number is claimed."""

    VISIBILITY = Visibility(record="reading")

    file_name = models.CharField(_("文件名"), max_length=200)
    digest = models.CharField(_("SHA-256"), max_length=64)
    text = models.TextField(_("规范化文本"))
    read_on = models.DateField(_("读取日期"))
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提交人")
    )
    title = models.CharField(_("规划名称"), max_length=200, blank=True)
    version = models.ForeignKey(
        PlanVersion,
        models.PROTECT,
        related_name="readings",
        null=True,
        blank=True,
        verbose_name=_("形成的版本"),
    )

    objects = Visible()

    class Meta:
        verbose_name = _("规划读取")
        verbose_name_plural = _("规划读取")
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title or self.file_name


class ProposalKind(models.TextChoices):
    """What the reader took a stretch of text for."""

    TARGET = "target", _("目标值")
    COMMITMENT = "commitment", _("任务")
    REFERENCE = "reference", _("引用")
    UNCLAIMED = "unclaimed", _("未归属数字")


class Decision(models.TextChoices):
    """What a person made of a proposal."""

    PENDING = "pending", _("待确认")
    ACCEPTED = "accepted", _("已采纳")
    CORRECTED = "corrected", _("已更正")
    DISMISSED = "dismissed", _("已排除")


class Proposal(models.Model):
    """A stretch of the text and what it says, as read; and the decision on it."""

    VISIBILITY = Visibility(record="reading")

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="proposals", verbose_name=_("读取"))
    kind = models.CharField(_("类别"), max_length=12, choices=ProposalKind)
    start = models.PositiveIntegerField(_("起"))
    end = models.PositiveIntegerField(_("止"))
    words = models.TextField(_("原文"))
    fields = models.JSONField(_("读出的内容"), default=dict)
    decision = models.CharField(_("处理"), max_length=10, choices=Decision, default=Decision.PENDING)
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("对应指标")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("处理人"),
    )

    objects = Visible()

    class Meta:
        verbose_name = _("读取结果")
        verbose_name_plural = _("读取结果")
        ordering = ("reading", "start", "id")
        constraints = [
            models.CheckConstraint(
                name="plan_proposal_dismissal_has_a_reason",
                condition=~models.Q(decision="dismissed") | ~models.Q(reason=""),
                violation_error_message=_("排除须写明理由"),
            ),
            models.CheckConstraint(
                name="plan_proposal_span_runs_forward", condition=models.Q(start__lte=models.F("end"))
            ),
        ]

    def __str__(self) -> str:
        return self.words[:40]
