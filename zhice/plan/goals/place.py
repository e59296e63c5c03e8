"""Whose product this is, for the bar of every page: named after the region of the plan in force."""

from __future__ import annotations

from django.core.cache import cache
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhice.accounts.acting import seeing_all
from zhice.plan.goals.models import Plan
from zhice.registry.queries import is_example
from zhice.registry.regions.models import Region
from zhice.web.place import Place

KEPT = 30  # seconds: a new plan or the loading of the example is on every page soon


def here() -> Place:
    """The region's name and the bureau that issued its plan; kept for a moment, since every page asks."""
    english = (get_language() or "").startswith("en")
    key = f"place:{english}"
    place: Place | None = cache.get(key)
    if place is None:
        place = _here(english)
        cache.set(key, place, timeout=KEPT)
    return place


def _here(english: bool) -> Place:
    with seeing_all():
        example = is_example()
        plan = Plan.objects.order_by("-ends_on", "code").first()
        region = Region.objects.filter(code=plan.region_code).first() if plan else None
    if plan is None or region is None:
        return Place(title=_("知策 · 知识产权战略平台"), example=example)
    name = region.name.removesuffix("市").removesuffix("县").removesuffix("区")
    office = plan.issuer_en if english and plan.issuer_en else plan.issuer_zh
    return Place(title=_("%(region)s知识产权战略平台") % {"region": name}, office=office, example=example)
