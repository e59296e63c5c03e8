"""How the hits are spread over kinds, regions, sections and years, in words, each with the address that narrows to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhice.search.finding import Found
from zhice.search.searchable import everything
from zhice.web.finding.address import Search

MOST = 8  # values of a facet that are shown
SECTIONS = {
    "A": gettext_lazy("人类生活必需"),
    "B": gettext_lazy("作业；运输"),
    "C": gettext_lazy("化学；冶金"),
    "D": gettext_lazy("纺织；造纸"),
    "E": gettext_lazy("固定建筑物"),
    "F": gettext_lazy("机械工程；照明；加热；武器；爆破"),
    "G": gettext_lazy("物理"),
    "H": gettext_lazy("电学"),
}
Line = dict[str, Any]


def of(found: Found, search: Search, user: Any) -> list[Line]:
    """[{title, lines: [{title, count, url, on}]}]; a facet that tells nothing is left out."""
    kinds = {what.kind: str(what.title) for what in everything()}
    names = _regions(user, [code for code, _count in found.facets.get("region", [])])
    parts = (
        ("kind", "kind", _("类别"), kinds.get),
        ("region", "region", _("地区"), names.get),
        ("section", "ipc", _("IPC 部"), lambda value: f"{value} {SECTIONS.get(value, '')}"),
    )
    shown = [_facet(found, search, *part) for part in parts]
    return [facet for facet in (*shown, _years(found, search)) if facet["lines"]]


def _facet(
    found: Found, search: Search, field: str, name: str, title: str, called: Callable[[str], str | None]
) -> Line:
    lines = [
        {
            "title": called(value) or value,
            "count": count,
            "url": search.toggled(name, value),
            "on": value in search.chosen(name),
        }
        for value, count in found.facets.get(field, [])[:MOST]
    ]
    return {"title": title, "lines": lines if len(lines) > 1 or any(line["on"] for line in lines) else []}


def _years(found: Found, search: Search) -> Line:
    on = search.first_year is not None and search.first_year == search.last_year
    values = sorted(found.facets.get("year", []), reverse=True)[:MOST]
    lines = [
        {
            "title": _("%(year)s 年") % {"year": year},
            "count": count,
            "url": search.query(**{"from": None if on else year, "to": None if on else year}),
            "on": on,
        }
        for year, count in values
    ]
    return {"title": _("年份"), "lines": lines if len(lines) > 1 or on else []}


def _regions(user: Any, codes: list[str]) -> dict[str, str]:
    """Code → name, by the register that the regions of hits belong to."""
    for what in everything():
        if what.what.region and codes:
            model: Any = what.model._meta.get_field(what.what.region).related_model
            return {
                str(row.pk): str(row) for row in model._default_manager.visible_to(user).filter(pk__in=codes)
            }
    return {}


def chips(search: Search, facets: list[Line]) -> list[dict[str, str]]:
    """What is in force, each with the address without it."""
    titles = {line["url"]: line["title"] for facet in facets for line in facet["lines"]}
    shown = [
        {
            "text": str(titles.get(search.toggled(name, value), value)),
            "url": f"?{search.toggled(name, value)}",
        }
        for name in ("kind", "region", "ipc")
        for value in search.chosen(name)
    ]
    if search.first_year is not None or search.last_year is not None:
        first, last = search.first_year or "…", search.last_year or "…"
        text = str(first) if first == last else f"{first}–{last}"
        shown.append({"text": text, "url": f"?{search.query(**{'from': None, 'to': None})}"})
    return shown
