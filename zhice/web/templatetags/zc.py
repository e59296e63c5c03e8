"""What our templates need beyond Django's own: icons, days, amounts, and addresses with one parameter changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField
from django.http import HttpRequest
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhice.web import doors, svg, wording
from zhice.web.icons import PATHS
from zhice.web.register import Register, site

register = template.Library()

# State of a figure, task or batch: kind → icon. The word always stands beside it.
STATE_ICONS = {
    "ok": "check",
    "info": "arrow",
    "warn": "alert",
    "bad": "down",
    "mute": "minus",
    "wait": "wait",
}


@register.simple_tag
def icon(name: str, size: int = 18) -> SafeString:
    """An icon for the eye only; the word beside it is what counts."""
    return format_html(
        '<svg class="zc-icon" width="{0}" height="{0}" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{1}"/></svg>',
        size,
        PATHS.get(name) or PATHS["dot"],
    )


@register.simple_tag
def state_icon(kind: str) -> SafeString:
    return icon(STATE_ICONS.get(kind, "dot"), 14)


@register.filter
def day(value: date | None) -> str:
    """2021年9月30日 in Chinese, 30 Sep 2021 in English; a dash where there is no day."""
    return wording.day(value)


@register.filter
def yuan(value: Decimal | int | None) -> str:
    """An amount in 元, from ten thousand on in 万元, from a hundred million on in 亿元."""
    return wording.yuan(value)


@register.filter
def number(value: Any) -> str:
    """1,234.5: grouped, without superfluous zeros."""
    return wording.number(value)


@register.filter
def get(mapping: Mapping[Any, Any], key: Any) -> Any:
    return mapping.get(key)


@register.filter
def record_url(reference: str) -> str:
    """Where the record `<kind>:<id>` opens; empty where no register shows its kind."""
    return site.address_of(reference) or ""


@register.simple_tag(takes_context=True)
def may(context: Mapping[str, Any], record: str, verb: str) -> bool:
    """Whether the reader may do this; for showing a button, never instead of the door."""
    return doors.may(context["request"].user, record, verb)


@register.simple_tag(takes_context=True)
def with_query(context: Mapping[str, Any], **changes: Any) -> str:
    """The present address with some parameters changed; None takes a parameter away, `page` always goes."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query.setlist(name, [str(value)])
    return f"?{query.urlencode()}"


@register.simple_tag
def pace_bar(done: Any, time: Any = "", kind: str = "info", label: str = "") -> SafeString:
    """How far, in percent, with a tick for the time elapsed (percent, or empty for none)."""
    return svg.pace(done=_percent(done) or 0.0, time=_percent(time), kind=kind, label=label)


@register.simple_tag
def share_bar(parts: list[dict[str, Any]], label: str = "") -> SafeString:
    """A bar cut into shares: each part has kind, count and word."""
    return svg.shares(parts, label=label)


@register.simple_tag
def sparkline(values: list[float], kind: str = "info") -> SafeString:
    """A small line for the eye; the values stand in the chart's table."""
    return svg.spark(values, kind=kind)


@register.simple_tag
def json_part(value: Any, element: str) -> SafeString:
    """Data for a script of ours, as JSON that cannot break out of its element."""
    return json_script(value, f"{element}-data")


@register.inclusion_tag("web/field.html")
def form_field(field: BoundField) -> dict[str, Any]:
    """Label, hint, error and widget of one field, tied together for screen readers."""
    return {"field": field}


def _percent(value: Any) -> float | None:
    """A percentage between 0 and 100; None for nothing."""
    if value is None or value == "":
        return None
    return min(100.0, max(0.0, float(value)))


@register.filter
def moment(value: Any) -> str:
    """2021年9月30日 08:15."""
    return wording.moment(value)


@register.simple_tag
def page_of(declared: Register, page: str, *args: Any) -> str:
    """The address of one page of a register: list, detail, new, edit, import, csv, xlsx, …"""
    return declared.address(page, *args)


@register.simple_tag(takes_context=True)
def page_query(context: Mapping[str, Any], number: int) -> str:
    """The present address at another page of the list."""
    query = context["request"].GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


@register.simple_tag
def share_of_rows(counted: Any) -> SafeString:
    """Where the rows of a file go: stored (or to be stored), duplicate, quarantined. Of a Preview or a Batch."""
    stored = getattr(counted, "new", None)
    return svg.shares(
        [
            {
                "kind": "ok",
                "count": counted.stored if stored is None else stored,
                "word": _("可入库") if stored is not None else _("入库"),
            },
            {"kind": "mute", "count": counted.duplicate, "word": _("重复")},
            {"kind": "bad", "count": counted.quarantined, "word": _("隔离")},
        ]
    )
