"""What a figure's clause promises: the structures of plan language, tried in order, each a named rule."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from zhice.plan.documents.comparators import Comparison, bounds, compare
from zhice.plan.documents.horizon import Horizon, PlanPeriod, without_years
from zhice.plan.documents.periods import period_of
from zhice.plan.documents.quantities import Quantity, is_indefinite
from zhice.plan.documents.reading import Comparator, Figure, PeriodKind
from zhice.plan.documents.standing import clause_is_past, is_attribute, is_condition, is_forecast, is_money
from zhice.plan.documents.subjects import is_managed, makes_later, object_of, subject_of, verb_of
from zhice.plan.documents.vocabulary import CHANGE, CHANGE_TO, FLOW_NOUN, INDICATOR_END, LEVEL_NOUN


@dataclass(frozen=True)
class Promise:
    """A figure that is promised, before it gets its offsets."""

    quantity: Quantity
    subject: str
    comparator: Comparator
    low: Figure | None
    high: Figure | None
    year: int | None
    period: PeriodKind
    hoped: bool
    rule: str
    unit: str


@dataclass
class Speech:
    """What earlier words of a paragraph hand on to later ones: year, mood, subject, verb."""

    plan: PlanPeriod
    horizon: Horizon
    goal: bool = False  # a chapter or sentence of goals: a bare noun with a figure is a promise
    lead_hope: bool = False
    subject: str = ""
    unit: str = ""
    period: PeriodKind | None = None
    verb: str = ""
    near_verb: str = ""  # the verb of making in this very clause
    promised: bool = False
    fact: bool = False  # the sentence has stated a fact (我市…为3.2件): its comparisons are past as well
    passage: str = ""
    whole: str = field(default="", repr=False)


@dataclass(frozen=True)
class Item:
    """A quantity in its clause, with the words before and after it that belong to it."""

    quantity: Quantity
    before: str
    after: str
    clause: str
    following: str = ""  # the words before the next quantity of the clause
    start: int = 0  # its own stretch of the clause
    end: int = 0


_BASE = re.compile(r"(?:由|从|较|比|相比)(?:[^，。；]{0,14}(?:的|末|底|年)|目前|现在|当前|不足|约|超过)?$")
_CHANGES = re.compile(rf"^[^，]{{0,8}}?(?:{CHANGE_TO}|{CHANGE})")
_CHANGE_END = re.compile(rf"{CHANGE}(?:了)?(?:幅度)?(?:总体|分别|均|都|率)?(?:约|大约|近)?$")
_DURATION = re.compile(r"^(?:年|个月|天|日|小时|分钟|秒|周年|周|代|届)$")
_FREQUENCY = re.compile(
    r"每(?:年|季度|季|月|周|半年|学期|学年|[两二三2-5]年|个?[县市区校村镇乡])|年均|至少|不少于|"
    r"年(?=举办|开展|组织)"
)
_YEAR_OF_FIGURE = re.compile(r"(?<=[到至])(?:19|20)[0-9]{2}年(?:底|末)?的?$")
_CHANGE_UNITS = ("%", "‰", "个百分点", "百分点", "倍")
_LEVEL_AFTER = re.compile(r"大关|台阶|水平|目标|关口|规模|标准|任务|[，、]|并|且|努力|力争|争取|继续|安排")
_CONTINUES = re.compile(
    rf"^(?:[、，和及与并且以至~—-]|{CHANGE_TO}|{CHANGE}|达|比|较|由|从|占|为|超|不|实现|惠及|覆盖|"
    rf"突破|或).*$",
    re.S,
)
_RECURRENT = ("次", "场", "期", "轮")  # 每年开展一次: what must happen each year may happen more often
_NOUN = re.compile(r"[\u3400-\u9fffA-Za-z”）》]{2,}")


def promise_of(item: Item, *, speech: Speech, hoped: bool) -> Promise | str:
    """The promise of one quantity, or the code of the reason (see `standing.WHY`) why it is none."""
    quantity = item.quantity
    before = _YEAR_OF_FIGURE.sub("", item.before)
    comparison = compare(before, quantity, item.after)
    words = before[: len(before) - comparison.lead]
    after = (item.after + _CONTINUES.sub("", item.following))[comparison.trail :]
    subject = subject_of(words, plan=speech.plan)
    refusal = _refusal(item, comparison=comparison, words=words, after=after, speech=speech)
    if refusal:
        return refusal
    structure, subject = _structure(
        item, comparison=comparison, words=words, after=after, subject=subject, speech=speech
    )
    if not structure:
        return subject or "unread"
    return make(
        item,
        comparison=comparison,
        structure=structure,
        subject=subject,
        words=words,
        speech=speech,
        hoped=hoped,
    )


def make(
    item: Item,
    *,
    comparison: Comparison,
    structure: str,
    subject: str,
    words: str,
    speech: Speech,
    hoped: bool,
) -> Promise:
    """A promise from its parts, with its bounds and its period kind."""
    floor = _is_floor(item, comparison=comparison, structure=structure, words=words)
    low, high, comparator = bounds("at_least" if floor else comparison.comparator, item.quantity)
    words = without_years(words, plan=speech.plan)
    period = period_of(
        subject=subject,
        words=words + (item.clause if structure in ("verb_object", "object_count") else ""),
        unit=item.quantity.unit,
        span=speech.horizon.span,
        structure=structure,
        reached=comparison.word != "bare",
        passage=speech.passage + item.clause,
    )
    if (
        item.before.startswith("其中")
        and structure != "change"
        and speech.period is not None
        and item.quantity.unit != "%"
    ):
        period = speech.period
    rule = structure if comparison.word == "bare" else f"{structure}:{comparison.word}"
    return Promise(
        item.quantity,
        subject,
        comparator,
        low,
        high,
        speech.horizon.year,
        period,
        hoped,
        rule,
        item.quantity.unit,
    )


def _is_floor(item: Item, *, comparison: Comparison, structure: str, words: str) -> bool:
    """每年开展一次 and 至少建成一所 name the least, though no comparator stands at the figure."""
    if comparison.comparator != "equal" or item.quantity.high is not None or "+" in comparison.word:
        return False
    recurrent = structure == "verb_object" and item.quantity.unit in _RECURRENT and "每" in item.clause
    return recurrent or bool(re.search(r"至少|不少于", words))


def _refusal(item: Item, *, comparison: Comparison, words: str, after: str, speech: Speech) -> str:
    quantity, reached = item.quantity, comparison.word != "bare"
    if _is_base(item, comparison):
        return "baseline"
    if clause_is_past(item.clause):
        return "past"
    if _states_fact(item, comparison=comparison, words=words, speech=speech):
        speech.fact = True
        return "past"
    if is_forecast(item.clause):
        return "forecast"
    if is_condition(item.clause, item.after):
        return "condition"
    if is_money(quantity, before=words, after=after, reached=reached):
        return "money"
    verb = verb_of(words, plan=speech.plan)
    promised = (
        (bool(verb and not verb[1]) and not _DURATION.match(quantity.unit)) or bool(_CHANGE_END.search(words))
    )
    if is_attribute(quantity, before=words, after=item.after + item.following, promised=promised):
        return "attribute"
    return ""


def _states_fact(item: Item, *, comparison: Comparison, words: str, speech: Speech) -> bool:
    """我市拥有量为3.2件，较…增长1.8倍: a state, where nothing in the sentence or chapter speaks of a goal."""
    if speech.goal or speech.promised:
        return False
    if (
        item.before.endswith(("为", "是"))
        and comparison.word == "equal"
        and not re.search(r"(?:调整|提高|降低|增加|控制|保持)为$", item.before)
    ):
        return True
    return speech.fact and bool(re.search(r"[比较]", words))


def _is_base(item: Item, comparison: Comparison) -> bool:
    if not _BASE.search(item.before):
        return False
    return bool(
        _CHANGES.match(item.after)
        or _CHANGES.match(item.following)
        or re.match(r"^(?:左右|以上|以下)?[^，]{0,6}(?:到|至)", item.following)
    )


def _structure(
    item: Item, *, comparison: Comparison, words: str, after: str, subject: str, speech: Speech
) -> tuple[str, str]:
    """The structure's name and the subject; ("", reason) where no structure of promise is found."""
    quantity = item.quantity
    if quantity.doubling:
        return "doubling", subject or speech.subject
    if (
        _CHANGE_END.search(words)
        and not is_indefinite(quantity)
        and (quantity.unit in _CHANGE_UNITS or not _NOUN.match(after))
    ):
        if not re.sub(CHANGE, "", subject).strip("按较比了均"):
            subject = _inherited(speech) + subject
        return "change", subject
    if is_managed(item.before, plan=speech.plan) and not (
        comparison.word != "bare" and makes_later(item.before)
    ):
        return "", "volume"
    verb = verb_of(words, plan=speech.plan)
    if found := _level(
        item, comparison=comparison, words=words, after=after, subject=subject, verb=verb, speech=speech
    ):
        return found
    if verb and (found := _made(item, verb=verb, comparison=comparison, after=after)):
        return found
    return _bare_noun(item, comparison=comparison, after=after, subject=subject, speech=speech)


