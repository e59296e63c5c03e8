"""The events. The table itself is written in SQL (migration 0001): its columns are computed from the hashed text."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words


class AppendOnly(ZhiceError):
    """An event was to be changed."""


class Event(models.Model):
    """One thing that somebody did. Written only by `zhice.journal.acts`, changed by nobody.

    `body` is the canonical JSON (RFC 8785) that was hashed; every other readable column is generated from it by the
    database. `hash` = H(0x00 ‖ previous ‖ body) in hex, H being SHA-256 or SM3 (`algorithm`).
    """

    seq = models.BigIntegerField(_("序号"), primary_key=True)
    at = models.DateTimeField(_("时间"))
    actor = models.TextField(_("操作人"))
    name = models.TextField(_("姓名"))
    role = models.TextField(_("角色"))
    unit = models.BigIntegerField(_("单位"), null=True)
    action = models.TextField(_("动作"))
    record = models.TextField(_("记录"))
    reason = models.TextField(_("理由"))
    request = models.TextField(_("请求编号"))
    old_digest = models.TextField(_("原内容摘要"))
    new_digest = models.TextField(_("新内容摘要"))
    detail = models.JSONField(_("详情"))
    anchor = models.TextField(_("检查点"))
    algorithm = models.TextField(_("摘要算法"))
    body = models.TextField(_("原文"))
    previous = models.TextField(_("前一摘要"))
    hash = models.TextField(_("摘要"))

    class Meta:
        verbose_name = _("日志")
        verbose_name_plural = _("日志")
        ordering = ["-seq"]

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.record}"

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        _refuse()

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        _refuse()


def _refuse() -> NoReturn:
    raise AppendOnly(
        Words(
            zh="日志只能由 act(…) 追加，不能改动或删除。",
            en="The journal is only appended to, by act(…); it is never changed.",
        )
    )
