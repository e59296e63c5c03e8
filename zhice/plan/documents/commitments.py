"""Commitments: clauses that promise an act or a change without a figure, and the units that answer for them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhice.plan.documents.clauses import sentences_of
from zhice.plan.documents.horizon import PlanPeriod, without_years
from zhice.plan.documents.quantities import Quantity
from zhice.plan.documents.references import Mark
from zhice.plan.documents.standing import clause_is_past, sentence_is_past
from zhice.plan.documents.vocabulary import HOPE, MANNER, RESOLVE, either

_ACT = either(
    "建立 完善 健全 推进 推动 设立 形成 开展 实施 建成 建设 加强 强化 制定 制订 修订 出台 发布 "
    "优化 培育 培养 引导 鼓励 支持 促进 拓展 加大 提高 提升 打造 构建 "
    "深化 落实 组织 召开 搭建 扩大 创新 规范 严厉打击 打击 查处 保障 确保 营造 弘扬 推广 探索 研究 "
    "编制 举办 组建 整合 统筹 引进 加快 实行 推行 广泛开展 "
    "开发 改造 治理 修复 保护 改善 增强 激发 发挥 聚焦 淘汰 严控 控制 管控 试点 启动 完成 统一 "
    "纳入 明确 落地 畅通 压实 做好 抓好 办好 成立 创建 创设 丰富 拓宽 "
    "增加 减少 缩短 降低 稳定 巩固 支撑 服务 对接 衔接 利用 宣传 普及 传播 评选 奖励 表彰 监督 "
    "考核 评估 检查 督促 通报 公开 公示 融入 列入 达到 建好 用好 守住 带动 "
    "运用 延伸 补齐 夯实 筑牢 防范 化解 清理 取消 简化 压减 压缩 推出 发展 壮大 集聚 吸引 开放 "
    "共享 联合 合作 签订 签署 制修订 起草 配合 协调 部署 细化 指导 帮助 帮扶"
)
_CHANGED = re.compile(
    r"(?P<verb>位居|位列|进入|跻身|迈入|走在|保持在?|得到|基本形成|基本建成|基本实现|取得|(?:显著|"
    r"大幅|大幅度|稳步|明显|持续|不断|较大|更加|全面|进一步|基本|逐步|稳定|有效|大力|更为|明显得到|"
    r"日益|切实)"
    r"(?:提升|增长|提高|增强|优化|缩短|下降|减少|完善|改善|突破|形成|建立|健全|扩大|降低|领先|向好|"
    r"好转|壮大|巩固|改进|规范|加快|控制|遏制|显现|凸显|拓展|高效|顺畅|有力|丰富|合理|深化|普及|"
    r"加强|推进|覆盖|显著|均衡|便捷|优美|发展)|有(?:所|较大|明显|显著|新的?)(?:突破|增长|提高|提升|"
    r"进展|改善|下降|增强))"
)
_MOOD = re.compile(
    rf"^(?:{HOPE}|{MANNER}(?!建)|(?!将|把){RESOLVE}(?!建)|充分|严格|不断|广泛|有序|切实做到|"
    rf"各有关\S{{0,8}}要|各级\S{{0,8}}要|结合实际|率先)+"
)
_ADDRESS = re.compile(r"^(?:[\u3400-\u9fff]{2,18}?)(?=要|应当|应(?=[建完加制]))(?:要|应当|应)")
_ACT_AT_START = re.compile(rf"^(?P<verb>(?:{_ACT})(?:(?:和|、|并|或)(?:{_ACT}))*)(?P<object>.+)$")
_BA = re.compile(
    r"^(?:将|把)(?P<object>.{2,60}?)(?P<verb>纳入|融入|列入|作为|建成|打造成|转化为|引入|延伸至|"
    r"推广)(?P<rest>.*)$"
)
_ADVERBIAL = re.compile(r"^(?:以|为|按照|根据|围绕|通过|依托|结合|坚持|对|在|从|针对|面向)")
_LIST_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十百]+[章节条]|[（(][一二三四五六七八九十0-9]+[)）]|"
    r"[一二三四五六七八九十]+、|[0-9]{1,2}[.、．](?![0-9])|[①-⑳]|[-—•●]+|"
    r"[一二三四五六七八九十]+是)\s*"
)
_UNITS = re.compile(
    r"(?:(?P<label>责任单位|牵头单位|责任部门|牵头部门|配合单位|责任科室|牵头科室|主管部门|"
    r"责任主体|承办单位)[：:](?P<named>[^）)〕\]。；\n]+)|"
    r"[（(〔\[](?P<before>[^（()）。；\n]{2,160}?)(?:分别)?(?:牵头|负责|分工负责|"
    r"按职责分工负责)(?P<more>(?:[，,；;、][^（）()。\n]{0,160}?(?:配合|参与|负责|参加))?)[）)])"
)


_ANSWERS = re.compile(r"负责|牵头|责任|配合|主管|承办")


@dataclass(frozen=True)
class Act:
    """A commitment at [start, end) of a compact paragraph."""

    start: int
    end: int
    verb: str
    object: str


def commitments_in(
    text: str,
    *,
    quantities: list[Quantity],
    references: list[Mark],
    claimed: list[tuple[int, int]],
    gone: list[tuple[int, int]],
    plan: PlanPeriod,
) -> list[Act]:
    """The commitments of a paragraph. `claimed` are the stretches of targets, `gone` those that tell of the past."""
    acts: list[Act] = []
    for sentence in sentences_of(text, quantities=quantities, references=references):
        if sentence_is_past(text[sentence.start : sentence.end]):
            continue
        for clause in sentence.clauses:
            span = (clause.start, clause.end)
            if any(_touch(span, other) for other in (*claimed, *gone)):
                continue
            act = _act(text, clause.start, clause.end, plan)
            if act is not None:
                acts.append(act)
    return acts


def _touch(left: tuple[int, int], right: tuple[int, int]) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def _act(text: str, start: int, end: int, plan: PlanPeriod) -> Act | None:
    words = text[start:end]
    if len(words) < 4 or clause_is_past(words) or _UNITS.fullmatch(words.strip("。")):
        return None
    bare = _LIST_NUMBER.sub("", words)
    begin = end - len(bare)
    bare = without_years(bare, plan=plan).strip("，、 ")
    bare = re.sub(r"[（(][^（）()]*(?:负责|牵头|配合)[）)]$", "", bare)
    if _ADVERBIAL.match(bare) and not _BA.match(bare):
        return None
    for candidate in reversed(_readings(bare)):
        if match := _BA.match(candidate) or _ACT_AT_START.match(candidate):
            rest = match.groupdict().get("rest") or ""
            return Act(
                begin,
                end,
                match["verb"],
                (match["object"] + (f"（{match['verb']}{rest}）" if rest else "")).strip(),
            )
    if (match := _CHANGED.search(bare)) and match.start() >= 2:
        return Act(begin, end, match["verb"], bare[: match.start()] + bare[match.end() :])
    return None


def _readings(bare: str) -> list[str]:
    """The clause as it stands, without its mood words, and without the body it addresses (各部门要…)."""
    readings = [bare, _MOOD.sub("", bare)]
    addressed = _ADDRESS.sub("", bare)
    return [*readings, addressed, _MOOD.sub("", addressed)]


def units_in(text: str) -> list[tuple[int, tuple[str, ...]]]:
    """Responsible units named in a paragraph: (where they stand, their names)."""
    found: list[tuple[int, tuple[str, ...]]] = []
    if not _ANSWERS.search(text):
        return found
    for match in _UNITS.finditer(text):
        words = match["named"] or (match["before"] or "") + (match["more"] or "")
        names = [
            _name(part) for part in re.split(r"[、，,；; ]|和(?=市|省|县|区|各)|及(?=市|省|县|区|各)", words)
        ]
        names = [name for name in names if 2 <= len(name) <= 24]
        if names:
            found.append((match.start(), tuple(dict.fromkeys(names))))
    return found


def _name(part: str) -> str:
    part = re.sub(
        r"^(?:由|责任单位|牵头单位|配合单位|责任部门|牵头部门|责任科室)[：:]?", "", part.strip("（）()：: ")
    )
    return re.sub(
        r"(?:按职责分工负责|按职责分工|分工负责|牵头负责|分别负责|负责|牵头|配合|参与|参加|会同|等)+$",
        "",
        part,
    )
