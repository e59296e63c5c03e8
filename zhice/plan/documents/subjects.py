"""The subject of a figure: what is left of the words before it when mood, year and comparator are taken away."""

from __future__ import annotations

import re

from zhice.plan.documents.horizon import PlanPeriod, without_years
from zhice.plan.documents.vocabulary import CHANGE, HOPE, MAKE, MANAGE, MANNER, RESOLVE, either

_LIST_NUMBER = re.compile(
    r"^(?:[（(][一二三四五六七八九十0-9]+[)）]|[一二三四五六七八九十]+、|"
    r"[0-9]{1,2}[.、．](?![0-9])|[①-⑳]|[-—•●]+|[一二三四五六七八九十]是)\s*"
)
_CONNECTIVE = re.compile(
    "^(?:"
    + either(
        "其中 并 且 并且 同时 以及 及 和 与 而 也 则 年内 到那时 届时 期末 末 前 底 内 时 总体上 总数 "
        "共计 合计 到 对 在 以 的 将 把 、 力争 年均"
    )
    + "|[三四五六七八九十]年(?:内|累计)?(?=[新累完培建]))(?=[^度期]|$)"
)
_PREFIX = re.compile(f"^(?:{HOPE}|(?:{RESOLVE})(?![性量价]))")
_TAIL = re.compile(
    "(?:"
    + either(
        "每年 累计 均 都 分别 总体 基本 力争 争取 确保 实现 保持 稳定 稳定在 平均 约 共 全部 再 已 "
        "年均 也 要 将 总计 合计 不断 努力 进一步 逐年 有望 能够 全面 总共 全年 任务 目标 到 由 从 可"
    )
    + ")$"
)
_ADVERBS = re.compile(
    f"^(?:{HOPE}|{MANNER}|{RESOLVE}|每年|每季度|每半年|每月|每学期|每学年|逐年|累计|全年|新|再|共|年内|五年|三年|全市|全省|全县|"
    f"全区|全国|我市|我省|我县|我区|各地|各县区|年均|分别|至少|(?:每个?|各)(?:县|市|区|乡|镇|村|"
    f"街道|社区|州)+(?:[（(][^（）()]*[)）])?)+(?=.)"
)
_MAKE = re.compile(f"^(?P<verb>(?:{MAKE})(?:(?:和|、|及|或|并)?(?:{MAKE}))*)(?P<rest>.{{2,}}|)$")
_MANAGE = re.compile(f"^(?:{MANAGE})")
_BA = re.compile(r"^(?:将|把)")


def stripped(text: str, *, plan: PlanPeriod) -> str:
    """`text` without list number, governing year, mood and manner in front."""
    text = without_years(_LIST_NUMBER.sub("", text), plan=plan).strip("，,、；： ")
    text = re.sub(r"^(?:及|或)?以[上下内](?![\u3400-\u9fff]?[升])", "", text)
    while True:
        shorter = _CONNECTIVE.sub("", _PREFIX.sub("", text, count=1), count=1).lstrip("，,、；： ")
        if shorter == text:
            return text
        text = shorter


def subject_of(text: str, *, plan: PlanPeriod) -> str:
    """The nominal subject in the words before a figure (its comparator already taken away)."""
    text = stripped(text, plan=plan)
    while (match := _TAIL.search(text)) and match.start() > 0:
        text = text[: match.start()].rstrip("，、 ")
    text = re.sub(rf"(?<=.)(?:按|[三五十]年累计|累计)(?={CHANGE}$)", "", text)
    return "" if _TAIL.fullmatch(text) else text


def verb_of(text: str, *, plan: PlanPeriod) -> tuple[str, str] | None:
    """(verb, the words after it) when the words before a figure open with a verb of making; None otherwise."""
    bare = stripped(text, plan=plan)
    later = _MAKES_LATER.search(bare) if is_managed(text, plan=plan) else None
    for candidate in (bare, _ADVERBS.sub("", bare), bare[later.start("verb") :] if later else ""):
        match = _MAKE.match(_BA.sub("", candidate))
        if match and not re.match(
            r"(?:好|强|优|率|量|额|期|用地|机构|体系|水平|能力|中心|工作|数|规模|面积|方案|人员|"
            r"企业(?=.*率))",
            match["rest"],
        ):
            return match["verb"], match["rest"]
    return None


def is_managed(text: str, *, plan: PlanPeriod) -> bool:
    """Whether a clause opens with a verb of steering (抓好, 推进): its numbers are the volume of work, not a promise."""
    bare = without_years(_LIST_NUMBER.sub("", text), plan=plan).strip("，,、 ")
    bare = re.sub(
        f"^(?:{HOPE}|继续|全力|着力|重点|加快|积极|大力|扎实|有序|深入|全面|进一步|统筹)+", "", bare
    )
    return bool(_MANAGE.match(bare))


_MAKES_LATER = re.compile(
    r"(?:牵头|主导|参与|积极|新|累计)?(?P<verb>制定|制订|制修订|建设|培育|培养|建成|打造|引进|开展|"
    r"实施|新增|设立|组建|举办|创建|认定|开发|转化)(?!.*(?:机构|中心)$)"
)


def makes_later(text: str) -> bool:
    """Whether a verb of making follows the verb of steering: 支持企业牵头制定标准20项以上."""
    return bool(_MAKES_LATER.search(text, 2))


_KEPT_VERBS = re.compile(
    "^(?:新增|净增|惠及|带动|服务|认证|完成|覆盖|转化|转移|减少|压减|淘汰|治理|改善|解决|安置|查处|办结)"
)
_OBJECT_TAIL = re.compile(r"(?:以上|左右|以内|任务|目标|工程建设任务)$")


def object_of(verb: str, words: str) -> str:
    """The subject of a verb-object promise: the object, with the verb where the verb is what is counted."""
    noun = _OBJECT_TAIL.sub("", words.strip("，、 的和及"))
    while (match := _TAIL.search(noun)) and match.start() > 0:
        noun = noun[: match.start()]
    kept = _KEPT_VERBS.match(verb)
    return (kept[0] + noun) if kept and noun else (noun or verb)
