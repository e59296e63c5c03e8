"""Geographical indications, their legal events, and the firms authorised to use them."""

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
    model_name="IndicationHistory",
    obj_field=pghistory.ObjForeignKey(related_name="changes"),
)
class GeographicalIndication(models.Model):
    """One recognition or registration of one kind; a name protected in two ways is two records. `ended_on` follows from the
    events: the first day on which it no longer holds."""

    VISIBILITY = Visibility(record="indication", own=lambda user: Q(holder_id__in=user.party_ids))

    class Kind(models.TextChoices):
        PRODUCT = "product", _("地理标志保护产品")
        COLLECTIVE_MARK = "collective_mark", _("以地理标志注册的集体商标")
        CERTIFICATION_MARK = "certification_mark", _("以地理标志注册的证明商标")
        AGRICULTURAL = "agricultural", _("农产品地理标志")

    name = models.CharField(_("地理标志名称"), max_length=200)
    kind = models.CharField(_("法律类别"), max_length=18, choices=Kind)
    region = models.ForeignKey(
        "registry.Region", verbose_name=_("所在区划"), on_delete=models.PROTECT, related_name="+"
    )
    area = models.TextField(_("产地范围"), blank=True)
    holder = models.ForeignKey(
        "registry.Party",
        verbose_name=_("申请人（持有单位）"),
        on_delete=models.PROTECT,
        related_name="indications",
    )
    recognised_on = models.DateField(_("认定（注册）日期"))
    document = models.CharField(_("公告号或登记证号"), max_length=100)
    standard = models.CharField(_("标准或质量技术要求"), max_length=300, blank=True)
    trademark = models.ForeignKey(
        "registry.Trademark",
        verbose_name=_("对应商标"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="indications",
        help_text=_("以集体、证明商标注册的填写；商标终止的，地理标志随之终止。"),
    )
    ended_on = models.DateField(_("终止日"), null=True, editable=False)
    note = models.CharField(_("备注"), max_length=500, blank=True)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("地理标志")
        ordering = ["name", "kind"]
        constraints = [
            models.UniqueConstraint(
                name="indication_once_by_document",
                fields=["name", "kind", "document"],
                violation_error_message=_("该公告（登记证）下的这一地理标志已登记。"),
            ),
            models.CheckConstraint(
                name="indication_mark_of_its_kind",
                condition=Q(trademark=None) | Q(kind__in=["collective_mark", "certification_mark"]),
                violation_error_message=_("只有集体商标、证明商标类的地理标志才填写对应商标。"),
            ),
            models.CheckConstraint(
                name="indication_ends_after_it_begins",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("recognised_on")),
                violation_error_message=_("终止日不能早于认定日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class IndicationEvent(models.Model):
    """A dated event on an indication. Only revocation and restoration change whether it holds."""

    VISIBILITY = Visibility(record="indication", parent="indication")

    class Kind(models.TextChoices):
        REVOKED = "revoked", _("撤销认定")
        CANCELLED = "cancelled", _("注销")
        RESTORED = "restored", _("恢复")
        STANDARD = "standard", _("标准或质量技术要求修订")
        AREA = "area", _("产地范围变更")
        HOLDER = "holder", _("持有单位变更")
        CORRECTION = "correction", _("更正公告")

    indication = models.ForeignKey(
        GeographicalIndication, verbose_name=_("地理标志"), on_delete=models.CASCADE, related_name="events"
    )
    kind = models.CharField(_("事件"), max_length=10, choices=Kind)
    day = models.DateField(_("日期"))
    detail = models.CharField(_("说明"), max_length=500, blank=True)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("地理标志法律事件")
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(
                name="indication_event_once",
                fields=["indication", "kind", "day", "detail"],
                violation_error_message=_("当天已登记同样的事件。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day}"


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent(), model_name="IndicationUserHistory"
)
class IndicationUser(models.Model):
    """A firm that may use an indication (用标企业), from the day of the announcement to the day after its last."""

    VISIBILITY = Visibility(record="indication_user", own=lambda user: Q(user_id__in=user.party_ids))

    indication = models.ForeignKey(
        GeographicalIndication, verbose_name=_("地理标志"), on_delete=models.PROTECT, related_name="users"
    )
    user = models.ForeignKey(
        "registry.Party",
        verbose_name=_("用标企业"),
        on_delete=models.PROTECT,
        related_name="indications_used",
    )
    region = models.ForeignKey(
        "registry.Region", verbose_name=_("所在地"), on_delete=models.PROTECT, related_name="+"
    )
    from_date = models.DateField(_("公告核准日"))
    to_date = models.DateField(_("停用日"), null=True, blank=True, help_text=_("不再有权使用的第一日。"))
    document = models.CharField(_("公告号"), max_length=100, blank=True)
    ending = models.CharField(_("停用原因"), max_length=200, blank=True)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("用标企业")
        ordering = ["indication", "from_date", "id"]
        constraints = [
            in_order(
                name="indication_user_days_in_order",
                start="from_date",
                end="to_date",
                message=_("停用日须晚于核准日。"),
            ),
            models.UniqueConstraint(
                name="indication_user_once_from_a_day",
                fields=["indication", "user", "from_date"],
                violation_error_message=_("该企业自当日起使用这一地理标志已登记。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indication_id} {self.user_id} {self.from_date}"
