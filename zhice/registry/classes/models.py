"""Industries, titles of the IPC, concordances with their rows, and what a concordance says of a patent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhice.accounts.visibility import Visibility, Visible


class IndustryClass(models.Model):
    """国民经济行业: one line of GB/T 4754, from section A to a four-digit class."""

    VISIBILITY = Visibility(record="industry")

    class Level(models.TextChoices):
        SECTION = "section", _("门类")
        DIVISION = "division", _("大类")
        GROUP = "group", _("中类")
        CLASS = "class", _("小类")

    code = models.CharField(_("行业代码"), max_length=5, help_text=_("如 A、A01、A011、A0111。"))
    title = models.CharField(_("行业名称"), max_length=200)
    level = models.CharField(_("层级"), max_length=8, choices=Level)
    parent = models.ForeignKey(
        "self", verbose_name=_("上级行业"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )  # fmt: skip
    edition = models.CharField(_("版本"), max_length=40)
    batch = models.ForeignKey(
        "intake.Batch", verbose_name=_("批次"), null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )  # fmt: skip

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("国民经济行业")
        ordering = ["edition", "code"]
        constraints = [
            models.UniqueConstraint(
                name="industry_once_per_edition",
                fields=["code", "edition"],
                violation_error_message=_("该版本已有这一行业代码。"),
            ),
            models.CheckConstraint(
                name="industry_code_well_formed",
                condition=Q(code__regex=r"^[A-T]([0-9]{2}([0-9]([0-9])?)?)?$"),
                violation_error_message=_("行业代码为门类字母加零、二、三或四位数字。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class IpcTitle(models.Model):
    """What a symbol of the classification means in Chinese, in one edition."""

    VISIBILITY = Visibility(record="ipc_title")

    class Level(models.TextChoices):
        SECTION = "section", _("部")
        CLASS = "class", _("大类")
        SUBCLASS = "subclass", _("小类")
        MAIN_GROUP = "main_group", _("大组")
        SUBGROUP = "subgroup", _("小组")

    symbol = models.CharField(_("分类号"), max_length=16, help_text=_("如 A01B7/00。"))
    title = models.TextField(_("含义"))
    level = models.CharField(_("层级"), max_length=10, choices=Level)
    edition = models.CharField(_("版本"), max_length=40)
    batch = models.ForeignKey(
        "intake.Batch", verbose_name=_("批次"), null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )  # fmt: skip

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("国际专利分类")
        ordering = ["symbol", "edition"]
        constraints = [
            models.UniqueConstraint(
                name="ipc_title_once_per_edition",
                fields=["symbol", "edition"],
                violation_error_message=_("该版本已有这一分类号。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.symbol} {self.title}"


class Concordance(models.Model):
    """参照关系表: one edition of an official table. `day` is the day from which it is used; the next edition ends it."""

    VISIBILITY = Visibility(record="concordance")

    class Kind(models.TextChoices):
        STRATEGIC = "strategic", _("战略性新兴产业")
        INDUSTRY = "industry", _("国民经济行业")
        OTHER = "other", _("其他产业分类")

    name = models.CharField(_("名称"), max_length=200)
    kind = models.CharField(_("对照到"), max_length=10, choices=Kind)
    edition = models.CharField(_("版本"), max_length=40)
    day = models.DateField(_("起用日"), help_text=_("自该日起用于统计；同类新版起用后，旧版不再使用。"))
    source = models.CharField(_("来源"), max_length=200, blank=True, help_text=_("发布单位和文号。"))
    file_sha256 = models.CharField(_("文件 SHA-256"), max_length=64, blank=True, editable=False)
    example = models.BooleanField(_("示例数据"), default=False, editable=False)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("分类对照表")
        ordering = ["kind", "-day"]
        constraints = [
            models.UniqueConstraint(
                name="concordance_once_per_edition",
                fields=["name", "edition"],
                violation_error_message=_("该对照表的这一版本已登记。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.edition}）"


class ConcordanceRow(models.Model):
    """One row as the table has it; `matching.Rule` is read from it."""

    VISIBILITY = Visibility(record="concordance")

    concordance = models.ForeignKey(
        Concordance, verbose_name=_("对照表"), on_delete=models.CASCADE, related_name="rows"
    )
    branch = models.CharField(_("产业代码"), max_length=20)
    branch_name = models.CharField(_("产业名称"), max_length=200, blank=True)
    patterns = models.TextField(_("分类号"))
    without = models.TextField(_("排除"), blank=True)
    keywords = models.TextField(_("关键词"), blank=True)
    digest = models.CharField(_("内容摘要"), max_length=64)
    batch = models.ForeignKey(
        "intake.Batch", verbose_name=_("批次"), null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )  # fmt: skip

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("对照表条目")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="concordance_row_once",
                fields=["concordance", "digest"],
                violation_error_message=_("对照表中已有同样的条目。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.branch} {self.patterns}"


class ConcordanceMatch(models.Model):
    """Derived: what a concordance of strategic industries says of an invention, and what a person decided on a 待核."""

    VISIBILITY = Visibility(
        record="high_value", own=lambda user: Q(patent__first_holder_id__in=user.party_ids)
    )

    class Verdict(models.TextChoices):
        HIT = "hit", _("命中")
        CANDIDATE = "candidate", _("待核")

    class Decision(models.TextChoices):
        OPEN = "", _("未判定")
        CONFIRMED = "confirmed", _("确认属于")
        REFUSED = "refused", _("确认不属于")

    patent = models.ForeignKey(
        "registry.Patent", verbose_name=_("专利"), on_delete=models.CASCADE, related_name="matches"
    )
    concordance = models.ForeignKey(
        Concordance, verbose_name=_("对照表"), on_delete=models.CASCADE, related_name="matches"
    )
    verdict = models.CharField(_("结论"), max_length=9, choices=Verdict)
    reasons = models.JSONField(_("依据"), default=list)
    evidence = models.CharField(_("依据摘要"), max_length=300)
    decision = models.CharField(_("人工判定"), max_length=9, choices=Decision, blank=True, default="")
    decision_reason = models.CharField(_("判定理由"), max_length=400, blank=True)
    decided_on = models.DateField(_("判定日"), null=True)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("产业对照结果")
        ordering = ["patent", "concordance"]
        constraints = [
            models.UniqueConstraint(
                name="match_once",
                fields=["patent", "concordance"],
                violation_error_message=_("该专利已有这一对照表的结果。"),
            ),
            models.CheckConstraint(
                name="match_decided_with_reason",
                condition=Q(decision="", decided_on__isnull=True)
                | (~Q(decision="") & ~Q(decision_reason="") & Q(decided_on__isnull=False)),
                violation_error_message=_("判定须写明理由和日期。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.patent_id} {self.get_verdict_display()}"
