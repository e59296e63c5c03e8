"""The grounds that a person records with a document: a pledge, an award, a family member abroad."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhice.accounts.visibility import Visibility, Visible


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class HighValueGround(models.Model):
    """One document that puts an invention into a class of high value, from a day on."""

    VISIBILITY = Visibility(
        record="high_value", own=lambda user: Q(patent__first_holder_id__in=user.party_ids)
    )

    class Ground(models.TextChoices):
        FAMILY = "family", _("海外同族专利")
        PLEDGE = "pledge", _("质押融资")
        AWARD = "award", _("国家科学技术奖或中国专利奖")

    patent = models.ForeignKey(
        "registry.Patent", verbose_name=_("专利"), on_delete=models.CASCADE, related_name="grounds"
    )
    ground = models.CharField(_("依据类别"), max_length=8, choices=Ground)
    day = models.DateField(_("日期"), help_text=_("质押登记日、授奖日或海外专利公布日。"))
    document = models.CharField(
        _("文件"), max_length=200, help_text=_("文号、登记号或海外公布号，如 US2023123456A1。")
    )
    amount = models.DecimalField(
        _("融资金额（元）"), max_digits=18, decimal_places=2, null=True, blank=True, help_text=_("质押融资须填写。")
    )  # fmt: skip
    country = models.CharField(
        _("国家代码"), max_length=2, blank=True, help_text=_("海外同族须填写，如 US、EP。")
    )

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("高价值依据")
        ordering = ["-day", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="high_value_ground_once",
                fields=["patent", "ground", "document"],
                violation_error_message=_("该专利已登记这一文件。"),
            ),
            models.CheckConstraint(
                name="high_value_pledge_has_an_amount",
                condition=Q(ground="pledge", amount__isnull=False, amount__gt=0)
                | (~Q(ground="pledge") & Q(amount__isnull=True)),
                violation_error_message=_("质押融资须填写金额；其他依据不填金额。"),
            ),
            models.CheckConstraint(
                name="high_value_family_is_abroad",
                condition=(Q(ground="family", country__regex=r"^[A-Z]{2}$") & ~Q(country="CN"))
                | (~Q(ground="family") & Q(country="")),
                violation_error_message=_("海外同族须填写中国以外的国家代码；其他依据不填。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_ground_display()} {self.document}"
