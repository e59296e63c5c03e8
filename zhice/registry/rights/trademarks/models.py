"""Trademarks and what happened to them. Days, holder and seats of `Trademark` are folded from its events by `life`."""

from __future__ import annotations

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zhice.accounts.visibility import Visibility, Visible
from zhice.kernel.identifiers.trademarks import BadTrademarkNumber, TrademarkNumber

SAID = (
    "office",
    "number",
    "certificate_number",
    "nice_class",
    "kind",
    "name",
    "goods",
    "similar_groups",
    "agency",
)


class TrademarkKind(models.TextChoices):
    ORDINARY = "ordinary", _("普通商标")
    COLLECTIVE = "collective", _("集体商标")
    CERTIFICATION = "certification", _("证明商标")


@pghistory.track(
    pghistory.UpdateEvent(
        row=pghistory.Old, condition=pghistory.AnyChange(*SAID, "filed_date", "registered_date")
    ),
    pghistory.DeleteEvent(),
    model_name="TrademarkHistory",
    obj_field=pghistory.ObjForeignKey(related_name="changes"),
    fields=[*SAID, "filed_date", "published_date", "registered_date", "first_holder"],
)
class Trademark(models.Model):
    """One mark in one class: an application and the registration that may have come of it.

    `number` is in China that of application and registration alike; abroad it is the application's, and
    `certificate_number` the registration's. `ended_date` is set by an event only; a term that runs out shows in
    `expires_on`, the last day of the present term.
    """

    VISIBILITY = Visibility(record="trademark", own=lambda user: Q(holder_id__in=user.party_ids))

    office = models.CharField(
        _("注册机构"), max_length=2, default="CN", help_text=_("两个字母的代码（WIPO ST.3），中国为 CN。")
    )
    number = models.CharField(
        _("申请/注册号"), max_length=12, help_text=_("如 12345678、12345678A、G1234567。")
    )
    certificate_number = models.CharField(
        _("注册证号"), max_length=12, blank=True, help_text=_("仅在与申请号不同的国家填写。")
    )
    nice_class = models.PositiveSmallIntegerField(
        _("国际分类"), help_text=_("1 至 45；一标多类的，每类登记一条。")
    )
    kind = models.CharField(
        _("商标种类"), max_length=13, choices=TrademarkKind, default=TrademarkKind.ORDINARY
    )
    name = models.CharField(_("商标名称"), max_length=500, help_text=_("纯图形商标填写“图形”。"))
    goods = models.TextField(_("核定商品或服务"), blank=True)
    similar_groups = models.CharField(
        _("类似群"), max_length=1000, blank=True, help_text=_("四位数字，以分号隔开。")
    )
    agency = models.CharField(_("代理机构"), max_length=200, blank=True)
    first_holder = models.ForeignKey(
        "registry.Party", verbose_name=_("申请人"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    first_region = models.ForeignKey(
        "registry.Region",
        verbose_name=_("申请时所在地"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    filed_date = models.DateField(_("申请日"), null=True, blank=True)
    published_date = models.DateField(_("初步审定公告日"), null=True, blank=True)
    registered_date = models.DateField(_("注册日"), null=True, blank=True)
    expires_on = models.DateField(
        _("专用期限至"),
        null=True,
        blank=True,
        help_text=_("不填则按注册日和法定有效期推算；已续展的填写续展后的截止日。"),
    )
    ended_date = models.DateField(_("终止日"), null=True, blank=True)
    holder = models.ForeignKey(
        "registry.Party",
        verbose_name=_("现注册人"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="trademarks",
    )
    holder_region = models.ForeignKey(
        "registry.Region",
        verbose_name=_("现所在地"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    registered_region = models.ForeignKey(
        "registry.Region",
        verbose_name=_("注册时所在地"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    batch = models.ForeignKey(
        "intake.Batch",
        verbose_name=_("批次"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("商标")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["-filed_date", "-id"], name="trademark_newest_first"),
            models.Index(
                fields=["registered_region", "registered_date"], name="trademark_registered_in_region"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="trademark_number_once_in_a_class",
                fields=["office", "number", "nice_class"],
                violation_error_message=_("该注册号在这一类已登记，请打开已有商标。"),
            ),
            models.CheckConstraint(
                name="trademark_class_of_the_nice_agreement",
                condition=Q(nice_class__gte=1, nice_class__lte=45),
                violation_error_message=_("国际分类为 1 至 45。"),
            ),
            models.CheckConstraint(
                name="trademark_office_is_a_code",
                condition=Q(office__regex=r"^[A-Z]{2}$"),
                violation_error_message=_("注册机构为两个大写字母的代码，如 CN。"),
            ),
            models.CheckConstraint(
                name="trademark_chinese_number_well_formed",
                condition=~Q(office="CN") | Q(number__regex=r"^(G[1-9][0-9]{5,6}|[1-9][0-9]{0,7})[A-Z]?$"),
                violation_error_message=_(
                    "注册号为 1 至 8 位数字（拆分的加一个字母），国际注册为 G 加 6 至 7 位数字。"
                ),
            ),
            models.CheckConstraint(
                name="trademark_days_in_order",
                condition=(
                    Q(filed_date=None) | Q(registered_date=None) | Q(registered_date__gte=F("filed_date"))
                )
                & (Q(filed_date=None) | Q(published_date=None) | Q(published_date__gte=F("filed_date")))
                & (Q(registered_date=None) | Q(expires_on=None) | Q(expires_on__gte=F("registered_date"))),
                violation_error_message=_("初步审定公告日、注册日不能早于申请日，专用期限不能早于注册日。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Bring a Chinese number into its canonical form, so that a form takes it as people write it."""
        if self.office != "CN":
            return
        try:
            self.number = TrademarkNumber.read(self.number).canonical
        except BadTrademarkNumber as fault:
            raise ValidationError({"number": fault.words.in_(get_language() or "zh-hans")}) from fault


class TrademarkEvent(models.Model):
    """A dated event on a mark. A transfer or change of address carries the new holder and seat from its day on; a licence or
    pledge names the other side. `until` is the last day of the term that a registration or renewal begins, where a source
    says so; else the law does."""

    VISIBILITY = Visibility(record="trademark", parent="trademark")

    class Kind(models.TextChoices):
        FILED = "filed", _("申请")
        PUBLISHED = "published", _("初步审定公告")
        OPPOSED = "opposed", _("被提出异议")
        REFUSED = "refused", _("驳回或不予注册")
        WITHDRAWN = "withdrawn", _("撤回申请")
        REGISTERED = "registered", _("注册公告")
        RENEWED = "renewed", _("续展")
        TRANSFER = "transfer", _("转让、移转")
        ADDRESS_CHANGE = "address_change", _("名义或地址变更")
        LICENCE = "licence", _("许可备案")
        LICENCE_ENDED = "licence_ended", _("许可终止")
        PLEDGE = "pledge", _("质权登记")
        PLEDGE_RELEASED = "pledge_released", _("质权解除")
        CANCELLED = "cancelled", _("注销")
        REVOKED = "revoked", _("撤销")
        INVALIDATED = "invalidated", _("宣告无效")
        PARTLY_ENDED = "partly_ended", _("部分商品注销、撤销或无效")
        RESTORED = "restored", _("恢复")
        CORRECTION = "correction", _("更正公告")
        REPUBLISHED = "republished", _("重新公告")

    trademark = models.ForeignKey(
        Trademark, verbose_name=_("商标"), on_delete=models.CASCADE, related_name="events"
    )
    kind = models.CharField(_("事件"), max_length=16, choices=Kind)
    day = models.DateField(_("日期"))
    until = models.DateField(_("专用期限至"), null=True, blank=True)
    party = models.ForeignKey(
        "registry.Party",
        verbose_name=_("相关主体"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    region = models.ForeignKey(
        "registry.Region",
        verbose_name=_("新所在地"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    detail = models.CharField(_("说明"), max_length=500, blank=True)
    batch = models.ForeignKey(
        "intake.Batch",
        verbose_name=_("批次"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("商标法律事件")
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(
                name="trademark_event_once",
                fields=["trademark", "kind", "day", "until", "party", "region", "detail"],
                nulls_distinct=False,
                violation_error_message=_("该商标当天已登记同样的法律事件。"),
            ),
            models.CheckConstraint(
                name="trademark_event_move_says_where_to",
                condition=~Q(kind__in=["transfer", "address_change"])
                | Q(party__isnull=False)
                | Q(region__isnull=False),
                violation_error_message=_("转让或变更须写明新注册人或新所在地。"),
            ),
            models.CheckConstraint(
                name="trademark_event_term_of_a_registration",
                condition=Q(until=None) | Q(kind__in=["registered", "renewed"]) & Q(until__gte=F("day")),
                violation_error_message=_("只有注册和续展写专用期限，且不早于事件之日。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day}"
