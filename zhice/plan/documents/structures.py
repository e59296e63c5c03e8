"""The structures in which plan language promises a figure. Each gives its name and the subject, or None.

change: 增长5%; level: 覆盖率达到95%, 年申请量突破300件; object_count: 培养人才50人; verb_object: 建设2个中心;
noun: 失业率5%左右; doubling: 翻一番. ("", reason) ends the search: the figure is no promise for that reason.
"""

from __future__ import annotations

import re

from zhice.plan.documents.quantities import is_indefinite
from zhice.plan.documents.refusals import CHANGE_END
from zhice.plan.documents.speech import Wording
from zhice.plan.documents.subjects import is_managed, makes_later, object_of
from zhice.plan.documents.vocabulary import CHANGE, INDICATOR_END

Structure = tuple[str, str]
_CHANGE_UNITS = ("%", "‰", "个百分点", "百分点", "倍")
_FREQUENCY = re.compile(
    r"每(?:年|季度|季|月|周|半年|学期|学年|[两二三2-5]年|个?[县市区校村镇乡])|年均|至少|不少于|"
    r"年(?=举办|开展|组织)"
)
_USE = re.compile(r"(?<=[\u3400-\u9fff]{4})(?:惠及|覆盖|达到|用于|作为)")
_LIST_END = re.compile(r"[、；]")
_MODIFIERS = ("省级", "国家级", "市级", "县级", "约", "近", "全市", "各类", "各级", "不少于", "至少")
_HOPES = ("力争", "争取", "冲刺", "努力")
_COUNTABLE = 2  # from here on a Chinese numeral counts; 一 is an article, 两 often part of a name


def structure_of(wording: Wording) -> Structure:
    """The structure of a quantity's clause and its subject; ("", reason) where none is found."""
    if wording.quantity.doubling:
        return "doubling", wording.subject or wording.speech.subject
    for rule in (_change, _volume, _elided_level, _level, _made, _counted_on, _noun, _goal_noun):
        found = rule(wording)
        if found is not None:
            return found
    return "", "unread"


def _change(wording: Wording) -> Structure | None:
    """地区生产总值增长5%, 单位能耗比2020年下降13.5%."""
    quantity = wording.quantity
    if not CHANGE_END.search(wording.words) or is_indefinite(quantity):
        return None
    if quantity.unit not in _CHANGE_UNITS and wording.has_noun_after:
        return None  # 增加30个岗位: the verb counts its object
    subject = wording.subject
    if not re.sub(CHANGE, "", subject).strip("按较比了均"):
        mean = "年均" if "年均" in wording.words and "年均" not in subject else ""
        subject = wording.speech.inherited() + mean + subject
    return "change", subject


def _volume(wording: Wording) -> Structure | None:
    """抓好550个项目: the volume of work, unless a verb of making follows with a compared figure."""
    before = wording.item.before
    if not is_managed(before, plan=wording.speech.plan):
        return None
    if wording.led not in ("bare", "equal") or (wording.compared and INDICATOR_END.search(wording.subject)):
        return None  # 推动林下经济面积达260万亩: what is steered reaches a figure
    return None if wording.compared and makes_later(before) else ("", "volume")


def _elided_level(wording: Wording) -> Structure | None:
    """…，力争达到9%: the level of the subject before; 突破10项技术 makes, though its verb can compare."""
    if wording.led == "bare" or wording.subject or wording.verb is not None:
        return None
    speech, quantity = wording.speech, wording.quantity
    if wording.qualifies:
        made = wording.led == "more_than" and not wording.lasts
        return ("verb_object", object_of("突破", wording.after)) if made else ("", "attribute")
    if speech.subject:
        return "level", speech.inherited(quantity.unit)
    return ("level", speech.topic) if speech.horizon.stated and quantity.unit else None


