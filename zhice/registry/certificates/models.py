"""Certificates, what happens to them, and the spells in which they are valid."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhice.accounts.visibility import Visibility, Visible
from zhice.registry.periods import in_order


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="CertificateHistory",
    obj_field=pghistory.ObjForeignKey(related_name="changes"),
)
class Certificate(models.Model):
    """One certificate of one firm. `ended_on` follows from its events and the law: the first day on which it is not valid any
    more, None while nothing but its own term ends it."""

    VISIBILITY = Visibility(record="certificate", own=lambda user: Q(party_id__in=user.party_ids))

    class Edition(models.TextChoices):
        OF_2013 = "2013", "GB/T 29490-2013"
        OF_2023 = "2023", "GB/T 29490-2023"

    number = models.CharField(_("证书编号"), max_length=60, unique=True)
    party = models.ForeignKey(
        "registry.Party", verbose_name=_("获证企业"), on_delete=models.PROTECT, related_name="certificates"
    )
    region = models.ForeignKey(
        "registry.Region", verbose_name=_("发证时所在地"), on_delete=models.PROTECT, related_name="+"
    )
    edition = models.CharField(
        _("认证标准"),
        max_length=4,
        choices=Edition,
        help_text=_("发证时依据的版本；之后转换的，登记“转换为2023版”。"),
    )
    body = models.CharField(_("认证机构"), max_length=200)
    issued_on = models.DateField(_("发证日期"))
    valid_until = models.DateField(_("有效期至"), help_text=_("证书上写的最后一日，当日仍有效。"))
    scope = models.CharField(_("覆盖范围"), max_length=1000, blank=True)
    ended_on = models.DateField(_("失效日"), null=True, editable=False)
    batch = models.ForeignKey(
        "intake.Batch", null=True, editable=False, on_delete=models.PROTECT, related_name="certificates"
    )
    note = models.CharField(_("备注"), max_length=500, blank=True)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("贯标证书")
        ordering = ["-issued_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="certificate_ends_after_it_begins",
                condition=Q(valid_until__gte=F("issued_on")),
                violation_error_message=_("有效期不能早于发证日期。"),
            )
        ]

    def __str__(self) -> str:
        return self.number


class CertificateEvent(models.Model):
    """What a certification body or a clerk says happened to a certificate on a day."""

    VISIBILITY = Visibility(record="certificate", parent="certificate")

    class Kind(models.TextChoices):
        SURVEILLANCE = "surveillance", _("监督审核通过")
        CONVERTED = "converted", _("转换为2023版")
        RENEWED = "renewed", _("再认证（换发）")
        SUSPENDED = "suspended", _("暂停")
        RESTORED = "restored", _("恢复")
        REVOKED = "revoked", _("撤销")
        CANCELLED = "cancelled", _("注销")

    certificate = models.ForeignKey(
        Certificate, verbose_name=_("证书"), on_delete=models.CASCADE, related_name="events"
    )
    kind = models.CharField(_("事件"), max_length=12, choices=Kind)
    day = models.DateField(_("日期"))
    until = models.DateField(_("新的有效期至"), null=True, blank=True)
    detail = models.CharField(_("说明"), max_length=500, blank=True)
    batch = models.ForeignKey(
        "intake.Batch", null=True, editable=False, on_delete=models.PROTECT, related_name="certificate_events"
    )

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("证书事件")
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(
                name="certificate_event_once",
                fields=["certificate", "kind", "day"],
                violation_error_message=_("当天已登记同样的事件。"),
            ),
            models.CheckConstraint(
                name="certificate_event_term_of_a_renewal",
                condition=Q(
                    until=None,
                    kind__in=["surveillance", "converted", "suspended", "restored", "revoked", "cancelled"],
                )
                | Q(kind="renewed", until__isnull=False, until__gte=F("day")),
                violation_error_message=_("再认证须写新的有效期，其他事件不写。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day}"


class CertificateSpell(models.Model):
    """A stretch of days on which a certificate is valid; derived, never written by hand. `to_date` is the day after."""

    VISIBILITY = Visibility(record="certificate", own=lambda user: Q(party_id__in=user.party_ids))

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="spells")
    party = models.ForeignKey("registry.Party", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey("registry.Region", on_delete=models.PROTECT, related_name="+")
    edition = models.CharField(max_length=4)
    from_date = models.DateField()
    to_date = models.DateField()

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("证书有效期段")
        ordering = ["certificate", "from_date"]
        constraints = [
            in_order(
                name="certificate_spell_days_in_order",
                start="from_date",
                end="to_date",
                message=_("有效止日须晚于起日。"),
            ),
            models.UniqueConstraint(
                name="certificate_spell_begins_once_a_day",
                fields=["certificate", "from_date"],
                violation_error_message=_("同一证书在同一天只能有效一次。"),
            ),
        ]
        indexes = [models.Index(fields=["region", "from_date"], name="certificate_spell_by_region")]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.from_date}–{self.to_date}"
