"""Whose notices, how many are unread, in which order."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet

from zhice.accounts.notices.models import Notice


def notices_of(user: Any) -> QuerySet[Notice]:
    """Unread first, then the newest."""
    return Notice.objects.visible_to(user).order_by(F("read_at").desc(nulls_first=True), "-day", "-pk")


def unread(user: Any) -> int:
    return Notice.objects.visible_to(user).filter(read_at=None).count()
