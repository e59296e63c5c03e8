"""Patents: what was published, what happened, and what follows from both.

`Publication` and `LegalEvent` are the sources. `PatentHolding`, `PatentSpell` and the derived columns of
`Patent` are folded from them by
`life.rebuild_life` and by nothing else.
"""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _

from zhice.accounts.visibility import Visibility, Visible
from zhice.registry.rights.patents.rows import Rank


class PatentKind(models.TextChoices):
    INVENTION = "INVENTION", _("发明")
    UTILITY_MODEL = "UTILITY_MODEL", _("实用新型")
    DESIGN = "DESIGN", _("外观设计")


class NumberState(models.TextChoices):
    """How the application number arrived; a mangled one is never filled up."""

    INTACT = "intact", _("完整")
    MISSING = "missing", _("缺失")
    MANGLED = "mangled", _("被表格软件破坏")
    CHECK_FAILED = "check_failed", _("校验位不符")


RANKS = [
    (Rank.OFFICIAL.value, _("公报与标准化数据")),
    (Rank.OWN.value, _("本地明细表")),
    (Rank.CNKI.value, _("知网")),
    (Rank.PATSNAP.value, _("智慧芽、incoPat")),
    (Rank.GOOGLE.value, _("Google Patents")),
    (Rank.LENS.value, _("Lens")),
    (Rank.COPIED.value, _("申请文件")),
]

