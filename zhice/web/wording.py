"""Days, amounts and numbers as people read them, in the language of the page."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

NOTHING = "—"
WAN = Decimal(10_000)
YI = Decimal(100_000_000)


def is_english() -> bool:
    return (get_language() or "zh-hans").startswith("en")


def day(value: date | None) -> str:
    """2021年9月30日, or 30 Sep 2021; a moment is shown as the day in the bureau's time zone."""
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return (
        f"{value.day} {value:%b} {value.year}"
        if is_english()
        else f"{value.year}年{value.month}月{value.day}日"
    )


def moment(value: datetime | None) -> str:
    """2021年9月30日 08:15, in the bureau's time zone."""
    if value is None:
        return NOTHING
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{day(local.date())} {local:%H:%M}"


def number(value: Any) -> str:
    """1,234.5; a dash for nothing. Text that is no number is given back as it is."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    text = (
        f"{value:,.10f}"
        if isinstance(value, float)
        else f"{value:,f}"
        if isinstance(value, Decimal)
        else f"{value:,}"
    )
    return text.rstrip("0").rstrip(".") if "." in text else text


def yuan(value: Decimal | int | None) -> str:
    """12.3万元, 1.86亿元, 950元; in English ¥ with grouped digits."""
    if value is None:
        return NOTHING
    amount = Decimal(value)
    if is_english():
        return f"¥{number(amount)}"
    if abs(amount) >= YI:
        return f"{number(amount / YI)}亿元"
    return f"{number(amount / WAN)}万元" if abs(amount) >= WAN else f"{number(amount)}元"


def masked(name: str) -> str:
    """A personal name for people who may not read it: 王某某, A***; an empty name stays empty.

    >>> masked("王小明"), masked("欧阳锋"), masked("Anna Li")
    ('王某某', '欧某某', 'A***')
    """
    if not name:
        return ""
    return f"{name[0]}***" if name.isascii() else f"{name[0]}某某"
