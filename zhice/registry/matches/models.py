"""Proposals that two parties are one, what was decided, and the merges that came of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhice.accounts.visibility import Visibility, Visible


class MatchProposal(models.Model):
    """Two parties that may be one. `reasons`: [{feature, weight, zh, en}] as the comparison gave them on that day."""

    VISIBILITY = Visibility(record="match")

    class State(models.TextChoices):
        OPEN = "open", _("待核对")
        SAME = "same", _("同一主体")
        DIFFERENT = "different", _("不是同一主体")

    left = models.ForeignKey("registry.Party", models.CASCADE, related_name="+", verbose_name=_("主体甲"))
    right = models.ForeignKey("registry.Party", models.CASCADE, related_name="+", verbose_name=_("主体乙"))
    score = models.FloatField(_("得分"))
    reasons = models.JSONField(_("理由"), default=list)
    proposed_on = models.DateField(_("提出日期"))
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.OPEN)
    put_off = models.DateField(_("稍后处理"), null=True, blank=True)
    decided_on = models.DateField(_("核定日期"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("核定人")
    )
    reason = models.CharField(_("依据"), max_length=200, blank=True)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("主体比对")
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(
                name="match_pair_once",
                fields=["left", "right"],
                violation_error_message=_("这两个主体已有比对记录。"),
            ),
            models.CheckConstraint(
                name="match_pair_in_order",
                condition=Q(left__lt=F("right")),
                violation_error_message=_("比对的两个主体须不同，编号小者在前。"),
            ),
            models.CheckConstraint(
                name="match_score_between_0_and_1",
                condition=Q(score__gte=0, score__lte=1),
                violation_error_message=_("得分在 0 与 1 之间。"),
            ),
            models.CheckConstraint(
                name="match_decision_is_whole",
                condition=Q(state="open", decided_on__isnull=True)
                | (~Q(state="open") & Q(decided_on__isnull=False)),
                violation_error_message=_("已核定的比对须有核定日期。"),
            ),
        ]
        indexes = [models.Index(fields=["state", "-score"], name="match_open_by_score")]

    def __str__(self) -> str:
        return f"{self.left_id} = {self.right_id}?"


class PartyMerge(models.Model):
    """One party taken for another from a day on. `moved` names every row that was turned over, so that undoing restores it.

    {"registry.Publication.party": [ids], …}; "registry.Party.merged_into" holds earlier aliases of the lesser party.
    """

    VISIBILITY = Visibility(record="match")

    proposal = models.ForeignKey(
        MatchProposal, models.PROTECT, null=True, related_name="merges", verbose_name=_("比对")
    )
    survivor = models.ForeignKey(
        "registry.Party", models.PROTECT, related_name="+", verbose_name=_("保留主体")
    )
    lesser = models.ForeignKey("registry.Party", models.PROTECT, related_name="+", verbose_name=_("并入主体"))
    moved = models.JSONField(_("转移的记录"), default=dict)
    merged_on = models.DateField(_("合并日期"))
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("合并人")
    )
    reason = models.CharField(_("依据"), max_length=200)
    undone_on = models.DateField(_("撤销日期"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("撤销人")
    )
    undone_reason = models.CharField(_("撤销原因"), max_length=200, blank=True)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("主体合并")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                name="merge_stands_once",
                fields=["lesser"],
                condition=Q(undone_on__isnull=True),
                violation_error_message=_("该主体已并入另一主体。"),
            ),
            models.CheckConstraint(
                name="merge_of_two",
                condition=~Q(survivor=F("lesser")),
                violation_error_message=_("主体不能并入自身。"),
            ),
            models.CheckConstraint(
                name="merge_undone_with_reason",
                condition=Q(undone_on__isnull=True) | ~Q(undone_reason=""),
                violation_error_message=_("撤销合并须写明原因。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesser_id} → {self.survivor_id}"

    @property
    def rows(self) -> int:
        """How many rows were turned over."""
        return sum(map(len, self.moved.values()))


class MatchRun(models.Model):
    """Up to which party proposals have been looked for; the next run begins behind it."""

    VISIBILITY = Visibility(record="match")

    day = models.DateField(_("日期"))
    upto = models.BigIntegerField(_("比对至主体编号"))
    proposed = models.IntegerField(_("提出条数"))

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("比对批次")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.day} {self.upto}"
