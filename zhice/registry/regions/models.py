"""Regions, the codes they have borne, and their resident population."""

from __future__ import annotations

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhice.accounts.visibility import Visibility, Visible
from zhice.registry.periods import in_order, no_overlap

SIX_DIGITS = RegexValidator(r"^[1-9][0-9]{5}$", _("行政区划代码为六位数字，如 419001。"))


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Region(models.Model):
    """A province, prefecture or county by the code it bears today; 419001 is Jiyuan."""

    VISIBILITY = Visibility(record="region")

    class Level(models.TextChoices):
        PROVINCE = "province", _("省级")
        PREFECTURE = "prefecture", _("地级")
        COUNTY = "county", _("县级")

    code = models.CharField(_("行政区划代码"), max_length=6, primary_key=True, validators=[SIX_DIGITS])
    name = models.CharField(_("名称"), max_length=60)
    level = models.CharField(_("级别"), max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("上级区划"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="units",
    )
    note = models.CharField(_("说明"), max_length=200, blank=True)
    example = models.BooleanField(_("示例数据"), default=False, editable=False)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("行政区划")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="region_code_six_digits",
                condition=Q(code__regex=r"^[1-9][0-9]{5}$"),
                violation_error_message=_("行政区划代码为六位数字，如 419001。"),
            ),
            models.CheckConstraint(
                name="region_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("code")),
                violation_error_message=_("一个区划不能是自己的上级，请另选上级区划。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RegionCode(models.Model):
    """A code and the days on which it meant this region: 419001 meant 义马市 before it meant 济源市."""

    VISIBILITY = Visibility(record="region")

    code = models.CharField(_("行政区划代码"), max_length=6, validators=[SIX_DIGITS])
    region = models.ForeignKey(
        Region, verbose_name=_("行政区划"), on_delete=models.CASCADE, related_name="codes"
    )
    valid_from = models.DateField(_("启用日"), null=True, blank=True)
    valid_to = models.DateField(_("停用日"), null=True, blank=True)
    name = models.CharField(_("当时名称"), max_length=60, blank=True)
    note = models.CharField(_("依据"), max_length=200, blank=True)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("区划代码沿革")
        ordering = ["code", "valid_from"]
        constraints = [
            in_order(
                name="region_code_days_in_order",
                start="valid_from",
                end="valid_to",
                message=_("停用日须晚于启用日。"),
            ),
            no_overlap(
                name="region_code_means_one_region_a_day",
                of="code",
                start="valid_from",
                end="valid_to",
                message=_("同一代码在同一天只能指一个区划，请检查启用日和停用日。"),
            ),
        ]

    def __str__(self) -> str:
        return self.code


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class ResidentPopulation(models.Model):
    """常住人口 of a region at the end of a year, in persons; an older figure for the year stays as
    superseded."""

    VISIBILITY = Visibility(record="population")

    class Status(models.TextChoices):
        PRELIMINARY = "preliminary", _("初步数")
        REVISED = "revised", _("修订数")
        FINAL = "final", _("最终数")
        SUPERSEDED = "superseded", _("已被取代")

    region = models.ForeignKey(
        Region, verbose_name=_("行政区划"), on_delete=models.PROTECT, related_name="populations"
    )
    year = models.PositiveSmallIntegerField(_("年份"))
    persons = models.PositiveIntegerField(_("常住人口（人）"))
    status = models.CharField(_("数据状态"), max_length=12, choices=Status)
    published_date = models.DateField(_("发布日期"))
    source = models.CharField(_("来源"), max_length=200)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("常住人口")
        ordering = ["region", "-year", "-published_date"]
        constraints = [
            models.CheckConstraint(
                name="population_above_zero",
                condition=Q(persons__gt=0),
                violation_error_message=_("常住人口须大于 0 人。"),
            ),
            models.CheckConstraint(
                name="population_year_plausible",
                condition=Q(year__gte=1949, year__lte=2100),
                violation_error_message=_("年份须在 1949 至 2100 之间。"),
            ),
            models.UniqueConstraint(
                name="population_one_current_figure",
                fields=["region", "year"],
                condition=~Q(status="superseded"),
                violation_error_message=_("该区划该年份已有现行人口数，请登记为修订数以取代它。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.year}"
