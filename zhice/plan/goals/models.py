"""规划, 版本, 目标 and 指标值."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zhice.accounts.visibility import Visibility, Visible
from zhice.plan.indicators.models import Indicator, Pillar


class Plan(models.Model):
    """战略规划: a policy document made executable."""

    VISIBILITY = Visibility(record="plan", public=models.Q())

    code = models.SlugField(_("代码"), max_length=64, unique=True)
    name_zh = models.CharField(_("名称"), max_length=200)
    name_en = models.CharField(_("英文名称"), max_length=240, blank=True)
    document_number = models.CharField(_("文号"), max_length=80, blank=True)
    issuer_zh = models.CharField(_("发文机关"), max_length=120, blank=True)
    issuer_en = models.CharField(_("发文机关（英文）"), max_length=160, blank=True)
    issued_on = models.DateField(_("发布日期"), null=True, blank=True)
    starts_on = models.DateField(_("规划期起"))
    ends_on = models.DateField(_("规划期止"))
    region_code = models.CharField(_("行政区划代码"), max_length=6)
    shown_on = models.DateField(
        _("默认展示日"), null=True, blank=True, help_text=_("留空为今天；示例区域用它停在规划期内的一天")
    )

    objects = Visible()

    class Meta:
        verbose_name = _("战略规划")
        verbose_name_plural = _("战略规划")
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(
                name="plan_plan_period_runs_forward",
                condition=models.Q(starts_on__lte=models.F("ends_on")),
                violation_error_message=_("规划期的止日不能早于起日"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if self.name_en and get_language() == "en" else self.name_zh

    @property
    def current(self) -> PlanVersion:
        """The version in force: the latest adopted."""
        return self.versions.order_by("-number").first()


class PlanVersion(models.Model):
    """A plan as adopted on a day. A later version never changes an earlier one."""

    VISIBILITY = Visibility(record="plan", public=models.Q())

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions", verbose_name=_("规划"))
    number = models.PositiveSmallIntegerField(_("版本"))
    adopted_on = models.DateField(_("确认日期"))
    note = models.CharField(_("说明"), max_length=400, blank=True)
    text = models.TextField(_("文本"), blank=True)
    source_name = models.CharField(_("来源文件"), max_length=200, blank=True)
    source_digest = models.CharField(_("来源摘要"), max_length=64, blank=True)

    objects = Visible()

    class Meta:
        verbose_name = _("规划版本")
        verbose_name_plural = _("规划版本")
        ordering = ("plan", "-number")
        triggers = [pgtrigger.Protect(name="version_stands", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.UniqueConstraint(
                "plan", "number", name="plan_version_number_once", violation_error_message=_("该版本已存在")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan.code} v{self.number}"


class Objective(models.Model):
    """目标: a node of the plan's tree, from pillar down."""

    VISIBILITY = Visibility(record="plan", public=models.Q())

    version = models.ForeignKey(
        PlanVersion, models.PROTECT, related_name="objectives", verbose_name=_("规划版本")
    )
    code = models.SlugField(_("代码"), max_length=64)
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="children", null=True, blank=True, verbose_name=_("上级")
    )
    order = models.PositiveSmallIntegerField(_("次序"))
    clause = models.CharField(_("条款"), max_length=60, blank=True)
    pillar = models.CharField(_("领域"), max_length=16, choices=Pillar, blank=True)
    name_zh = models.CharField(_("名称"), max_length=200)
    name_en = models.CharField(_("英文名称"), max_length=240, blank=True)

    objects = Visible()

    class Meta:
        verbose_name = _("目标")
        verbose_name_plural = _("目标")
        ordering = ("version", "order")
        constraints = [
            models.UniqueConstraint(
                "version", "code", name="plan_objective_code_once", violation_error_message=_("目标代码重复")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if self.name_en and get_language() == "en" else self.name_zh


class Placement(models.Model):
    """Where an indicator stands in a version's tree, with or without a target."""

    VISIBILITY = Visibility(record="plan", public=models.Q())

    version = models.ForeignKey(
        PlanVersion, models.PROTECT, related_name="placements", verbose_name=_("规划版本")
    )
    order = models.PositiveSmallIntegerField(_("次序"))
    number = models.PositiveSmallIntegerField(_("序号"), null=True, blank=True)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="placements", verbose_name=_("指标")
    )
    objective = models.ForeignKey(
        Objective, models.PROTECT, related_name="placements", null=True, blank=True, verbose_name=_("目标")
    )
    document = models.CharField(_("依据文件"), max_length=120, blank=True)
    clause = models.CharField(_("条款"), max_length=60, blank=True)

    objects = Visible()

    class Meta:
        verbose_name = _("规划指标")
        verbose_name_plural = _("规划指标")
        ordering = ("version", "order")
        constraints = [
            models.UniqueConstraint("version", "indicator", name="plan_placement_once"),
            models.UniqueConstraint("version", "number", name="plan_placement_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number or '—'} {self.indicator}"


class Comparator(models.TextChoices):
    """How a value is held against what was promised."""

    MORE_THAN = "more_than", _("超过")
    AT_LEAST = "at_least", _("不低于")
    AT_MOST = "at_most", _("不高于")
    LESS_THAN = "less_than", _("低于")
    BETWEEN = "between", _("介于")
    EQUAL = "equal", _("达到")


class Horizon(models.TextChoices):
    """Over which time a promise is judged."""

    ANNUAL = "annual", _("每年")
    CUMULATIVE = "cumulative", _("规划期累计")
    STOCK = "stock", _("期末存量")
    MEAN_GROWTH = "mean_growth", _("年均增幅")
    TOTAL = "total", _("规划期合计")


class Target(models.Model):
    """目标值: what a version of a plan promises of an indicator."""

    VISIBILITY = Visibility(record="target", public=models.Q())

    version = models.ForeignKey(
        PlanVersion, models.PROTECT, related_name="targets", verbose_name=_("规划版本")
    )
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="targets", verbose_name=_("指标"))
    words = models.CharField(_("原文"), max_length=400, blank=True)
    comparator = models.CharField(_("比较"), max_length=12, choices=Comparator)
    low = models.DecimalField(_("下限"), max_digits=20, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(_("上限"), max_digits=20, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("单位"), max_length=16)
    period = models.CharField(_("期间"), max_length=12, choices=Horizon)
    first_year = models.PositiveSmallIntegerField(_("起始年"))
    last_year = models.PositiveSmallIntegerField(_("截止年"))
    aspirational = models.BooleanField(_("力争"), default=False)

    objects = Visible()

    class Meta:
        verbose_name = _("目标值")
        verbose_name_plural = _("目标值")
        ordering = ("version", "placement__order", "first_year")
        constraints = [
            models.UniqueConstraint(
                "placement",
                "first_year",
                name="plan_target_one_a_year",
                violation_error_message=_("同一指标同一年只能有一个目标值"),
            ),
            models.CheckConstraint(
                name="plan_target_years_run_forward",
                condition=models.Q(first_year__lte=models.F("last_year")),
                violation_error_message=_("截止年不能早于起始年"),
            ),
            models.CheckConstraint(
                name="plan_target_bounds_fit_comparator",
                condition=(
                    models.Q(comparator__in=("more_than", "at_least"), low__isnull=False, high__isnull=True)
                    | models.Q(comparator__in=("at_most", "less_than"), low__isnull=True, high__isnull=False)
                    | models.Q(
                        comparator="between", low__isnull=False, high__isnull=False, low__lte=models.F("high")
                    )
                    | models.Q(comparator="equal", low__isnull=False, high=models.F("low"))
                ),
                violation_error_message=_("上下限与比较方式不符"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.placement)

    @property
    def indicator(self) -> Indicator:
        return self.placement.indicator
