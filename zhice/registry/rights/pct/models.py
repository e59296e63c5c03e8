"""PCT international applications."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhice.accounts.visibility import Visibility, Visible


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class PCTApplication(models.Model):
    """One international application by its number PCT/CN2020/123456; the region is the first applicant's
    seat at filing."""

    VISIBILITY = Visibility(record="pct", own=lambda user: Q(applicant_id__in=user.party_ids))

    application_number = models.CharField(
        _("国际申请号"), max_length=17, help_text=_("如 PCT/CN2020/123456。")
    )
    title = models.CharField(_("名称"), max_length=1000)
    filed_date = models.DateField(_("国际申请日"))
    applicant = models.ForeignKey(
        "registry.Party",
        verbose_name=_("第一申请人"),
        on_delete=models.PROTECT,
        related_name="pct_applications",
    )
    region = models.ForeignKey(
        "registry.Region", verbose_name=_("申请时所在地"), on_delete=models.PROTECT, related_name="+"
    )
    batch = models.ForeignKey(
        "intake.Batch", verbose_name=_("批次"), null=True, blank=True, editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("PCT 国际申请")
        ordering = ["-filed_date", "application_number"]
        constraints = [
            models.UniqueConstraint(
                name="pct_application_number_once",
                fields=["application_number"],
                violation_error_message=_("该国际申请号已登记。"),
            ),
            models.CheckConstraint(
                name="pct_application_number_well_formed",
                condition=Q(application_number__regex=r"^PCT/CN[0-9]{4}/[0-9]{6}$"),
                violation_error_message=_("国际申请号形如 PCT/CN2020/123456。"),
            ),
        ]

    def __str__(self) -> str:
        return self.application_number
