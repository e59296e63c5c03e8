"""What people keep for themselves on the pages: saved views, and the keys that make a double click harmless."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ViewRows(models.QuerySet["SavedView"]):
    def visible_to(self, user: Any) -> ViewRows:
        """One's own views and those that others share; the wall in the database says the same."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(Q(user_id=user.pk) | Q(shared=True))


class SavedView(models.Model):
    """A named set of filters, sort and columns of one register, as the query part of its address."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("所有人")
    )
    register = models.SlugField(_("台账"), max_length=64)
    title = models.CharField(_("名称"), max_length=60)
    query = models.TextField(_("条件"), max_length=4000, blank=True)
    shared = models.BooleanField(_("与同事共享"), default=False)

    objects = models.Manager.from_queryset(ViewRows)()

    class Meta:
        verbose_name = _("保存的视图")
        verbose_name_plural = _("保存的视图")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "register", "title"],
                name="web_savedview_title_once_each",
                violation_error_message=_("您已有同名的视图，请换一个名称。"),
            )
        ]

    def __str__(self) -> str:
        return self.title


class SearchRows(models.QuerySet["SavedSearch"]):
    def visible_to(self, user: Any) -> SearchRows:
        """One's own; the wall in the database says the same."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user_id=user.pk)


class SavedSearch(models.Model):
    """A search kept under a name. `daily`: its owner is told each day what it finds anew.

    `seen` are the keys of what it found when it was last looked at, `None` before that: then nothing is new.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("所有人")
    )
    title = models.CharField(_("名称"), max_length=60)
    query = models.TextField(_("检索式与条件"), max_length=4000)
    daily = models.BooleanField(_("每日提醒新结果"), default=False)
    seen = models.JSONField(_("已看过的结果"), null=True, editable=False)

    objects = models.Manager.from_queryset(SearchRows)()

    class Meta:
        verbose_name = verbose_name_plural = _("保存的搜索")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "title"],
                name="web_savedsearch_title_once_each",
                violation_error_message=_("您已有同名的搜索，请换一个名称。"),
            )
        ]

    def __str__(self) -> str:
        return self.title


class DefaultView(models.Model):
    """The view with which a register opens for one person."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("用户")
    )
    register = models.SlugField(_("台账"), max_length=64)
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="+", verbose_name=_("视图"))

    class Meta:
        verbose_name = _("默认视图")
        verbose_name_plural = _("默认视图")
        constraints = [models.UniqueConstraint(fields=["user", "register"], name="web_defaultview_one_each")]

    def __str__(self) -> str:
        return f"{self.register}: {self.view_id}"


class Submission(models.Model):
    """A form that was sent: its key can be used once, so that a double click or a replay makes no second record."""

    key = models.UUIDField(_("提交编号"), primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("用户")
    )
    target = models.CharField(_("去向"), max_length=300, blank=True)
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("已提交的表单")
        verbose_name_plural = _("已提交的表单")

    def __str__(self) -> str:
        return str(self.key)


class ImportedRecord(models.Model):
    """Which batch brought a record of a declared register, so that the batch can be taken back."""

    register = models.SlugField(_("台账"), max_length=64)
    record = models.BigIntegerField(_("记录"))
    batch = models.BigIntegerField(_("批次"), db_index=True)

    class Meta:
        verbose_name = _("导入的记录")
        verbose_name_plural = _("导入的记录")
        constraints = [models.UniqueConstraint(fields=["register", "record"], name="web_importedrecord_once")]

    def __str__(self) -> str:
        return f"{self.register}:{self.record}"
