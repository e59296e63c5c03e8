"""Findings that a mark was well known, each with its case."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhice.accounts.visibility import Visibility, Visible


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class WellKnownRecognition(models.Model):
    """One finding: by whom, in which case, on which day, for which goods. It holds for that case only."""

    VISIBILITY = Visibility(record="recognition", own=lambda user: Q(holder_id__in=user.party_ids))

    class Setting(models.TextChoices):
        EXAMINATION = "examination", _("商标注册审查")
        ENFORCEMENT = "enforcement", _("查处商标违法案件")
        DISPUTE = "dispute", _("商标争议处理")
        COURT = "court", _("民事、行政案件审理")

    mark = models.CharField(_("商标"), max_length=500, help_text=_("案件中的商标文字；未注册的也写在这里。"))
    trademark = models.ForeignKey(
        "registry.Trademark",
        verbose_name=_("对应的注册商标"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recognitions",
    )
    setting = models.CharField(_("认定场合"), max_length=12, choices=Setting)
    organ = models.CharField(_("认定机关"), max_length=100)
    case_number = models.CharField(_("案号"), max_length=100)
    day = models.DateField(_("认定日期"))
    goods = models.CharField(_("所涉商品或服务"), max_length=1000)
    holder = models.ForeignKey(
        "registry.Party", verbose_name=_("商标持有人"), on_delete=models.PROTECT, related_name="recognitions"
    )
    region = models.ForeignKey(
        "registry.Region", verbose_name=_("认定时所在地"), on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(_("备注"), max_length=500, blank=True)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("驰名认定")
        ordering = ["-day", "id"]
        constraints = [
            models.UniqueConstraint(
                name="recognition_once_in_a_case",
                fields=["organ", "case_number", "mark"],
                violation_error_message=_("该案对该商标的认定已登记。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.mark}（{self.case_number}）"
