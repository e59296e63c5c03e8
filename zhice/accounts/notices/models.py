"""A notice: one text to one person about one thing, with the page where the person can see to it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zhice.accounts.visibility import Visibility, Visible


class Notice(models.Model):
    """Told once per person and key: the same job may run twice a day and nobody reads the same thing twice."""

    VISIBILITY = Visibility(record="notice", own=lambda user: Q(user_id=user.pk))

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("收件人")
    )
    key = models.CharField(_("事由"), max_length=200)
    words_zh = models.TextField(_("通知内容"))
    words_en = models.TextField(_("通知内容（英文）"))
    url = models.CharField(_("页面"), max_length=500)
    day = models.DateField(_("日期"))
    read_at = models.DateTimeField(_("已读时间"), null=True, blank=True)

    objects = Visible()

    class Meta:
        verbose_name = _("通知")
        verbose_name_plural = _("通知")
        ordering = ["-day", "-id"]
        indexes = [
            models.Index(fields=["user", "-day"], name="notice_by_person"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notice_unread"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"],
                name="notice_is_told_once",
                violation_error_message=_("这件事已经通知过此人。"),
            ),
            models.CheckConstraint(
                name="notice_leads_to_a_page_of_ours",
                condition=Q(url__startswith="/") & ~Q(url__startswith="//") & ~Q(url__contains="\\"),
                violation_error_message=_("通知只能指向本平台的页面。"),
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """The text in the reader's language."""
        return self.words_en if (get_language() or "").startswith("en") else self.words_zh
