"""指标 and its dated definitions (口径)."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zhice.accounts.visibility import Visibility, Visible
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.plan.corpora.models import Corpus


class Pillar(models.TextChoices):
    """The five pillars, and the plan that measures them."""

    PLAN = "plan", _("规划")
    CREATION = "creation", _("创造")
    OPERATION = "operation", _("运用")
    PROTECTION = "protection", _("保护")
    MANAGEMENT = "management", _("管理")
    SERVICE = "service", _("服务")


class Indicator(models.Model):
    """指标: what is measured, whatever plan asks for it."""

    VISIBILITY = Visibility(record="indicator", public=models.Q())

    code = models.SlugField(_("代码"), max_length=64, unique=True)
    name_zh = models.CharField(_("名称"), max_length=120)
    name_en = models.CharField(_("英文名称"), max_length=160, blank=True)
    pillar = models.CharField(_("领域"), max_length=16, choices=Pillar)
    unit = models.CharField(_("单位"), max_length=16)
    awaits = models.CharField(
        _("等待的数据来源"),
        max_length=64,
        blank=True,
        help_text=_("其业务模块尚未建立时，测算值为“尚无数据来源”"),
    )
    corpus = models.ForeignKey(
        Corpus,
        models.PROTECT,
        related_name="indicators",
        null=True,
        blank=True,
        verbose_name=_("位次所据语料"),
    )

    objects = Visible()

    class Meta:
        verbose_name = _("指标")
        verbose_name_plural = _("指标")
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(name="plan_indicator_has_a_unit", condition=~models.Q(unit="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if self.name_en and get_language() == "en" else self.name_zh

    def definition(self, *, on: date) -> Definition:
        """The definition in force on a day; before the first one, the error says from when figures exist."""
        versions = sorted(self.definitions.all(), key=lambda version: version.in_force_from)
        in_force = [version for version in versions if version.in_force_from <= on]
        if not in_force:
            raise NoDefinition(self, on, versions[0].in_force_from if versions else None)
        return in_force[-1]


class NoDefinition(ZhiceError):
    """The indicator was not defined on the day asked for."""

    def __init__(self, indicator: Indicator, on: date, first: date | None) -> None:
        zh = f"最早的口径自 {first} 起施行。" if first else "该指标还没有口径。"
        en = f"its first definition is in force from {first}." if first else "it has no definition yet."
        super().__init__(
            Words(
                zh=f"指标“{indicator.name_zh}”在 {on} 没有施行的口径；{zh}",
                en=f"Indicator '{indicator.code}' has no definition in force on {on}; {en}",
            )
        )


class Definition(models.Model):
    """口径: how an indicator is counted from a day on. Never edited: a new version is added."""

    VISIBILITY = Visibility(record="indicator", public=models.Q())

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="definitions", verbose_name=_("指标")
    )
    version = models.PositiveSmallIntegerField(_("版本"))
    in_force_from = models.DateField(_("施行日"))
    counts = models.JSONField(_("计算方法"), help_text=_("封闭语法，不含表达式"))
    beside = models.JSONField(_("并列显示"), default=dict, blank=True)
    wording_zh = models.TextField(_("口径说明"))
    wording_en = models.TextField(_("英文口径说明"), blank=True)
    source_document = models.CharField(_("依据文件"), max_length=120)
    source_clause = models.CharField(_("依据条款"), max_length=60, blank=True)

    objects = Visible()

    class Meta:
        verbose_name = _("口径")
        verbose_name_plural = _("口径")
        ordering = ("indicator", "version")
        triggers = [
            pgtrigger.Protect(name="definition_stands", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
        constraints = [
            models.UniqueConstraint(
                "indicator",
                "version",
                name="plan_definition_version_once",
                violation_error_message=_("该版本已存在"),
            ),
            models.UniqueConstraint(
                "indicator",
                "in_force_from",
                name="plan_definition_one_a_day",
                violation_error_message=_("同一天只能有一个口径版本"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} v{self.version}"

    @property
    def wording(self) -> str:
        """The wording in the reader's language."""
        return self.wording_en if self.wording_en and get_language() == "en" else self.wording_zh
