"""结账: the closing of a period, and the figures frozen by it."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhice.accounts.visibility import Visibility, Visible
from zhice.plan.goals.models import PlanVersion
from zhice.plan.indicators.models import Definition, Indicator


class Closing(models.Model):
    """A period proposed for closing by one person and closed by another."""

    VISIBILITY = Visibility(record="period")

    version = models.ForeignKey(
        PlanVersion, models.PROTECT, related_name="closings", verbose_name=_("规划版本")
    )
    region_code = models.CharField(_("行政区划代码"), max_length=6)
    starts_on = models.DateField(_("期间起"))
    ends_on = models.DateField(_("期间止"))
    as_of = models.DateField(_("数据截至"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提请人")
    )
    proposed_on = models.DateField(_("提请日期"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("核准人"),
    )
    closed_on = models.DateField(_("核准日期"), null=True, blank=True)

    objects = Visible()

    class Meta:
        verbose_name = _("期间锁定")
        verbose_name_plural = _("期间锁定")
        ordering = ("-ends_on", "-id")
        constraints = [
            models.UniqueConstraint(
                "version",
                "region_code",
                "starts_on",
                "ends_on",
                name="plan_closing_once",
                violation_error_message=_("该期间已提请锁定"),
            ),
            models.CheckConstraint(
                name="plan_closing_takes_two_people",
                condition=models.Q(closed_by__isnull=True) | ~models.Q(closed_by=models.F("proposed_by")),
                violation_error_message=_("提请人不能核准自己提请的期间"),
            ),
            models.CheckConstraint(
                name="plan_closing_is_whole",
                condition=models.Q(closed_by__isnull=True, closed_on__isnull=True)
                | models.Q(closed_by__isnull=False, closed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on}—{self.ends_on}"


class Measurement(models.Model):
    """测算值, frozen: one version of one figure of a closed period, with what it was computed from."""

    VISIBILITY = Visibility(record="figure", public=models.Q())

    closing = models.ForeignKey(Closing, models.PROTECT, related_name="measurements", verbose_name=_("期间"))
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="measurements", verbose_name=_("指标")
    )
    definition = models.ForeignKey(Definition, models.PROTECT, related_name="+", verbose_name=_("口径"))
    version = models.PositiveSmallIntegerField(_("版本"))
    value = models.DecimalField(_("数值"), max_digits=24, decimal_places=8, null=True)
    unit = models.CharField(_("单位"), max_length=16)
    terms = models.JSONField(_("构成"), default=list)
    why_not = models.JSONField(_("无数值原因"), null=True)
    evidence_count = models.PositiveIntegerField(_("佐证条数"))
    evidence_digest = models.CharField(_("佐证摘要"), max_length=64)
    rules_version = models.CharField(_("法规数据版本"), max_length=64)
    as_of = models.DateField(_("数据截至"))
    corpus = models.JSONField(_("所据语料"), null=True)
    frozen_on = models.DateField(_("锁定日期"))
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("核准人")
    )
    reason = models.TextField(_("更正原因"), blank=True)
    moved = models.JSONField(_("变动的记录"), default=dict)

    objects = Visible()

    class Meta:
        verbose_name = _("测算值")
        verbose_name_plural = _("测算值")
        ordering = ("closing", "indicator", "-version")
        triggers = [pgtrigger.Protect(name="frozen_figure", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.UniqueConstraint("closing", "indicator", "version", name="plan_measurement_version_once"),
            models.CheckConstraint(
                name="plan_measurement_correction_has_a_reason",
                condition=models.Q(version=1) | ~models.Q(reason=""),
                violation_error_message=_("更正已锁定的数值须写明原因"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.closing} v{self.version}"


class MeasuredRow(models.Model):
    """One evidence row of a frozen figure: which record, for which term, with what amount."""

    VISIBILITY = Visibility(record="period")

    measurement = models.ForeignKey(Measurement, models.PROTECT, related_name="rows")
    term = models.CharField(max_length=64)
    record = models.CharField(max_length=64)
    amount = models.DecimalField(max_digits=24, decimal_places=4)
    label = models.CharField(max_length=300, blank=True)

    objects = Visible()

    class Meta:
        verbose_name = _("测算依据")
        verbose_name_plural = _("测算依据")
        ordering = ("measurement", "term", "record")
        triggers = [pgtrigger.Protect(name="frozen_row", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.UniqueConstraint("measurement", "term", "record", name="plan_measured_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.term} {self.record}"