def _inherited(speech: Speech, unit: str = "") -> str:
    """The subject that an elided one goes back to; a change that was measured in another unit is left out."""
    if unit and unit == speech.unit:
        return speech.subject
    return re.sub(rf"(?:年均)?(?:{CHANGE})+$", "", speech.subject)


def _level(
    item: Item,
    *,
    comparison: Comparison,
    words: str,
    after: str,
    subject: str,
    verb: tuple[str, str] | None,
    speech: Speech,
) -> tuple[str, str] | None:
    """A subject that reaches, exceeds or keeps a figure: 覆盖率达到95%, 年申请量突破300件, 控制在5%以内."""
    led = comparison.word.split("+")[0] != "bare"
    if led and not subject and verb is None:
        if comparison.word == "more_than" and _NOUN.match(after) and not _DURATION.match(item.quantity.unit):
            return "verb_object", object_of(
                "突破", after
            )  # 突破10项关键技术: the word of exceeding as a verb of making
        return ("level", _inherited(speech, item.quantity.unit)) if speech.subject else None
    if not led:
        return None
    if verb is None and _NOUN.match(after) and not _LEVEL_AFTER.match(after):
        return "", "attribute"  # 超过20000名儿童免费…, 在3000个小区…: the figure qualifies the noun after it
    if (
        verb
        and verb[1]
        and not INDICATOR_END.search(subject)
        and comparison.word.startswith(("at_least", "at_most", "more_than"))
    ):
        return "object_count", object_of(verb[0], verb[1])  # 举办培训班不少于4期
    if verb and not verb[1]:
        return "verb_object", object_of(verb[0], after) if _NOUN.match(after) else (speech.subject or verb[0])
    if (
        verb
        and verb[1]
        and comparison.word.startswith(("reach", "more_than"))
        and not INDICATOR_END.search(subject)
    ):
        return "level", object_of(verb[0], verb[1]) if verb[0].startswith(
            ("新增", "净增", "惠及", "累计")
        ) else subject
    return "level", subject


