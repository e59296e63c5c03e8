"""Small drawings made on the server: pace, shares, a line. They print, they need no script, and each says what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

GAP = 0.4  # percent of the bar between two shares
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 96, 30, 3
SPARK_COLOURS = {"ok": "#12643d", "info": "#1a5a9e", "warn": "#c98a00", "bad": "#b3261e", "mute": "#566273"}


def pace(*, done: float, time: float | None, kind: str = "info", label: str = "") -> SafeString:
    """A bar filled to `done` percent with a tick at `time` percent."""
    said = label or (
        _("完成 %(done)s%%，时间进度 %(time)s%%") % {"done": f"{done:g}", "time": f"{time:g}"}
        if time is not None
        else _("完成 %(done)s%%") % {"done": f"{done:g}"}
    )
    tick = (
        format_html('<rect class="tick" x="{}%" y="0" width="2" height="15"/>', f"{min(time, 99.5):g}")
        if time is not None
        else ""
    )
    return format_html(
        '<svg class="zc-pace" role="img" aria-label="{}"><rect class="track" y="4" width="100%" height="8"/>'
        '<rect class="{}" y="4" width="{}%" height="8"/>{}</svg>',
        said,
        kind,
        f"{done:g}",
        tick,
    )


def shares(parts: Iterable[Mapping[str, Any]], *, label: str = "") -> SafeString:
    """One bar cut in proportion to the counts; parts without a count are left out."""
    counted = [part for part in parts if part["count"]]
    total = sum(part["count"] for part in counted) or 1
    said = label or "，".join(f"{part['word']} {part['count']}" for part in counted)
    start, cuts = 0.0, []
    for part in counted:
        width = 100 * part["count"] / total
        cuts.append((f"{start:.2f}", f"{max(width - GAP, 0.1):.2f}", part["kind"]))
        start += width
    bars = format_html_join("", '<rect x="{}%" width="{}%" height="12" rx="3" class="{}"/>', cuts)
    return format_html('<svg class="zc-share" role="img" aria-label="{}">{}</svg>', said, bars)


def spark(values: Sequence[float], *, kind: str = "info") -> SafeString:
    """The course of a few values, without axes; nothing for fewer than two."""
    if len(values) < 2:  # noqa: PLR2004  # one point has no course
        return SafeString("")
    low, high = min(values), max(values)
    spread = (high - low) or 1
    room = SPARK_HEIGHT - 2 * SPARK_EDGE
    step = (SPARK_WIDTH - 2 * SPARK_EDGE) / (len(values) - 1)
    points = [
        (SPARK_EDGE + number * step, SPARK_HEIGHT - SPARK_EDGE - room * (value - low) / spread)
        for number, value in enumerate(values)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return format_html(
        '<svg class="zc-spark" width="{0}" height="{1}" viewBox="0 0 {0} {1}" aria-hidden="true">'
        '<polyline points="{2}" fill="none" stroke="{3}" stroke-width="1.8" stroke-linejoin="round"/>'
        '<circle cx="{4}" cy="{5}" r="2.6" fill="{3}"/></svg>',
        SPARK_WIDTH,
        SPARK_HEIGHT,
        line,
        SPARK_COLOURS.get(kind, SPARK_COLOURS["info"]),
        f"{points[-1][0]:.1f}",
        f"{points[-1][1]:.1f}",
    )
