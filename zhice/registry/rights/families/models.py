"""Publications of any office, each as one source tells it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _

from zhice.accounts.visibility import Visibility, Visible


class ForeignPublication(models.Model):
    """One publication of an office, as one source tells it; never a patent of ours, and never counted as one.

    `publication_number` is canonical (`US8926509B2`). Two sources tell different things of the same publication, so both
    stand, each under its own name. `priority_set` and `family_number` are what the family is folded from; `family` is
    derived and written by `folding` alone. A Chinese publication that a source names among the members of a family is
    kept, too: it ties our patent of that number to the family.
    """

    VISIBILITY = Visibility(record="foreign_publication")

    class Source(models.TextChoices):
        USPTO = "uspto", _("美国专利商标局")
        EPO_DOCUMENT = "epo-document", _("欧洲专利局著录")
        EPO_FAMILY = "epo-family", _("欧洲专利局同族")
        EPO_FULLTEXT = "epo-fulltext", _("欧洲专利局全文")
        LENS = "lens", _("Lens")
        PATSNAP = "patsnap", _("智慧芽、incoPat")
        GOOGLE = "google", _("Google Patents")
        CNKI = "cnki", _("知网")

    publication_number = models.CharField(_("公布号"), max_length=30)
    source = models.CharField(_("数据来源"), max_length=14, choices=Source)
    country = models.CharField(_("国家或组织"), max_length=2)
    number = models.CharField(_("号码"), max_length=24)
    kind = models.CharField(_("文献种类代码"), max_length=2, blank=True)
    day = models.DateField(_("公布日"), null=True)
    title = models.CharField(_("名称"), max_length=1000, blank=True)
    applicants = models.TextField(_("全部申请人"), blank=True)
    application_number = models.CharField(_("申请号"), max_length=40, blank=True)
    filed_date = models.DateField(_("申请日"), null=True)
    classes = models.TextField(_("全部分类号"), blank=True)
    abstract = models.TextField(_("摘要"), blank=True)
    claims = models.TextField(_("权利要求"), blank=True)
    priorities = models.TextField(_("优先权"), blank=True)
    priority_set = models.TextField(_("优先权组合"), blank=True)
    family_number = models.CharField(_("DOCDB 同族号"), max_length=40, blank=True)
    family = models.CharField(_("同族"), max_length=60, blank=True)
    batch = models.ForeignKey(
        "intake.Batch", verbose_name=_("批次"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(_("内容摘要"), max_length=64)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("境外公布文献")
        ordering = ["-day", "publication_number", "source"]
        indexes = [
            models.Index(MD5("priority_set"), name="foreign_by_priorities", condition=~Q(priority_set="")),
            models.Index(
                fields=["family_number"], name="foreign_by_family_number", condition=~Q(family_number="")
            ),
            models.Index(fields=["number"], name="foreign_that_is_chinese", condition=Q(country="CN")),
            models.Index(fields=["family"], name="foreign_by_family", condition=~Q(family="")),
        ]
        constraints = [
            models.UniqueConstraint(
                name="foreign_publication_once_a_source",
                fields=["publication_number", "source"],
                violation_error_message=_("该来源的这一公布号已登记。"),
            ),
            models.CheckConstraint(
                name="foreign_publication_country_well_formed",
                condition=Q(country__regex=r"^[A-Z]{2}$"),
                violation_error_message=_("国家或组织代码为两个大写字母。"),
            ),
            models.CheckConstraint(
                name="foreign_publication_number_put_together",
                condition=Q(publication_number__startswith=models.F("country")),
                violation_error_message=_("公布号须以国家或组织代码开头。"),
            ),
        ]

    def __str__(self) -> str:
        return self.publication_number
