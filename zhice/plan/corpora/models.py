"""语料 as it is registered: which folder, of which day, from where, and the digest it had then."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhice.accounts.visibility import Visibility, Visible


class Corpus(models.Model):
    """A folder that was checked and registered once. It never changes: other files are another corpus."""

    VISIBILITY = Visibility(record="corpus")

    class Coverage(models.TextChoices):
        PROVINCE = "province", _("全省")
        NATION = "nation", _("全国")

    class Engine(models.TextChoices):
        DUCKDB = "duckdb", _("本机（DuckDB）")
        SPARK = "spark", _("集群（Spark）")

    class State(models.TextChoices):
        ACTIVE = "active", _("在用")
        RETIRED = "retired", _("已停用")

    name = models.CharField(_("名称"), max_length=60)
    folder = models.CharField(
        _("文件夹"), max_length=400, help_text=_("数据目录 corpora 之下的文件夹名；命令行可登记任意路径。")
    )
    day = models.DateField(_("数据截至"), help_text=_("与清单（manifest.yaml）中的日期一致。"))
    source = models.CharField(_("来源"), max_length=200, help_text=_("写明取自何处、何时、由谁提供。"))
    coverage = models.CharField(_("覆盖范围"), max_length=10, choices=Coverage, default=Coverage.PROVINCE)
    engine = models.CharField(
        _("计算方式"),
        max_length=10,
        choices=Engine,
        default=Engine.DUCKDB,
        help_text=_("超出一台机器时选集群；须先设置 ZHICE_SPARK。"),
    )
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.ACTIVE, editable=False)
    digest = models.CharField(_("清单摘要"), max_length=64, editable=False)
    rows = models.PositiveBigIntegerField(_("行数"), editable=False)
    generated = models.BooleanField(_("示例数据"), default=False, editable=False)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("语料")
        ordering = ("-day", "name")
        constraints = [
            models.UniqueConstraint(
                "name",
                name="plan_corpus_name_once",
                violation_error_message=_("已有同名语料；停用的名称也不能再用，旧数字要指向它。"),
            ),
            models.CheckConstraint(
                name="plan_corpus_says_its_source",
                condition=~models.Q(source=""),
                violation_error_message=_("语料须写明来源"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