# What a person may correct; a change of these is logged with the old and the new row. The rest is derived.
SAID = ("document_number", "kind", "title", "application_number", "application_number_state")


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, condition=pghistory.AnyChange(*SAID)),
    pghistory.DeleteEvent(),
    model_name="PatentEvent",
    fields=[*SAID, "filed_date", "published_date", "granted_date", "first_holder"],
)
class Patent(models.Model):
    """One application and the right that may have come of it. All dates, regions and the holder are
    derived (see `life`)."""

    VISIBILITY = Visibility(record="patent", own=lambda user: Q(first_holder_id__in=user.party_ids))

    document_number = models.CharField(_("文献号"), max_length=13, null=True)  # noqa: DJ001
    kind = models.CharField(_("专利类型"), max_length=13, choices=PatentKind)
    title = models.CharField(_("名称"), max_length=1000)
    application_number = models.CharField(_("申请号"), max_length=14, null=True)  # noqa: DJ001
    application_number_state = models.CharField(_("申请号状态"), max_length=12, choices=NumberState)
    filed_date = models.DateField(_("申请日"), null=True)
    published_date = models.DateField(_("公布日"), null=True)
    granted_date = models.DateField(_("授权公告日"), null=True)
    lapsed_date = models.DateField(_("失效日"), null=True)
    abnormal_date = models.DateField(_("认定非正常日"), null=True)
    # Copied from publications and events, whose foreign keys are checked: no second check, which costs a third of an import.
    first_holder = models.ForeignKey(
        "registry.Party",
        verbose_name=_("第一权利人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="patents",
        db_index=False,
        db_constraint=False,
    )
    filed_region = models.ForeignKey(
        "registry.Region",
        verbose_name=_("申请时所在地"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    granted_region = models.ForeignKey(
        "registry.Region",
        verbose_name=_("授权时所在地"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    holder_region = models.ForeignKey(
        "registry.Region",
        verbose_name=_("现所在地"),
        null=True,
        on_delete=models.PROTECT,
        related_name="patents",
        db_index=False,
        db_constraint=False,
    )
    ipc = models.CharField(_("主分类号"), max_length=40, blank=True)
    classes = models.TextField(_("全部分类号"), blank=True)
    abstract = models.TextField(_("摘要"), blank=True)
    claims = models.TextField(_("权利要求"), blank=True)
    priorities = models.TextField(_("优先权"), blank=True)
    family = models.CharField(_("同族"), max_length=60, blank=True)
    holders = models.TextField(_("全部申请人"), blank=True)
    inventors = models.TextField(_("发明人"), blank=True)
    agency = models.CharField(_("代理机构"), max_length=200, blank=True)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("专利")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["-filed_date", "-id"], name="patent_newest_first"),
            models.Index(fields=["filed_region", "filed_date"], name="patent_filed_in_region"),
            models.Index(fields=["granted_region", "granted_date"], name="patent_granted_in_region"),
            models.Index(fields=["first_holder", "filed_date"], name="patent_by_holder"),
            models.Index(fields=["holder_region"], name="patent_seated_in_region"),
            models.Index(MD5("priorities"), name="patent_by_priorities", condition=~Q(priorities="")),
            models.Index(fields=["family"], name="patent_by_family", condition=~Q(family="")),
        ]
        constraints = [
            models.UniqueConstraint(
                name="patent_document_number_once",
                fields=["document_number"],
                violation_error_message=_("该文献号已登记，请打开已有专利。"),
            ),
            models.UniqueConstraint(
                name="patent_application_number_once",
                fields=["application_number"],
                violation_error_message=_("该申请号已登记给另一专利，请先核对公布号。"),
            ),
            models.CheckConstraint(
                name="patent_has_a_number",
                condition=Q(document_number__isnull=False) | Q(application_number__isnull=False),
                violation_error_message=_("专利须有公布号或申请号。"),
            ),
            models.CheckConstraint(
                name="patent_document_number_well_formed",
                condition=Q(document_number__isnull=True) | Q(document_number__regex=r"^CN[0-9]{7,9}$"),
                violation_error_message=_("文献号为 CN 加 7 至 9 位数字。"),
            ),
            models.CheckConstraint(
                name="patent_application_number_state_true",
                condition=Q(application_number__isnull=False, application_number_state="intact")
                | (Q(application_number__isnull=True) & ~Q(application_number_state="intact")),
                violation_error_message=_("只有完整的申请号才登记；缺失或被破坏的申请号留空。"),
            ),
            models.CheckConstraint(
                name="patent_granted_after_filed",
                condition=Q(granted_date__isnull=True)
                | Q(filed_date__isnull=True)
                | Q(granted_date__gte=F("filed_date")),
                violation_error_message=_("授权公告日不能早于申请日。"),
            ),
            models.CheckConstraint(
                name="patent_published_after_filed",
                condition=Q(published_date__isnull=True)
                | Q(filed_date__isnull=True)
                | Q(published_date__gte=F("filed_date")),
                violation_error_message=_("公布日不能早于申请日。"),
            ),
            models.CheckConstraint(
                name="patent_lapsed_after_granted",
                condition=Q(lapsed_date__isnull=True)
                | Q(granted_date__isnull=False, lapsed_date__gte=F("granted_date")),
                violation_error_message=_("失效日不能早于授权公告日，未授权的申请没有失效日。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Publication(models.Model):
    """What one source says of one publication, or of a notice that an application was accepted.

    `publication_number` names it (CN…A, CN…B, …); an acceptance notice has none and stands under its application number.
    Several sources may tell of one publication, each in a row of its own: `rank` says whose word stands where they differ.
    `content` is what the source said, column by column; `digest` is the SHA-256 of it. `contested`: another
    file contradicted it; the first record stands until a person settles it.
    """

    VISIBILITY = Visibility(record="patent", parent="patent")

    class Stage(models.TextChoices):
        FILED = "filed", _("受理")
        PUBLISHED = "published", _("公布")
        EXAMINED = "examined", _("审定公告")
        GRANTED = "granted", _("授权公告")
        CORRECTED = "corrected", _("更正")
        PARTLY_INVALIDATED = "partly_invalidated", _("部分无效")

    publication_number = models.CharField(_("公布号"), max_length=16)
    kind_code = models.CharField(_("文献种类代码"), max_length=2, blank=True)
    stage = models.CharField(_("阶段"), max_length=18, choices=Stage)
    date = models.DateField(_("公布公告日"))
    filed_date = models.DateField(_("申请日"), null=True)
    patent = models.ForeignKey(
        Patent, verbose_name=_("专利"), on_delete=models.CASCADE, related_name="publications"
    )
    party = models.ForeignKey(
        "registry.Party",
        verbose_name=_("第一申请人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    region = models.ForeignKey(
        "registry.Region",
        verbose_name=_("所在地"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    batch = models.ForeignKey(
        "intake.Batch",
        verbose_name=_("批次"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,  # one batch for all rows of an import, never deleted: a check for each row finds nothing
        db_index=False,  # asked only when a batch is taken back, and there a scan will do
    )
    rank = models.SmallIntegerField(_("来源"), choices=RANKS, default=Rank.OFFICIAL.value)
    digest = models.CharField(_("内容摘要"), max_length=64)
    content = models.JSONField(_("来源内容"), default=dict)
    contested = models.BooleanField(_("有争议"), default=False)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("公布公告")
        ordering = ["date", "publication_number", "rank", "digest"]
        constraints = [
            models.UniqueConstraint(
                name="publication_told_once",
                fields=["publication_number", "digest", "rank"],
                violation_error_message=_("该来源对此公布号的同样内容已登记。"),
            ),
            models.CheckConstraint(
                name="publication_after_filing",
                condition=Q(filed_date__isnull=True) | Q(date__gte=F("filed_date")),
                violation_error_message=_("公布公告日不能早于申请日。"),
            ),
        ]

    def __str__(self) -> str:
        return self.publication_number


class LegalEvent(models.Model):
    """A dated event on a right (法律状态事件). A transfer or address change carries the new holder and
    region from its day on."""

    VISIBILITY = Visibility(record="patent", parent="patent")

    class Kind(models.TextChoices):
        FILED = "filed", _("申请")
        PUBLISHED = "published", _("公布")
        GRANTED = "granted", _("授权公告")
        TRANSFER = "transfer", _("权利转移")
        ADDRESS_CHANGE = "address_change", _("地址变更")
        FEE_LAPSE = "fee_lapse", _("未缴年费终止")
        EXPIRED = "expired", _("期限届满")
        ABANDONED = "abandoned", _("主动放弃")
        INVALIDATED = "invalidated", _("宣告无效")
        FOUND_ABNORMAL = "found_abnormal", _("认定非正常申请")
        WITHDRAWN = "withdrawn", _("撤回")
        CORRECTION = "correction", _("更正")
        RESTORED = "restored", _("恢复权利")
        LICENCE = "licence", _("许可备案")
        LICENCE_ENDED = "licence_ended", _("许可备案注销")
        PLEDGE = "pledge", _("质押登记")
        PLEDGE_RELEASED = "pledge_released", _("质押登记注销")
        FEE_PAID = "fee_paid", _("缴纳年费")

    patent = models.ForeignKey(
        Patent, verbose_name=_("专利"), on_delete=models.CASCADE, related_name="events"
    )
    kind = models.CharField(_("事件"), max_length=16, choices=Kind)
    day = models.DateField(_("日期"))
    party = models.ForeignKey(
        "registry.Party",
        verbose_name=_("新权利人"),
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
        verbose_name = verbose_name_plural = _("法律状态事件")
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(
                name="legal_event_once",
                fields=["patent", "kind", "day", "party", "region", "detail"],
                nulls_distinct=False,
                violation_error_message=_("该专利当天已登记同样的法律状态事件。"),
            ),
            models.CheckConstraint(
                name="legal_event_move_says_where_to",
                condition=~Q(kind__in=["transfer", "address_change"])
                | Q(party__isnull=False)
                | Q(region__isnull=False),
                violation_error_message=_("权利转移或地址变更须写明新权利人或新所在地。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day}"
