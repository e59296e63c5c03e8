"""What has changed since the index was written."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """A record was written or deleted: noted by a trigger in the same transaction, struck once the index has it.

    It names table and key and nothing of what stands there, and whoever writes a record writes it: so it has no wall.
    """

    source = models.CharField(_("来源表"), max_length=63)
    key = models.BigIntegerField(_("主键"))

    class Meta:
        verbose_name = verbose_name_plural = _("待编入索引的变更")

    def __str__(self) -> str:
        return f"{self.source}:{self.key}"
