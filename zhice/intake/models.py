"""What came in: batches and the rows that did not make it. Neither is ever deleted."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Batch(models.Model):
    """One confirmed file: rows = stored + duplicate + quarantined, held by the database."""

    class State(models.TextChoices):
        STORED = "stored", _("已入库")
        ROLLED_BACK = "rolled_back", _("已撤回")

    token = models.CharField(_("暂存编号"), max_length=40, unique=True)
    file_name = models.CharField(_("文件名"), max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    size = models.BigIntegerField(_("字节数"))
    format = models.CharField(_("格式"), max_length=64, db_index=True)
    mapping = models.JSONField(_("列对应"), default=dict, blank=True)
    rows = models.IntegerField(_("行数"))
    stored = models.IntegerField(_("入库"))
    duplicate = models.IntegerField(_("重复"))
    quarantined = models.IntegerField(_("隔离"))
    flags = models.JSONField(_("标记"), default=dict, blank=True)
    state = models.CharField(_("状态"), max_length=16, choices=State.choices, default=State.STORED)
    actor = models.CharField(_("经办人"), max_length=150)
    day = models.DateField(_("入库日期"))
    created = models.DateTimeField(_("入库时间"), auto_now_add=True)
    rolled_back_by = models.CharField(_("撤回人"), max_length=150, blank=True)
    rolled_back_reason = models.TextField(_("撤回原因"), blank=True)
    rolled_back_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("批次")
        verbose_name_plural = _("批次")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="batch_rows_are_accounted_for",
                condition=Q(rows=F("stored") + F("duplicate") + F("quarantined")),
                violation_error_message=_("行数必须等于入库、重复与隔离之和。"),
            ),
            models.CheckConstraint(
                name="batch_rollback_has_a_reason",
                condition=~Q(state="rolled_back") | ~Q(rolled_back_reason=""),
                violation_error_message=_("撤回批次必须写明原因。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}（{self.rows}）"


class Rejection(models.Model):
    """One row in quarantine: where it stood, what it said, why it was not taken; `settled_by` the batch of
    its
    correction. `contested`: sources say different things under its key, and none of them is taken until a
    person
    settles it by sending the right row back with its number.
    """

    batch = models.ForeignKey(
        Batch, on_delete=models.PROTECT, related_name="rejections", verbose_name=_("批次")
    )
    row = models.IntegerField(_("行号"))
    key = models.CharField(_("关键字段"), max_length=200, blank=True, db_index=True)
    cells = models.JSONField(_("原始单元格"))
    problems = models.JSONField(_("问题"))  # [{column, code, zh, en}]
    contested = models.BooleanField(_("内容有争议"), default=False)
    settled_by = models.ForeignKey(
        Batch,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="settled",
        verbose_name=_("更正批次"),
    )

    class Meta:
        verbose_name = _("隔离行")
        verbose_name_plural = _("隔离行")
        ordering = ["batch", "row"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "row"], name="one_rejection_per_row_of_a_batch")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.row}"