def _made(item: Item, *, verb: tuple[str, str], comparison: Comparison, after: str) -> tuple[str, str] | None:
    """A verb of making with a counted object: 建设2个中心, 培养人才50人, 每年开展一次活动."""
    quantity, (name, rest) = item.quantity, verb
    frequent = _FREQUENCY.search(item.clause)
    if is_indefinite(quantity) and not frequent:
        return "", "unread"
    if quantity.chinese and quantity.unit in ("次",) and not frequent:
        return "", "unread"
    if _DURATION.match(quantity.unit):
        return "", "duration"
    if not rest or _is_modifier(rest):
        if not quantity.unit:
            return "", "attribute"
        noun = re.split(r"(?<=[\u3400-\u9fff]{4})(?:惠及|覆盖|达到|用于|作为)", after)[0]
        return "verb_object", object_of(name, rest + noun) if noun else name
    if quantity.unit in ("%", "") and not INDICATOR_END.search(rest):
        return None if quantity.unit else ("", "unread")
    if rest.endswith("等") and _NOUN.match(after):
        rest = re.split(r"[、；]", after)[0]  # 人工智能、航空装备等9个重大专项
    return "object_count", object_of(name, rest)


def _is_modifier(rest: str) -> bool:
    return rest in ("省级", "国家级", "市级", "县级", "约", "近", "全市", "各类", "各级", "不少于", "至少")


def _bare_noun(
    item: Item, *, comparison: Comparison, after: str, subject: str, speech: Speech
) -> tuple[str, str]:
    """A figure that follows its noun without a verb: 城镇调查失业率5%左右, 粮食产量1400亿斤以上."""
    quantity = item.quantity
    if (
        re.match(r"^[\u3400-\u9fff]", after)
        and not subject
        and _NOUN.match(after)
        and speech.verb
        and not _DURATION.match(quantity.unit)
        and quantity.unit != "%"
    ):
        if is_indefinite(quantity):
            return "", "unread"
        return "verb_object", object_of(
            speech.verb, re.split(r"[、；]", after)[0]
        )  # the verb of the clause before governs on
    if not subject:
        if _FREQUENCY.search(item.clause) and comparison.word != "bare" and speech.subject:
            return "level", speech.subject
        if item.before.endswith(("力争", "争取", "冲刺", "努力")) and speech.subject:
            return "level", speech.subject
        return "", "duration" if _DURATION.match(quantity.unit) else "unread"
    if _DURATION.match(quantity.unit) and comparison.word == "bare":
        return "", "duration"
    if _NOUN.match(after) and not _LEVEL_AFTER.match(after) and not after.startswith("的目标"):
        return "", "attribute"
    named = INDICATOR_END.search(subject) or re.search(f"(?:{LEVEL_NOUN}|{FLOW_NOUN})$", subject)
    expected = (
        comparison.word != "bare"
        or speech.goal
        or speech.promised
        or (speech.horizon.stated and speech.horizon.year is not None)
    )
    if named and expected and not (quantity.chinese and quantity.low == 1):
        return "noun", subject
    if comparison.word != "bare" and len(subject) >= 2 and quantity.unit:
        return (
            ("object_count", object_of(speech.near_verb, subject)) if speech.near_verb else ("noun", subject)
        )
    if re.search(r"新增|净增", subject) and quantity.unit and not after:
        return "noun", subject
    if (
        (speech.goal or speech.promised)
        and quantity.unit
        and not is_indefinite(quantity)
        and not after.startswith("的")
    ):
        if (quantity.chinese and quantity.low < 3) or len(subject) < 2:
            return "", "unread"
        return ("object_count", object_of(speech.verb, subject)) if speech.verb else ("noun", subject)
    return "", "unread"
