"""Parties and the names and seats they have had."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from zhice.accounts.visibility import Visibility, Visible
from zhice.registry.periods import in_order, no_overlap


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Party(models.Model):
    """An organisation or a person; `matching_name` is the NFKC name without spaces, by which rows of a
    gazette find it."""

    VISIBILITY = Visibility(record="party", own=lambda user: Q(pk__in=user.party_ids))

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("法人和其他组织")
        PERSON = "person", _("个人")

    kind = models.CharField(_("类型"), max_length=12, choices=Kind, default=Kind.ORGANISATION)
    name = models.CharField(_("名称"), max_length=300)
    matching_name = models.CharField(_("匹配名称"), max_length=300, editable=False)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, null=True, blank=True)  # noqa: DJ001
    region = models.ForeignKey(
        "registry.Region", verbose_name=_("现住所地"), null=True, blank=True, on_delete=models.PROTECT
    )
    industry = models.ForeignKey(
        "registry.IndustryClass", verbose_name=_("所属行业"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # fmt: skip
    industry_source = models.CharField(
        _("行业来源"), max_length=100, blank=True, db_default="", help_text=_("如登记机关公示、统计名录、自行申报。")
    )  # fmt: skip
    note = models.CharField(_("备注"), max_length=200, blank=True)
    example = models.BooleanField(_("示例数据"), default=False, editable=False)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("已并入"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="aliases",
        help_text=_("核定为同一主体后，本条成为别名：名下的记录归入该主体，统计只计该主体。"),
    )
    batch = models.ForeignKey(
        "intake.Batch",
        verbose_name=_("来自批次"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("由该批次首次带入；撤回批次时，无人再用的主体一并撤回。"),
    )

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("权利人与主体")
        ordering = ["matching_name", "id"]
        indexes = [models.Index(fields=["matching_name", "region"], name="party_by_name_and_region")]
        constraints = [
            models.CheckConstraint(
                name="party_has_a_name",
                condition=~Q(name="") & ~Q(matching_name=""),
                violation_error_message=_("请填写名称。"),
            ),
            models.CheckConstraint(
                name="party_uscc_well_formed",
                condition=Q(uscc__isnull=True) | Q(uscc__regex=r"^[0-9A-HJ-NP-RTUWXY]{18}$"),
                violation_error_message=_("统一社会信用代码为 18 位，不含字母 I、O、S、V、Z。"),
            ),
            models.CheckConstraint(
                name="party_person_has_no_uscc",
                condition=Q(uscc__isnull=True) | Q(kind="organisation"),
                violation_error_message=_("个人没有统一社会信用代码；请改类型为单位，或清空代码。"),
            ),
            models.UniqueConstraint(
                name="party_uscc_once",
                fields=["uscc"],
                condition=Q(uscc__isnull=False),
                violation_error_message=_("该统一社会信用代码已登记给另一主体，请先查找并打开该主体。"),
            ),
            models.UniqueConstraint(
                "kind",
                "matching_name",
                Coalesce("region", models.Value("")),
                name="party_once_by_name_and_region",
                condition=Q(uscc__isnull=True),
                violation_error_message=_("该区划已有同名主体，请打开该主体，或填写信用代码以区分。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PartyName(models.Model):
    """A name and the days on which the party bore it; rows exist from the first change of name on."""

    VISIBILITY = Visibility(record="party", parent="party")

    party = models.ForeignKey(Party, verbose_name=_("主体"), on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("名称"), max_length=300)
    matching_name = models.CharField(_("匹配名称"), max_length=300, editable=False, db_index=True)
    from_date = models.DateField(_("自"), null=True, blank=True)
    to_date = models.DateField(_("至"), null=True, blank=True)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("名称沿革")
        ordering = ["party", models.F("from_date").asc(nulls_first=True)]
        constraints = [
            in_order(
                name="party_name_days_in_order",
                start="from_date",
                end="to_date",
                message=_("名称停用日须晚于启用日。"),
            ),
            no_overlap(
                name="party_one_name_a_day",
                of="party",
                start="from_date",
                end="to_date",
                message=_("同一主体在同一天只能有一个名称。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PartySeat(models.Model):
    """A region and the days on which the party was seated in it; rows exist from the first move on."""

    VISIBILITY = Visibility(record="party", parent="party")

    party = models.ForeignKey(Party, verbose_name=_("主体"), on_delete=models.CASCADE, related_name="seats")
    region = models.ForeignKey(
        "registry.Region", verbose_name=_("住所地"), null=True, blank=True, on_delete=models.PROTECT
    )
    from_date = models.DateField(_("自"), null=True, blank=True)
    to_date = models.DateField(_("至"), null=True, blank=True)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("住所地沿革")
        ordering = ["party", models.F("from_date").asc(nulls_first=True)]
        constraints = [
            in_order(
                name="party_seat_days_in_order",
                start="from_date",
                end="to_date",
                message=_("迁出日须晚于迁入日。"),
            ),
            no_overlap(
                name="party_one_seat_a_day",
                of="party",
                start="from_date",
                end="to_date",
                message=_("同一主体在同一天只能有一个住所地。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.region_id}"
