"""Why less is paid for a patent, and since when. What was paid are legal events (`fee_paid`), which stand with the patent."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhice.accounts.visibility import Visibility, Visible


class FeeReduction(models.Model):
    """A reduction granted for one patent, or its open licence. The share is the law's of the due day, never stored."""

    VISIBILITY = Visibility(record="annual_fee", parent="patent")

    class Ground(models.TextChoices):
        SINGLE = "single", _("单独权利人减缴")
        JOINT = "joint", _("共同权利人减缴")
        OPEN_LICENCE = "open_licence", _("开放许可")

    patent = models.ForeignKey(
        "registry.Patent", models.CASCADE, related_name="fee_reductions", verbose_name=_("专利")
    )
    ground = models.CharField(_("减缴情形"), max_length=12, choices=Ground)
    since = models.DateField(_("自"), help_text=_("减缴请求的提出日，或者开放许可开始实施之日。"))
    until = models.DateField(_("最后一日"), null=True, blank=True)
    source = models.CharField(_("依据"), max_length=200)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("年费减缴")
        ordering = ["patent", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["patent", "ground", "since"],
                name="fee_reduction_once",
                violation_error_message=_("该专利自当日起的同一减缴情形已登记。"),
            ),
            models.CheckConstraint(
                name="fee_reduction_days_in_order",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_("最后一日不能早于起始日。"),
            ),
            models.CheckConstraint(
                name="fee_reduction_has_a_source",
                condition=~Q(source=""),
                violation_error_message=_("请写明依据。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_ground_display()} {self.since}"
