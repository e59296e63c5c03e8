"""The table of weights: what each feature says, in natural log-odds, for firms and for persons.

Set by hand from how names are given (a 字号 may be used once per place and trade; 企业名称登记管理规定), then checked on
the build half of tests/cases/firm_pairs.tsv; the held half decided nothing. docs/matching.md says how to read it.
"""

from __future__ import annotations

from dataclasses import dataclass

from zhice.kernel.words import Words

SAME_FROM = 0.95
REVIEW_FROM = 0.2
BASE = {"firm": -4.0, "person": -2.0}
"""Before anything is seen two parties are two."""


@dataclass(frozen=True, slots=True)
class Weight:
    """`only_review`: whatever the sum, a person must look before two are called one."""

    value: float
    words: Words
    only_review: bool = False


def _weight(value: float, zh: str, en: str, *, only_review: bool = False) -> Weight:
    return Weight(value, Words(zh=zh, en=en), only_review)


WEIGHTS: dict[str, Weight] = {
    # codes
    "code_same": _weight(30, "统一社会信用代码相同", "same credit code"),
    "code_differs": _weight(-30, "统一社会信用代码不同", "different credit codes"),
    "code_unsound": _weight(0, "信用代码校验不符，未采用", "a credit code is not valid and was not used"),
    "code_same_name_differs": _weight(
        0, "代码相同而名称不同：更名或录入有误", "same code, different names: a rename or a slip"
    ),
    # 字号
    "brand_same": _weight(4, "字号相同", "same trade name"),
    "brand_same_long": _weight(4.5, "字号相同（三字以上）", "same trade name (three characters or more)"),
    "brand_same_short": _weight(2, "字号相同，但只有一字", "same trade name of a single character"),
    "brand_none": _weight(2.5, "均无字号，以编号和行业相称", "no trade name: known by number and trade"),
    "brand_twin": _weight(
        0.5, "字号仅形近字不同", "trade names differ in look-alike characters", only_review=True
    ),
    "brand_sound": _weight(-0.5, "字号同音不同字", "trade names sound alike", only_review=True),
    "brand_near": _weight(-2.5, "字号有一字之差", "trade names differ in one character", only_review=True),
    "brand_differs": _weight(-8, "字号不同", "different trade names"),
    # place
    "place_same": _weight(2, "区划相同", "same region"),
    "place_former": _weight(1.8, "区划相同（一方用旧名）", "same region, one by a former name"),
    "place_neither": _weight(1, "名称均未冠区划", "neither name has a region"),
    "place_one": _weight(-1, "仅一方冠区划", "only one name has a region"),
    "place_within": _weight(-1.5, "区划一大一小", "one region lies in the other"),
    "place_differs": _weight(-5, "区划不同", "different regions"),
    "place_order": _weight(-2.5, "区划写在不同位置（括号）", "the region stands in brackets in one of them"),
    "zone_differs": _weight(-3, "开发区或乡镇不同", "different zones or towns"),
    "seat_differs": _weight(-1.5, "登记的住所地不同", "registered seats differ"),
    # trade
    "trade_same": _weight(2, "行业用语相同", "same trade words"),
    "trade_neither": _weight(1, "名称均无行业用语", "neither name has trade words"),
    "trade_order": _weight(-1.2, "行业用语次序不同", "the same trade words in another order"),
    "trade_part": _weight(-1.5, "行业用语一方多于另一方", "one has more trade words"),
    "trade_differs": _weight(-5, "行业用语不同", "different trade words"),
    "order_differs": _weight(-2, "编号在名称中的位置不同", "the number stands elsewhere in the name"),
    # legal form
    "form_same": _weight(1, "组织形式相同", "same legal form"),
    "form_missing": _weight(-1.5, "一方未写组织形式", "one has no legal form"),
    "form_shares": _weight(
        -3,
        "有限公司与股份公司：可能改制，也可能是两家",
        "limited and joint-stock: converted, or two",
        only_review=True,
    ),
    "form_differs": _weight(-3.5, "组织形式不同", "different legal forms", only_review=True),
    "group_differs": _weight(-3, "一方为集团", "one of them is a group", only_review=True),
    # parts and numbers
    "unit_one": _weight(-12, "一方是另一方的分支机构", "one is a branch of the other"),
    "unit_differs": _weight(-12, "分支机构不同", "different branches"),
    "number_differs": _weight(-12, "编号不同（如第一、第二）", "different numbers, such as First and Second"),
    # how it was written
    "traditional": _weight(0, "一方用繁体字", "one is in traditional characters"),
    "look_alike": _weight(
        -0.2, "含形近字或异形字，已按通常写法读", "holds look-alikes, read as the usual characters"
    ),
    "full_width": _weight(0, "全角半角不同", "full width and half width"),
    "invisible": _weight(0, "含不可见字符，已去除", "held invisible characters, removed"),
    "forbidden": _weight(
        -1, "含双向文字控制符等不可信字符", "held bidirectional controls or the like", only_review=True
    ),
    "says_nothing": _weight(-2, "名称是占位文字", "the name is a placeholder", only_review=True),
    # further evidence
    "former_name": _weight(-0.3, "一方的曾用名", "by a former name"),
    "address_same": _weight(3, "地址相同", "same address"),
    "address_differs": _weight(-0.3, "地址不同", "different addresses"),
    "person_in_common": _weight(1.5, "有一名相同人员", "one person in common"),
    "people_in_common": _weight(3, "有多名相同人员", "several people in common"),
    # persons
    "kind_differs": _weight(-12, "一方是单位，一方是个人", "one is an organisation, one a person"),
    "person_name_same": _weight(2, "姓名相同", "same name of a person"),
    "person_name_short": _weight(-0.8, "两字姓名，重名常见", "a name of two characters, often shared"),
    "person_name_differs": _weight(-12, "姓名不同", "different names"),
    "employer_same": _weight(2.5, "单位相同", "same employer"),
    "employer_differs": _weight(-1.5, "单位不同", "different employers"),
    "person_place_same": _weight(1, "所在地相同", "same region"),
    "person_place_differs": _weight(-1.5, "所在地不同", "different regions"),
}
