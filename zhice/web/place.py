"""Where the product stands: whose name is in the bar, and whether its records are an example.

The setting `ZHICE_PLACE` names a callable without arguments that gives a `Place`; without one the product has no bureau's
name and the environment says whether its records are an example.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Place:
    title: str  # 济源知识产权战略平台
    office: str = ""  # the bureau that runs it
    example: bool = False  # True: 示例数据 stands on every page and in every export


def here() -> Place:
    """The place of this installation, in the language of the page."""
    filled = getattr(settings, "ZHICE_PLACE", "")
    if filled:
        place: Place = (import_string(filled) if isinstance(filled, str) else filled)()
        return place
    return Place(title=_("知策 · 知识产权战略平台"), example=os.environ.get("ZHICE_EXAMPLE", "") == "1")


def watermark() -> str:
    """The line that every export of an example carries; empty elsewhere."""
    return _("示例数据：由程序生成，不代表任何真实单位、个人或权利") if here().example else ""
