"""Tokens for programs. Only the digest is kept; a token has the rights of its owner and an end."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

BYTES = 32


class Token(models.Model):
    """A key of a program that acts as one person until a day."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("用户")
    )
    title = models.CharField(_("用途"), max_length=100)
    digest = models.CharField(_("摘要"), max_length=64, unique=True)
    expires_on = models.DateField(_("有效期至"))
    created = models.DateTimeField(_("建立时间"), auto_now_add=True)
    revoked = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    class Meta:
        ordering = ("-created", "-pk")
        verbose_name = _("接口令牌")
        verbose_name_plural = _("接口令牌")

    def __str__(self) -> str:
        return self.title

    def usable(self, *, on: date) -> bool:
        return self.revoked is None and self.expires_on >= on

    @classmethod
    def in_force(cls, user: Any, *, on: date) -> models.QuerySet[Token]:
        """The tokens of a person that open the API on a day."""
        return cls.objects.filter(user=user, revoked__isnull=True, expires_on__gte=on)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def make(*, user: Any, title: str, expires_on: date) -> tuple[Token, str]:
    """A new token and its secret; the answer is the only time the secret can be read."""
    secret = secrets.token_urlsafe(BYTES)
    made = Token.objects.create(user=user, title=title, digest=digest_of(secret), expires_on=expires_on)
    return made, secret


def issue(*, user: Any, title: str, expires_on: date) -> str:
    """The secret of a new token, for whoever needs no more of it."""
    return make(user=user, title=title, expires_on=expires_on)[1]
