"""季度通报: the quarterly report as an official document, written from the plan, the figures and the tasks.

No number is typed here: every one comes from the scoreboard or is counted from the tasks, and the test recomputes each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhice.accounts.models import Unit
from zhice.documents.official import Block, Heading, Note, OfficialDocument, Paragraph, Table
from zhice.kernel.days import Period
from zhice.measuring.units import shown
from zhice.plan.figures.charts import has_forecast
from zhice.plan.figures.scoreboard import Scoreboard, Standing, scoreboard
from zhice.plan.figures.sentences import room_words, sentence, term_words
from zhice.plan.figures.states import State
from zhice.plan.forecast.sentence import sentence as forecast_words
from zhice.plan.goals.models import PlanVersion
from zhice.plan.indicators.models import Pillar
from zhice.plan.tasks.models import Task, TaskState
from zhice.plan.tasks.queries import overdue, unassigned

NUMERALS = "一二三四五六七八九十"
HUNDRED = Decimal(100)
PILLARS = (
    Pillar.CREATION,
    Pillar.OPERATION,
    Pillar.PROTECTION,
    Pillar.MANAGEMENT,
    Pillar.SERVICE,
    Pillar.PLAN,
)


@dataclass(frozen=True)
class Quarter:
    """A quarter of a year, and the day up to which its report counts."""

    year: int
    number: int

    @property
    def period(self) -> Period:
        return Period.quarter(self.year, self.number)

    @property
    def name(self) -> str:
        return f"{self.year}年第{NUMERALS[self.number - 1]}季度"


def quarterly_report(
    version: PlanVersion, quarter: Quarter, *, dated: date, banner: str = "", rules_version: str = ""
) -> OfficialDocument:
    """The report on a plan's state at the end of a quarter."""
    board = scoreboard(version, on=quarter.period.end)
    plan = version.plan
    tasks = list(version.tasks.select_related("lead_unit").prefetch_related("supervisions"))
    body: list[Block] = [
        Paragraph(
            f"现将《{plan.name_zh}》（{plan.document_number or plan.code}，第{version.number}版）"
            f"{quarter.name}执行情况通报如下。数据截至{_day(quarter.period.end)}，由业务记录计算得出。"
        ),
        *_summary(board),
        *_figures(board),
        *_forecasts(board),
        *_tasks(version, tasks, on=quarter.period.end),
        *_next_steps(board, version, on=quarter.period.end),
        *_sources(board, rules_version),
    ]
    return OfficialDocument(
        issuer=plan.issuer_zh or plan.name_zh,
        number="",
        title=f"关于{quarter.name}知识产权战略规划执行情况的通报",
        addressees="各有关单位：",
        body=tuple(body),
        signed_by=plan.issuer_zh or plan.name_zh,
        dated=_day(dated),
        banner=banner,
    )


def _summary(board: Scoreboard) -> Iterable[Block]:
    counts = [(state, board.count(state)) for state in State if board.count(state)]
    said = "、".join(f"{state.words.zh}{count}项" for state, count in counts)
    yield Heading("一、总体进展")
    yield Paragraph(
        f"规划共设{len(board.promised)}项量化指标，其中{said}。"
        f"规划期已过{shown(board.elapsed * HUNDRED, places=1)}%，剩余{max((board.period.end - board.on).days, 0)}天。"
    )


def _figures(board: Scoreboard) -> Iterable[Block]:
    yield Heading("二、量化指标完成情况")
    chapter = 0
    for pillar in PILLARS:
        standings = [s for s in board.promised if s.placement.indicator.pillar == pillar]
        if standings:
            chapter += 1
            yield Heading(f"（{NUMERALS[chapter - 1]}）{pillar.label}", 2)
            yield from (Paragraph(_said(standing)) for standing in standings)
    yield Table(
        caption="表1　量化指标一览",
        header=("序号", "指标", "目标", "现值", "完成", "状态"),
        rows=tuple(_row(standing) for standing in board.promised),
        widths=(0.7, 3.4, 3.0, 2.0, 1.3, 1.5),
        numeric=(0, 3, 4),
    )


