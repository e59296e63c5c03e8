"""Units: what converts into what, and the unit that a fold gives. Only units of one family convert; all else is refused."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words

_FAMILIES: tuple[dict[str, Decimal], ...] = (
    {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)},
    {"件": Decimal(1), "万件": Decimal(10_000)},
    {"人": Decimal(1), "万人": Decimal(10_000)},
    {"%": Decimal(1), "%/年": Decimal(1)},
)
_PER = {1: "", 10_000: "万", 100_000_000: "亿", 100: "百", 1_000: "千", 100_000: "十万", 1_000_000: "百万"}


_ENGLISH = {
    "元": "yuan",
    "万元": "×10,000 yuan",
    "亿元": "×100 million yuan",
    "件": "items",
    "万件": "×10,000 items",
    "件/万人": "per 10,000 residents",
    "人": "persons",
    "万人": "×10,000 persons",
    "个": "in number",
    "项": "projects",
    "家": "organisations",
    "所": "schools",
    "次": "times",
    "分": "points",
    "位": "in rank",
}


def unit_words(unit: str) -> Words:
    """A unit in both languages; one that has no English name stays as it is written."""
    return Words(zh=unit, en=_ENGLISH.get(unit, unit))


class ForeignUnit(ZhiceError):
    """A unit that does not convert into the one wanted."""


def convert(value: Decimal, unit: str, to: str) -> Decimal:
    """`value` in `unit` as a number of `to`: 30000 万元 → 3 亿元. Raises `ForeignUnit` across families."""
    if unit == to:
        return value
    for family in _FAMILIES:
        if unit in family and to in family:
            return value * family[unit] / family[to]
    raise ForeignUnit(
        Words(
            zh=f"单位“{unit}”不能换算为“{to}”；请核对指标与目标的单位。",
            en=f"“{unit}” does not convert into “{to}”; check the units of indicator and target.",
        )
    )


def same_family(unit: str, other: str) -> bool:
    return unit == other or any(unit in family and other in family for family in _FAMILIES)


def per_unit(above: str, below: str, per: int) -> str:
    """The unit of a ratio: 件 over 人, per 10,000 → 件/万人; equal units per 100 → %."""
    if above == below:
        return "%" if per == 100 else f"{_PER.get(per, per)}分之一" if per > 1 else ""  # noqa: PLR2004 - per cent
    return f"{above}/{_PER.get(per, str(per))}{below}"


def shown(value: Decimal, *, places: int = 2) -> str:
    """A number for people: at most `places` decimals, no trailing zeros, thousands marked."""
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
