"""Why a number is no target: the tests that keep facts, money, baselines and attributes out of the promises."""

from __future__ import annotations

import re

from zhice.kernel.words import Words
from zhice.plan.documents.quantities import Quantity
from zhice.plan.documents.vocabulary import (
    AID,
    FORECAST,
    FUTURE,
    GAINED,
    PAST_CLAUSE,
    PAST_SENTENCE,
    SET_ASIDE,
)

WHY: dict[str, Words] = {
    "past": Words(zh="已有的成绩或现状，不是承诺", en="a past result or the present state, no promise"),
    "baseline": Words(
        zh="基期数或比较的起点，不是目标值", en="a base value that the target is compared with"
    ),
    "money": Words(
        zh="安排、奖补或投入的金额，是手段不是目标", en="money set aside or paid out: a means, no target"
    ),
    "attribute": Words(zh="修饰名词的限定数，不是目标", en="a number that qualifies a noun, no target"),
    "volume": Words(zh="工作涉及的数量，没有承诺做成", en="the volume of work, without a promised result"),
    "forecast": Words(zh="预测，不是承诺", en="a forecast, no promise"),
    "ratio": Words(zh="比例，请人工确认", en="a ratio; a person decides"),
    "rank": Words(zh="名次，请人工确认", en="a rank; a person decides"),
    "aside": Words(zh="括注中的数", en="a number in brackets"),
    "duration": Words(zh="时间长短，不是目标", en="a length of time, no target"),
    "condition": Words(zh="适用条件中的界限，不是目标", en="a limit in a condition, no target"),
    "cell": Words(zh="表格中的其他数", en="another number of a table"),
    "unread": Words(zh="没有找到承诺的说法，请人工确认", en="no words of promise found; a person decides"),
}

_PAST_COMPARED = re.compile(r"(?:(?<=[由从比较])(?:目前|当前)|(?<=[由从])(?:去年|上年))")
_ROUND = re.compile(r"(?:同比|比上年|较上年|比去年|较去年)[\u3400-\u9fff]{2,4}[0-9.]+%(以上|左右)")
_PROMISED = re.compile(r"(?:力争|争取|确保|目标|到20[0-9]{2}|到[“”十]|年底前|期末)")


def sentence_is_past(sentence: str, *, goal: bool = False) -> bool:
    """Whether a sentence tells what has been: 同比, 截至, 目前, 累计获得 … without a word of promise."""
    if (match := _ROUND.search(sentence)) and (goal or match[1] == "左右"):
        return False  # among goals 同比增长10%以上; 左右 is never said of what has been counted
    told = PAST_SENTENCE.search(_PAST_COMPARED.sub("", sentence)) or (
        GAINED.search(sentence) and not FUTURE.search(sentence)
    )
    return bool(told) and not _PROMISED.search(sentence)


def clause_is_past(clause: str) -> bool:
    """Whether a clause alone tells what has been: 已建成, 现有, 提高了12%."""
    return bool(PAST_CLAUSE.search(clause)) and not _PROMISED.search(clause)


def is_forecast(clause: str) -> bool:
    return bool(FORECAST.search(clause)) and not _PROMISED.search(clause)


_MONEY = re.compile(r"元$")
_EARNED = re.compile(
    r"(?:额|收入|产值|增加值|总值|利润|税收|投资|支出|投入|余额|规模|价格|进出口|出口|进口|内资|"
    r"外资|到位资金|GDP|"
    r"经费|资产|市值|信贷|贷款)(?:总量|总额|规模)?[^，]{0,6}$"
)


def is_money(quantity: Quantity, *, before: str, after: str, reached: bool) -> bool:
    """Whether an amount is aid, subsidy or money set aside."""
    if (
        AID.search(before)
        and not re.search(r"(?:额|量|规模|收入|支出|人数|家数)[^，]{0,6}$", before)
        and (_MONEY.search(quantity.unit) or "标准" in before or "%" in quantity.unit)
    ):
        return True
    if not _MONEY.search(quantity.unit):
        return False
    if AID.match(after.lstrip("的以上左右、")):
        return True
    if SET_ASIDE.search(before):
        return True
    return (
        not reached and not _EARNED.search(before) and not re.search(r"(?:完成|实现|新增|累计|突破)", before)
    )


_SIZE_UNITS = re.compile(
    r"^(?:岁|周岁|元|万元|亿元|万美元|亿美元|小时|分钟|天|日|米|公里|千米|千瓦|万千瓦|吨|万吨|吨级|"
    r"万吨级|平方米|万平方米|亩|万亩|级|年|床|月|个月|层|公顷|伏|千伏|兆瓦|人|万人|只|头|毫米)$"
)
_OF = re.compile(r"^(?:(?:及|或)?以[上下内])?的(?!目标|水平|标准要求|要求|速度|增速|增长|任务|总体|预期)")
_QUALIFIED = re.compile(r"^(?:及|或)?以[上下内](?=[\u3400-\u9fff])(?!且|并|和|的|、)")
_PART_OF_NAME = re.compile(r"^(?:级|型|式|圈|制|化|线|强|佳|岁以|年期|期工程|号|周年|后|代|类水|热线|日游)")
_PERSONS = re.compile(r"^以[上下内]?(?:床位|人口|职工|员工|学生|座位|班额|注册资金)的")


def is_attribute(quantity: Quantity, *, before: str, after: str, promised: bool) -> bool:
    """Whether a number qualifies a noun: 65岁以上老年人, 5000吨级码头, 超过90%的类型, 1小时交通圈."""
    if _PART_OF_NAME.match(after) or re.search(r"级$|代$|伏安?$", quantity.unit):
        return True
    if _OF.match(after) and not re.search(
        r"(?:^|[，、])(?:" + "建设|培育|打造|培养|引进|新增" + r")$", before
    ):
        return True
    if _PERSONS.match(after) or re.match(r"^(?:及|或)?以下[\u3400-\u9fff]{2}", after):
        return True
    if quantity.unit in ("岁", "周岁", "度", "℃") and re.match(
        r"^(?!以上|以下|左右|以内|及以|、|和)[\u3400-\u9fff]{2}", after
    ):
        return True
    if quantity.unit in ("度", "℃", "周岁", "岁") and re.match(r"^(?:及)?以[上下][\u3400-\u9fff]{2}", after):
        return True
    if _QUALIFIED.match(after) and _SIZE_UNITS.match(quantity.unit) and not promised:
        return True
    return bool(
        re.match(
            r"^(?:[-—]?[\u3400-\u9fff]{1,4})?圈|^(?:通勤|交通|生活|服务|便民|健身|医疗|办结|响应)", after
        )
    ) and quantity.unit in ("分钟", "小时", "天", "日")


_LEGAL = re.compile(r"罚款|之日起|应当自|期满|违法所得|处[\u3400-\u9fff]{2,20}倍")
_CONDITION = re.compile(r"^(?:对于?|凡|如|若|当|经|属于|年龄|针对|符合)")


def is_condition(clause: str, after: str) -> bool:
    """Whether a clause sets a condition: 对年营业收入超过500万元的企业."""
    return bool(_LEGAL.search(clause)) or (bool(_CONDITION.match(clause)) and "的" in after)