def _level(wording: Wording) -> Structure | None:
    """覆盖率达到95%, 年申请量突破300件, 失业率控制在5%以内; 举办培训班不少于4期 counts its object."""
    if wording.led == "bare":
        return None
    verb, subject = wording.verb, wording.subject
    if verb is None:
        return ("", "attribute") if wording.qualifies else ("level", subject)
    name, rest = verb
    if not rest:
        counted = object_of(name, wording.after) if wording.has_noun_after else wording.speech.subject or name
        return "verb_object", counted
    if INDICATOR_END.search(subject):
        return "level", subject
    if wording.comparison.word.startswith(("at_least", "at_most", "more_than")):
        return "object_count", object_of(name, rest)
    return "level", object_of(name, rest) if name.startswith(("新增", "净增", "惠及", "累计")) else subject


def _made(wording: Wording) -> Structure | None:
    """A verb of making with a counted object: 建设2个中心, 培养人才50人, 每年开展一次活动."""
    if wording.verb is None:
        return None
    quantity, (name, rest) = wording.quantity, wording.verb
    frequent = _FREQUENCY.search(wording.item.clause)
    if not frequent and (is_indefinite(quantity) or (quantity.chinese and quantity.unit == "次")):
        return "", "unread"
    if wording.lasts:
        return "", "duration"
    if not rest or rest in _MODIFIERS:
        noun = _USE.split(wording.after)[0]
        return (
            ("verb_object", object_of(name, rest + noun) if noun else name)
            if quantity.unit
            else ("", "attribute")
        )
    if quantity.unit in _CHANGE_UNITS and re.fullmatch(CHANGE, name):
        return "change", rest + name  # 压减一般性支出5%
    if quantity.unit in ("%", "") and not INDICATOR_END.search(rest):
        return None if quantity.unit else ("", "unread")
    if rest.endswith("等") and wording.has_noun_after:
        rest = _LIST_END.split(wording.after)[0]  # 人工智能、航空装备等9个重大专项
    return "object_count", object_of(name, rest)


def _counted_on(wording: Wording) -> Structure | None:
    """建设2个中心，5个基地: the verb of the clause before governs on; a figure without any words of its own."""
    if wording.subject:
        return None
    speech, quantity = wording.speech, wording.quantity
    if wording.has_noun_after and speech.verb and not wording.lasts and quantity.unit != "%":
        counted = object_of(speech.verb, _LIST_END.split(wording.after)[0])
        return ("", "unread") if is_indefinite(quantity) else ("verb_object", counted)
    again = (_FREQUENCY.search(wording.item.clause) and wording.compared) or wording.item.before.endswith(
        _HOPES
    )
    if again and speech.subject:
        return "level", speech.subject
    return "", "duration" if wording.lasts else "unread"


def _noun(wording: Wording) -> Structure | None:
    """A figure that follows its noun without a verb: 城镇调查失业率5%左右, 粮食产量1400亿斤以上."""
    quantity, subject, speech = wording.quantity, wording.subject, wording.speech
    if wording.lasts and not wording.compared:
        return "", "duration"
    if wording.qualifies:
        return "", "attribute"
    article = quantity.chinese and quantity.low < _COUNTABLE
    if INDICATOR_END.search(subject) and (wording.compared or speech.expects) and not article:
        return "noun", subject
    if wording.compared and len(subject) > 1 and quantity.unit:
        return (
            ("object_count", object_of(speech.near_verb, subject)) if speech.near_verb else ("noun", subject)
        )
    if re.search(r"新增|净增", subject) and quantity.unit and not wording.after:
        return "noun", subject
    return None


def _goal_noun(wording: Wording) -> Structure | None:
    """In a chapter of goals, or after a promise in the same sentence, any noun with its count is a promise."""
    quantity, subject, speech = wording.quantity, wording.subject, wording.speech
    if subject.endswith(("指标", "任务", "措施", "方面")):
        return "", "volume"  # 预期性指标19项: the plan counts its own parts
    if not (speech.goal or speech.promised) or not quantity.unit or wording.after.startswith("的"):
        return None
    if is_indefinite(quantity) or (quantity.chinese and quantity.low <= _COUNTABLE) or len(subject) < 2:
        return None
    return ("object_count", object_of(speech.verb, subject)) if speech.verb else ("noun", subject)
