"""What every page shows around its content: the bar, the navigation, the reader, the banner of an example."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from zhice.web import bell, navigation, place


def shell(request: HttpRequest) -> dict[str, Any]:
    """`place`, `navigation` (groups of lines), `reader` and `bell` for every template; each is worked out only if used."""
    return {
        "place": SimpleLazyObject(place.here),
        "navigation": SimpleLazyObject(
            lambda: navigation.groups(request) if hasattr(request, "user") else []
        ),
        "reader": SimpleLazyObject(lambda: _reader(request)),
        "bell": SimpleLazyObject(lambda: bell.ring(request)),
    }


def _reader(request: HttpRequest) -> dict[str, Any]:
    """Name, unit and first sign of the person; empty for nobody."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    name = str(getattr(user, "name", "") or user.get_full_name() or user.get_username())
    return {"name": name, "unit": str(getattr(user, "unit", None) or ""), "sign": name[:1]}
