"""Whose installation this is, for the bar and the banner of every page (setting ZHICE_PLACE names `here`)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhice.registry.queries import is_example
from zhice.web.place import Place


def here() -> Place:
    """The product's own title; 示例数据 stands on every page as soon as any record here is invented."""
    return Place(title=_("知策 · 知识产权战略平台"), example=is_example())
