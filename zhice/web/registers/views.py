"""Saved views: a name for an address. Private, or shared with colleagues; each person may have a default."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from zhice.web.models import DefaultView, SavedView
from zhice.web.register import Register


def known(user: Any, register: Register) -> list[SavedView]:
    """One's own views of the register and the shared ones."""
    if not getattr(user, "pk", None):
        return []
    return list(SavedView.objects.visible_to(user).filter(register=register.slug))


def default(user: Any, register: Register) -> SavedView | None:
    if not getattr(user, "pk", None):
        return None
    chosen = (
        DefaultView.objects.filter(user_id=user.pk, register=register.slug).select_related("view").first()
    )
    return chosen.view if chosen else None


def address(register: Register, view: SavedView) -> str:
    return f"{register.address()}?{view.query}{'&' if view.query else ''}view={view.pk}"


def tidy(query: str) -> str:
    """The part of an address worth keeping: filters, search, sort, size and columns."""
    pairs = [
        (name, value)
        for name, values in QueryDict(query).lists()
        for value in values
        if value and name not in ("page", "view", "csrfmiddlewaretoken")
    ]
    return urlencode(pairs)