def _said(standing: Standing) -> str:
    figure, name = standing.figure, standing.placement.indicator.name_zh
    if figure.value is None:
        awaits = standing.placement.indicator.awaits
        why = f"“{room_words(awaits).zh}”模块尚无数据来源" if awaits else str(figure.why_not).rstrip("。")
        return f"{standing.placement.number}. {name}：{why}，本期不作判断。"
    parts = "；".join(term_words(term).zh for term in figure.terms) if len(figure.terms) > 1 else ""
    made_of = f"（{parts}）" if parts else ""
    return (
        f"{standing.placement.number}. {name}：{shown(figure.value)}{figure.unit}{made_of}，"
        f"目标为{standing.promise.words.zh if standing.promise else '—'}，{standing.state.words.zh}。{sentence(standing).zh}"
    )


def _row(standing: Standing) -> tuple[str, ...]:
    figure = standing.figure
    return (
        str(standing.placement.number),
        standing.placement.indicator.name_zh,
        standing.promise.words.zh if standing.promise else "—",
        f"{shown(figure.value)} {figure.unit}" if figure.value is not None else str(figure.why_not),
        f"{shown(standing.progress * HUNDRED, places=1)}%" if standing.progress is not None else "—",
        standing.state.words.zh,
    )


def _forecasts(board: Scoreboard) -> Iterable[Block]:
    yield Heading("三、趋势研判")
    known = [standing for standing in board.promised if has_forecast(standing)]
    if not known:
        yield Paragraph("规划期各指标的期间已经结束或历史记录不足，本期不作预测。")
    for standing in known:
        assert standing.forecast is not None
        said = forecast_words(standing.forecast, day=board.on)
        yield Paragraph(
            f"{standing.placement.indicator.name_zh}：{said.zh}。方法：{standing.forecast.method}。"
        )


def _tasks(version: PlanVersion, tasks: list[Task], *, on: date) -> Iterable[Block]:
    yield Heading("四、任务落实情况")
    states = {state: sum(task.state == state for task in tasks) for state in TaskState}
    said = "、".join(f"{state.label}{count}项" for state, count in states.items() if count)
    late = overdue(version.tasks.all(), on=on).count()
    unnamed = unassigned(version.tasks.all()).count()
    reminders = sum(supervision.sent_on <= on for task in tasks for supervision in task.supervisions.all())
    yield Paragraph(
        f"规划共{len(tasks)}项任务，{said}；逾期{late}项，尚未指定牵头单位{unnamed}项；累计督办{reminders}次。"
    )
    yield Table(
        caption="表2　任务一览",
        header=("序号", "任务", "牵头单位", "期限", "状态"),
        rows=tuple(
            (
                str(number),
                task.name_zh,
                _unit(task.lead_unit),
                _day(task.deadline) if task.deadline else "文件未定",
                str(TaskState(task.state).label),
            )
            for number, task in enumerate(tasks, start=1)
        ),
        widths=(0.7, 5.0, 2.2, 2.2, 1.4),
        numeric=(0,),
    )


def _next_steps(board: Scoreboard, version: PlanVersion, *, on: date) -> Iterable[Block]:
    worrying = [s for s in board.promised if s.state in (State.AT_RISK, State.BEHIND, State.MISSED)]
    late = list(overdue(version.tasks.all(), on=on))
    yield Heading("五、需要关注的事项")
    if not worrying and not late:
        yield Paragraph("截至本期末，没有滞后的量化指标，也没有逾期的任务。")
    for number, standing in enumerate(worrying, start=1):
        yield Paragraph(
            f"{number}. {standing.placement.indicator.name_zh}：{standing.state.words.zh}。{sentence(standing).zh}"
        )
    for number, task in enumerate(late, start=len(worrying) + 1):
        yield Paragraph(
            f"{number}. {task.name_zh}：应于{_day(task.deadline)}完成，现为{TaskState(task.state).label}。"
        )


def _sources(board: Scoreboard, rules_version: str) -> Iterable[Block]:
    versions = "、".join(
        f"{s.placement.indicator.name_zh} v{s.reckoned.definition.version}"
        for s in board.promised
        if s.figure.value is not None
    )
    yield Note(
        f"口径版本：{versions or '—'}。" + (f"法规数据版本：{rules_version[:12]}。" if rules_version else "")
    )


def _unit(unit: Unit | None) -> str:
    return unit.name if unit else "未指定"


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "—"
