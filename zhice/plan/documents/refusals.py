"""Why a quantity is no promise: the tests in their order; the first that holds gives the reason."""

from __future__ import annotations

import re

from zhice.plan.documents.speech import Item, Wording
from zhice.plan.documents.standing import clause_is_past, is_attribute, is_condition, is_forecast, is_money
from zhice.plan.documents.vocabulary import CHANGE, CHANGE_TO

_BASE = re.compile(r"(?:由|从|较|比|相比)(?:[^，。；]{0,14}(?:的|末|底|年)|目前|现在|当前|不足|约|超过)?$")
_CHANGES = re.compile(rf"^[^，]{{0,8}}?(?:{CHANGE_TO}|{CHANGE})")
_FORESEEN = re.compile(r"^(?:据)?(?:预计|预测|估计)(?!目标)")
_TO = re.compile(r"^(?:左右|以上|以下)?[^，]{0,6}(?:到|至)")
_SET_TO = re.compile(r"(?:调整|提高|降低|增加|控制|保持)为$")
CHANGE_END = re.compile(rf"{CHANGE}(?:了)?(?:幅度)?(?:总体|分别|均|都|率)?(?:约|大约|近)?$")


def refusal_of(wording: Wording) -> str:
    """The code of the reason (see `standing.WHY`) why a quantity is no promise, or "" where none holds."""
    item = wording.item
    if _is_base(item):
        return "baseline"
    if clause_is_past(item.clause) or _states_fact(wording):
        wording.speech.fact = True
        return "past"
    if is_forecast(item.clause) or _FORESEEN.search(wording.speech.passage + item.clause):
        return "forecast"
    if is_condition(item.clause, item.after):
        return "condition"
    return _means_or_attribute(wording)


def _means_or_attribute(wording: Wording) -> str:
    item, verb = wording.item, wording.verb
    if is_money(item.quantity, before=wording.words, after=wording.after, reached=wording.compared):
        return "money"
    counted = bool(verb and not verb[1]) and not wording.lasts
    promised = counted or bool(CHANGE_END.search(wording.words))
    after = item.after + item.following
    return (
        "attribute"
        if is_attribute(item.quantity, before=wording.words, after=after, promised=promised)
        else ""
    )


def _states_fact(wording: Wording) -> bool:
    """我市拥有量为3.2件，较…增长1.8倍: a state, where nothing in the sentence or chapter speaks of a goal."""
    speech, before = wording.speech, wording.item.before
    if speech.goal or speech.promised:
        return False
    if before.endswith(("为", "是")) and wording.comparison.word == "equal" and not _SET_TO.search(before):
        return True
    return speech.fact and bool(re.search(r"[比较]", wording.words))


def _is_base(item: Item) -> bool:
    """由A提高到B, 比…A增长: the figure that another one is measured against."""
    if not _BASE.search(item.before):
        return False
    return bool(_CHANGES.match(item.after) or _CHANGES.match(item.following) or _TO.match(item.following))
