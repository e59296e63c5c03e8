"""Whether a figure is a flow of a year, a sum over years, a level on a day, or a mean growth."""

from __future__ import annotations

import re

from zhice.plan.documents.horizon import Span
from zhice.plan.documents.reading import PeriodKind
from zhice.plan.documents.vocabulary import ACTIVITY_END, CHANGE, FLOW_NOUN, LEVEL_NOUN

_MEAN = re.compile(r"年均(?!浓度|气温|值|降水|水位|径流|PM)|年平均增|平均每年增")
_EACH_YEAR = re.compile(
    r"每年|逐年|每年度|年度|(?:^|[，全省市县区国])年(?!均|龄|轻|限|级|末|底)|全年|当年|各年|"
    r"(?<![0-9一二三四五六七八九十两几])年(?:接待|处理|发电|供|产|销售|营业|培训|服务|新增|完成|"
    r"申请|授权|发行|办理|吞吐|检测)"
)
_GROWTH_END = re.compile(CHANGE + "$")
_SUM = re.compile(r"累计|累积|合计新增|共计新增")
_NEW = re.compile(r"新增|净增|增设|(?:^|[市省县区年计、])新(?![能型兴材城区质一时媒业动产技药三疆市的])")
_LEVEL_END = re.compile(LEVEL_NOUN + r"(?:[（(][^（）()]*[)）])?(?:总体|整体|基本|年均|均|都|分别|平均)?$")
_FLOW = re.compile(FLOW_NOUN + r"(?:[（(][^（）()]*[)）])?(?:总量|总额|规模|额|年均|均|都|分别)?$")
_PER_HEAD = re.compile(r"^(?:.{0,6})每[百千万]+(?:人|名|户)|拥有|占.{0,20}(?:比重|比例|的比)?$|存栏|有效")
_RATIO_UNITS = (
    "%",
    "‰",
    "岁",
    "分",
    "倍",
    "微克/立方米",
    "平方米",
    "℃",
    "天",
    "个月",
    "工作日",
    "个工作日",
    "小时",
    "分钟",
)
_FLOW_UNITS = (
    "人次",
    "万人次",
    "批次",
    "场次",
    "家次",
    "次",
    "场",
    "期",
    "届",
    "车次",
    "班次",
    "课时",
    "学时",
)
_MONEY = re.compile(r"元$")


def period_of(
    *, subject: str, words: str, unit: str, span: Span, structure: str, passage: str = ""
) -> PeriodKind:
    """The period kind of a figure.

    `words` is what stands before the figure in its clause, `span` how the governing year speaks (one year, several
    years, a point), `structure` the grammar rule's family (change, verb_object, level …), `passage` the sentence so
    far (for 每年 said once for several figures).
    """
    if _MEAN.search(words) or _MEAN.search(subject):
        return "mean_growth"
    if structure == "doubling":
        return "cumulative"
    if _SUM.search(words):
        return "cumulative"
    is_share = structure in ("level", "noun") and unit in ("%", "‰") and _LEVEL_END.search(subject)
    if _EACH_YEAR.search(words) and not (is_share and not _GROWTH_END.search(subject)):
        return "annual"
    if structure == "change" or (unit in ("%", "个百分点", "百分点", "倍") and _GROWTH_END.search(subject)):
        return "annual" if span == "year" else "cumulative"
    return _of_amount(subject, unit=unit, span=span, structure=structure, passage=passage)


def _of_amount(subject: str, *, unit: str, span: Span, structure: str, passage: str) -> PeriodKind:
    over_years: PeriodKind = "annual" if span == "year" else "cumulative"
    if _FLOW.search(subject) and unit not in ("%", "‰"):
        return "annual"
    if _NEW.search(subject) and unit not in (*_RATIO_UNITS, "年"):
        return over_years
    if unit in _RATIO_UNITS or _LEVEL_END.search(subject) or _PER_HEAD.search(subject):
        if unit in ("天",) and subject.endswith("天数"):
            return "annual"
        if structure in ("verb_object", "object_count") and unit not in _RATIO_UNITS:
            return over_years
        return "stock"
    if structure in ("verb_object", "object_count") or ACTIVITY_END.search(subject):
        return "annual" if re.search(r"每(?:年|季度|半年|月|学期)", passage) else over_years
    if unit in _FLOW_UNITS:
        return "annual"
    if _MONEY.search(unit):
        return "annual"
    return "annual" if span == "year" and structure == "noun" else "stock"
