"""Signs that are mistaken for one another: a table of our own, since no library lists ideographs.

`RARE_FORMS` are signs that hardly ever stand in a name on purpose: they are warned of. `TWINS` are ordinary
signs that eyes and scanners confuse; each is right in some name, so they only widen a comparison.
`LATIN_TWINS` are Greek and Cyrillic letters drawn like Latin ones, which NFKC leaves alone.
"""

from __future__ import annotations

RARE_FORMS: dict[str, str] = {
    **dict(zip("囯囻圀囗叧曱甴甶咊噐囬坔埊夲奌尓", "国国国口另甲由由和器回地地本点尔", strict=True)),
    **dict(zip("岀帋庒弍弎弌悳惪扗旾昻曺朩栁桒枽", "出纸庄二三一德德在春昂曹木柳桑桑", strict=True)),
    **dict(zip("氷滙澁畄畆眀朙秊竝萅蔵虗虵覀覌貮", "冰汇涩留亩明明年并春藏虚蛇西观贰", strict=True)),
    **dict(zip("逺郷釒靣黒亖亊亇仺佡冄凥刄冨厛䏍", "远乡金面黑四事个仓仙冉居刃富厅肙", strict=True)),
}

TWINS: tuple[str, ...] = (
    "己已巳",
    "未末",
    "土士",
    "曰日",
    "入人八",
    "干千于",
    "大犬太",
    "天夭",
    "王玉",
    "戊戌戍",
    "祟崇",
    "晴睛",
    "洒酒",
    "治冶",
    "沁泌",
    "候侯",
    "徒徙",
    "折拆",
    "杨扬",
    "拔拨",
    "免兔",
    "刀刁力",
    "贝见",
    "午牛",
    "田由甲申",
    "鸟乌",
    "历厉",
    "间问",
    "设没",
    "科料",
    "帅师",
    "住往",
    "今令",
    "竞竟",
    "壁璧",
    "幕慕墓暮",
    "萍苹",
    "钧钓",
    "济挤",
)

_GREEK = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρυ", "ABEZHIKMNOPTYXovpu")
_CYRILLIC = ("АВЕЅІЈКМНОРСТУХаеорсухіјѕԁԛԝһ", "ABESIJKMHOPCTYXaeopcyxijsdqwh")
LATIN_TWINS: dict[str, str] = {
    sign: latin for signs, latins in (_GREEK, _CYRILLIC) for sign, latin in zip(signs, latins, strict=True)
}
