"""A name taken apart: place, 字号, trades, numbers, form, branch."""

import pytest

from zhice.matching.numbering import numbered
from zhice.matching.parts import take_apart
from zhice.matching.writing import NameRefused

# name → place, 字号, trades, numbers, form, group, unit
CASES = {
    "河南省济源市示例机械设备（集团）有限公司第一分公司": ("419001", "示例", "机械设备", "", "limited", True, "|#分公司|1"),
    "济源示例铅锌股份有限公司": ("419001", "示例", "铅锌", "", "joint_stock", False, ""),
    "济源市第一化工厂": ("419001", "", "化工", "1", "factory", False, ""),
    "济源市第１化工厂": ("419001", "", "化工", "1", "factory", False, ""),
    "襄樊市示例轴承有限责任公司": ("420600", "示例", "轴承", "", "limited", False, ""),
    "示例（厦门）电子有限公司": ("350200", "示例", "电子", "", "limited", False, ""),
    "示例环保科技河北有限公司": ("130000", "示例", "环保科技", "", "limited", False, ""),
    "焦作市济源市示例化工厂": ("419001", "示例", "化工", "", "factory", False, ""),
    "河南大学": ("", "河南", "", "", "university", False, ""),
    "郑州大学第一附属医院": ("", "郑州", "", "", "university", False, "|#附属医院|1"),
    "柳州高新区示例自动化设备有限责任公司": ("450200", "示例", "自动化设备", "", "limited", False, ""),
    "Example Optics Co., Ltd.": ("", "example optics", "", "", "limited", False, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_name_has_its_parts(name, places):
    found = take_apart(name, places)
    said = (
        "".join(sorted(found.place.codes)),
        found.brand,
        "".join(found.trades),
        "".join(found.numbers),
        found.form,
        found.group,
        found.unit,
    )
    assert said == CASES[name]


def test_a_bare_place_that_leaves_no_brand_is_the_brand(places):
    """温县 is a county and so is 新安; a firm called 新安机械 is not therefore seated there."""
    found = take_apart("新安机械有限公司", places)
    assert (found.brand, bool(found.place)) == ("新安", False)


@pytest.mark.parametrize(
    ("text", "numbers"), [("第十二厂", ("12",)), ("二十一分厂", ("21",)), ("六三六部队", ("636",))]
)
def test_numerals_are_read(text, numbers):
    assert numbered(text)[1] == numbers


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "长" * 5000])
def test_what_is_no_name_is_refused_with_words(name, places):
    with pytest.raises(NameRefused) as refusal:
        take_apart(name, places)
    assert "名称" in str(refusal.value)
