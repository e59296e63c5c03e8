"""Codes of administrative divisions, and numbers of international applications."""

from __future__ import annotations

import pytest

from zhice.kernel.identifiers.pct import BadPCTNumber, PCTNumber, PCTPublication
from zhice.kernel.identifiers.region_codes import BadRegionCode, Level, RegionCode


@pytest.mark.parametrize(
    ("text", "canonical", "level", "parent"),
    [
        ("419001", "419001", Level.COUNTY, "410000"),  # 济源 stands under the province itself
        ("410881", "410881", Level.COUNTY, "410800"),
        ("410800", "410800", Level.PREFECTURE, "410000"),
        ("410000", "410000", Level.PROVINCE, None),
        ("110108", "110108", Level.COUNTY, "110000"),
        ("419001101", "419001101", Level.TOWNSHIP, "419001"),
        ("419001000000", "419001", Level.COUNTY, "410000"),
        ("４１９００１", "419001", Level.COUNTY, "410000"),
    ],
)
def test_a_code_gives_its_level_and_parent(
    text: str, canonical: str, level: Level, parent: str | None
) -> None:
    code = RegionCode.read(text)
    assert (code.canonical, code.level) == (canonical, level)
    assert (str(code.parent) if code.parent else None) == parent


def test_a_pseudo_prefecture_is_no_place() -> None:
    assert RegionCode.read("419000").is_pseudo_prefecture
    assert RegionCode.read("110100").is_pseudo_prefecture
    assert not RegionCode.read("410800").is_pseudo_prefecture


def test_what_a_code_covers() -> None:
    henan, jiaozuo, jiyuan = (RegionCode.read(code) for code in ("410000", "410800", "419001"))
    assert henan.covers(jiyuan)
    assert henan.covers(henan)
    assert jiyuan.covers(RegionCode.read("419001101"))
    assert not jiaozuo.covers(jiyuan)
    assert not jiyuan.covers(henan)


@pytest.mark.parametrize("text", ["", "4190", "019001", "991001", "41900a", "410001", "41900100000000"])
def test_what_is_no_code(text: str) -> None:
    with pytest.raises(BadRegionCode, match="GB/T 2260"):
        RegionCode.read(text)


@pytest.mark.parametrize(
    ("text", "canonical", "year"),
    [
        ("PCT/CN2020/123456", "PCT/CN2020/123456", 2020),
        ("pct/cn2020/123456", "PCT/CN2020/123456", 2020),
        ("PCTCN2020123456", "PCT/CN2020/123456", 2020),
        ("CN2020/123456", "PCT/CN2020/123456", 2020),
        ("PCT/CN98/00123", "PCT/CN98/00123", 1998),
        ("PCT/CN03/00123", "PCT/CN03/00123", 2003),
    ],
)
def test_an_international_application(text: str, canonical: str, year: int) -> None:
    number = PCTNumber.read(text)
    assert (number.canonical, number.year, number.office) == (canonical, year, "CN")


def test_an_international_publication() -> None:
    publication = PCTPublication.read("wo 2020/123456 a1")
    assert (publication.canonical, publication.kind_code) == ("WO2020/123456", "A1")


@pytest.mark.parametrize(
    "text", ["", "WO2020/123456", "PCT/CN2020/12345", "PCT/2020/123456", "201810053768.3"]
)
def test_what_is_no_international_application(text: str) -> None:
    with pytest.raises(BadPCTNumber, match="PCT/CN2020/123456"):
        PCTNumber.read(text)
