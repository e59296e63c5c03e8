"""Are two firms one? Code first; else the names part by part, and what else is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from zhice.kernel.errors import ZhiceError
from zhice.kernel.identifiers.credit_codes import CreditCode
from zhice.kernel.text import Flag, clean
from zhice.matching.finding import Finding, conclude
from zhice.matching.parts import FirmName, says_nothing, take_apart
from zhice.matching.places import PlaceWords
from zhice.matching.sounds import sound
from zhice.matching.writing import folded

_LONG_BRAND = 3
_SHORTEST_ADDRESS = 6


@dataclass(frozen=True, kw_only=True)
class Firm:
    """What is known of a firm. `region` is the code of its seat; the rest may be empty."""

    name: str
    code: str | None = None
    region: str | None = None
    former_names: tuple[str, ...] = ()
    address: str = ""
    people: frozenset[str] = field(default_factory=frozenset)


def compare(left: Firm, right: Firm, places: PlaceWords) -> Finding:
    """Whether two firms are one; raises NameRefused for a text that is no name.

    Where former names are known, the pair of names that agrees best decides.
    """
    ours = [take_apart(name, places) for name in (left.name, *left.former_names)]
    theirs = [take_apart(name, places) for name in (right.name, *right.former_names)]
    codes, evidence = list(_codes(left, right)), list(_evidence(left, right))
    findings = []
    for mine, yours in ((a, b) for a in ours for b in theirs):
        named = list(_names(mine, yours, left.region, right.region, places))
        if mine is not ours[0] or yours is not theirs[0]:
            named.append("former_name")
        elif "code_same" in codes and "brand_same" not in "".join(named):
            named.append("code_same_name_differs")
        findings.append(conclude([*codes, *named, *evidence], base="firm"))
    return max(findings, key=lambda finding: finding.score)


def compare_names(
    mine: FirmName,
    yours: FirmName,
    places: PlaceWords,
    *,
    seats: tuple[str | None, str | None] = (None, None),
) -> Finding:
    """As `compare`, for names that are taken apart already and nothing else."""
    return conclude(list(_names(mine, yours, *seats, places)), base="firm")


def _codes(left: Firm, right: Firm) -> Iterator[str]:
    codes = [_sound(firm.code) for firm in (left, right) if firm.code]
    if None in codes:
        yield "code_unsound"
    elif len(codes) == 2:  # noqa: PLR2004
        yield "code_same" if codes[0] == codes[1] else "code_differs"


def _sound(code: str) -> str | None:
    try:
        return CreditCode.read(code).canonical
    except ZhiceError:
        return None


def _names(
    mine: FirmName, yours: FirmName, seat: str | None, other_seat: str | None, places: PlaceWords
) -> Iterator[str]:
    yield from _brands(mine, yours)
    yield from _places(mine, yours, seat, other_seat, places)
    yield from _trades(mine, yours)
    yield from _forms(mine, yours)
    if mine.unit != yours.unit:
        yield "unit_differs" if mine.unit and yours.unit else "unit_one"
    if mine.numbers != yours.numbers:
        yield "number_differs"
    elif mine.numbers and mine.core != yours.core and mine.brand == yours.brand:
        yield "order_differs"
    yield from _writing(mine, yours)


def _brands(mine: FirmName, yours: FirmName) -> Iterator[str]:
    a, b = mine.brand, yours.brand
    if a == b:
        if not a:
            yield "brand_none"
        else:
            yield (
                "brand_same_long"
                if len(a) >= _LONG_BRAND
                else "brand_same"
                if len(a) > 1
                else "brand_same_short"
            )
    elif a and b and folded(a) == folded(b):
        yield "brand_twin"
    elif a and b and sound(a) == sound(b):
        yield "brand_sound"
    elif len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1:
        yield "brand_near"
    else:
        yield "brand_differs"


def _places(
    mine: FirmName, yours: FirmName, seat: str | None, other_seat: str | None, places: PlaceWords
) -> Iterator[str]:
    """By the names; where one names no region its seat stands for it."""
    here = mine.place.codes or frozenset({seat} if seat else ())
    there = yours.place.codes or frozenset({other_seat} if other_seat else ())
    if here and there:
        if here & there:
            yield "place_former" if mine.place.former or yours.place.former else "place_same"
            if mine.place and yours.place and mine.inside != yours.inside:
                yield "place_order"
        else:
            nested = any(places.within(code, there) for code in here) or any(
                places.within(code, here) for code in there
            )
            yield "place_within" if nested else "place_differs"
    else:
        yield "place_one" if mine.place or yours.place else "place_neither"
    if mine.place and yours.place and seat and other_seat and not _nested(seat, other_seat, places):
        yield "seat_differs"
    if mine.zone and yours.zone and mine.zone != yours.zone:
        yield "zone_differs"


def _nested(seat: str, other: str, places: PlaceWords) -> bool:
    return places.within(seat, {other}) or places.within(other, {seat})


def _trades(mine: FirmName, yours: FirmName) -> Iterator[str]:
    a, b = mine.trades, yours.trades
    if a == b:
        yield "trade_same" if a else "trade_neither"
    elif "".join(a) == "".join(b):
        yield "trade_same"
    elif sorted(a) == sorted(b):
        yield "trade_order"
    elif set(a) <= set(b) or set(b) <= set(a) or _contains("".join(a), "".join(b)):
        yield "trade_part"
    else:
        yield "trade_differs"


def _contains(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def _forms(mine: FirmName, yours: FirmName) -> Iterator[str]:
    forms = {mine.form, yours.form}
    if len(forms) == 1:
        yield "form_same"
    elif "" in forms:
        yield "form_missing"
    else:
        yield "form_shares" if forms == {"limited", "joint_stock"} else "form_differs"
    if mine.group != yours.group:
        yield "group_differs"


def _writing(mine: FirmName, yours: FirmName) -> Iterator[str]:
    flags = {flag for name in (mine, yours) for flag in name.writing.flags}
    if mine.writing.traditional != yours.writing.traditional:
        yield "traditional"
    if any(name.twins or name.writing.look_alikes for name in (mine, yours)) or Flag.RADICAL in flags:
        yield "look_alike"
    if Flag.COMPATIBILITY in flags and mine.writing.text == yours.writing.text:
        yield "full_width"
    if flags & {Flag.INVISIBLE, Flag.CONTROL}:
        yield "invisible"
    if any(flag.refuses for flag in flags) or Flag.PRIVATE_USE in flags:
        yield "forbidden"
    if says_nothing(mine) or says_nothing(yours):
        yield "says_nothing"


def _evidence(left: Firm, right: Firm) -> Iterator[str]:
    here, there = _address(left.address), _address(right.address)
    if min(len(here), len(there)) >= _SHORTEST_ADDRESS:
        yield "address_same" if here in there or there in here else "address_differs"
    common = len({*map(_plain, left.people)} & {*map(_plain, right.people)})
    if common:
        yield "person_in_common" if common == 1 else "people_in_common"


def _address(text: str) -> str:
    """Without post code, country and punctuation."""
    plain = re.sub(r"[\W_]", "", clean(text)[0]).casefold()
    return re.sub(r"^(?:\d{6})?(?:中国)?", "", plain)


def _plain(name: str) -> str:
    return "".join(clean(name)[0].split()).casefold()
