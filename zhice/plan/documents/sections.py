"""The chapters of a plan: which of them tell what has been, which set goals, and which year they speak of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhice.plan.documents.horizon import Horizon, PlanPeriod, default_horizon, governing, years_of_title
from zhice.plan.documents.vocabulary import either

_PAST = re.compile(
    either(
        "回顾 发展基础 工作基础 现实基础 基础条件 现状 成效 成绩 成就 积极进展 取得进展 规划背景 "
        "发展背景 编制背景 背景 面临形势 形势 机遇 挑战 存在问题 主要问题 突出问题 短板 过去 评估 "
        "完成情况 发展环境 差距 存在的问题 面临的 名词解释 注释 术语解释 名词注释"
    )
)
_GOAL = re.compile(r"目标|任务|重点|举措|措施|打算|安排|思路|部署|指标|工程|行动")
_NUMBER = re.compile(r"^(?:第?[一二三四五六七八九十百0-9（()）]+[章节、.．)）]*|[#\s]+)")
_GOALS = re.compile(r"目标|指标")


@dataclass
class _Section:
    level: int
    past: bool
    goal: bool
    horizon: Horizon | None
    fresh: bool = True
    topic: str = ""


class Sections:
    """The stack of open chapters while a document is read from top to bottom."""

    def __init__(self, plan: PlanPeriod) -> None:
        self._plan = plan
        self._open: list[_Section] = []

    @property
    def past(self) -> bool:
        return bool(self._open) and self._open[-1].past

    @property
    def goal(self) -> bool:
        return bool(self._open) and self._open[-1].goal

    @property
    def topic(self) -> str:
        """The words of the innermost heading: the subject of figures that name none."""
        return self._open[-1].topic if self._open else ""

    def horizon(self) -> Horizon:
        """The horizon of the innermost chapter that states one, else the plan's own."""
        for section in reversed(self._open):
            if section.horizon is not None:
                return section.horizon
        return default_horizon(self._plan)

    def enter(self, level: int, words: str, *, own_block: bool) -> None:
        """A heading is met. One without a number counts only where its words say what kind of chapter begins."""
        past = bool(_PAST.search(words)) and not _GOAL.search(words)
        if level == 9:
            if not (past or _GOAL.search(words)):
                return
            self._open = []
            level = 1
        while self._open and self._open[-1].level >= level:
            self._open.pop()
        parent = self._open[-1] if self._open else None
        if parent is not None and parent.past and not _GOALS.search(words):
            past = True
        goal = bool(_GOALS.search(words)) or (parent.goal if parent else False)
        topic = _NUMBER.sub("", words).strip("：: 。")
        self._open.append(
            _Section(level, past, goal, self._stated(words) if own_block else None, topic=topic)
        )

    def _stated(self, words: str) -> Horizon | None:
        if self._plan.one_year and str(self._plan.last) in words:
            return None  # “十五五”时期目标任务和2026年工作安排: the report's own year
        found = [horizon for _, _, horizon in governing(words, plan=self._plan) if horizon.year]
        if found:
            last = found[-1]
            return Horizon(last.year, last.span, stated=False)
        if years := years_of_title(words):
            return Horizon(years[1], "year" if years[0] == years[1] else "years", stated=False)
        return None

    def note_lead(self, horizons: list[tuple[int, Horizon]], text: str) -> None:
        """The first paragraph of a chapter, when it states one year, sets it for the rest of the chapter."""
        if not self._open:
            self._open.append(_Section(0, past=False, goal=False, horizon=None))
        section = self._open[-1]
        stated = {horizon.year for _, horizon in horizons if horizon.stated and horizon.year}
        leads = text.endswith(("：", ":")) or (section.fresh and not self._plan.one_year)
        if leads and len(stated) == 1 and section.horizon is None and not section.past:
            horizon = next(horizon for _, horizon in horizons if horizon.year in stated)
            if not horizon.bare or self._plan.last == horizon.year:
                section.horizon = Horizon(horizon.year, horizon.span, stated=False)
        section.fresh = False
