"""The rows of facts as they were and as they are, written by triggers in the transaction that changes them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhice.accounts.visibility import Visibility, Visible


class FactChange(models.Model):
    """One row of a fact relation that came, went or changed; without both rows: the relation changed in too many places.

    `transaction` is PostgreSQL's number of the transaction: it tells whether a counted state has seen the change. Only the
    machine reads and writes here; rows of yesterday are thrown away.
    """

    VISIBILITY = Visibility(record="fact_change")

    relation = models.CharField(_("事实关系"), max_length=60)
    transaction = models.BigIntegerField(_("事务号"))
    changed_at = models.DateTimeField(_("时间"))
    old = models.JSONField(_("变更前"), null=True)
    new = models.JSONField(_("变更后"), null=True)

    objects = Visible()

    class Meta:
        verbose_name = verbose_name_plural = _("事实变动")
        ordering = ["id"]
        indexes = [models.Index(fields=["transaction"], name="fact_change_by_transaction")]

    def __str__(self) -> str:
        return f"{self.relation} {self.pk}"
