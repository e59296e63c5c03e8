"""The sentences under figures, each computed from the standing and from nothing else; tests compute them again."""

from __future__ import annotations

from decimal import Decimal

from zhice.kernel.words import Words
from zhice.measuring.figure import Term
from zhice.measuring.units import shown, unit_words
from zhice.plan.figures.scoreboard import Standing
from zhice.plan.forecast.sentence import sentence as forecast_words

ROOMS = {
    "operation/navigation": Words(zh="专利导航", en="patent navigation"),
    "operation/strong_enterprises": Words(zh="知识产权强企", en="strong enterprises"),
    "operation/pledges": Words(zh="质押登记", en="pledges"),
    "protection/cases": Words(zh="执法案件", en="enforcement cases"),
    "protection/aid_stations": Words(zh="维权工作站", en="aid stations"),
    "protection/satisfaction": Words(zh="满意度调查", en="satisfaction surveys"),
    "management/review": Words(zh="分析评议", en="IP reviews"),
    "management/certification": Words(zh="贯标认证", en="certification"),
    "service/agencies": Words(zh="服务机构", en="agencies"),
    "service/talent": Words(zh="人才培训", en="training"),
    "service/schools": Words(zh="教育基地", en="education bases"),
}


def value_words(value: Decimal | None, unit: str) -> Words:
    """A value with its unit; a dash for none."""
    if value is None:
        return Words(zh="—", en="—")
    return Words(zh=f"{shown(value)} {unit}", en=f"{shown(value)} {unit_words(unit).en}".rstrip())


def room_words(room: str) -> Words:
    """The room an indicator waits for, as people call it."""
    return ROOMS.get(room, Words(zh=room, en=room))


def sentence(standing: Standing) -> Words:
    """What a reader should know of a figure at once: why there is none, the forecast, or how it stands to its target."""
    figure = standing.figure
    if standing.placement.indicator.awaits:
        room = room_words(standing.placement.indicator.awaits)
        return Words(
            zh=f"“{room.zh}”模块尚未建立，没有记录可供测算；不以 0 代替。",
            en=f"The room for {room.en} does not exist yet, so there are no records to count; it is not shown as 0.",
        )
    if figure.value is None:
        return figure.why_not or Words(zh="没有数值。", en="There is no value.")
    if standing.forecast is not None and standing.forecast.expected is not None and not standing.met:
        said = forecast_words(standing.forecast, day=standing.figure.day)
        return Words(zh=f"{said.zh}。", en=f"{said.en}.")
    return _against_target(standing) if standing.promise else _made_of(standing)


def _against_target(standing: Standing) -> Words:
    assert standing.promise is not None
    bound, unit = standing.promise.bound, standing.promise.unit
    over = (standing.figure.value or Decimal(0)) - bound
    missed = [year.year for year in standing.years if year.met is False]
    more = Words(zh="", en="")
    if missed and standing.met:
        years = "、".join(map(str, missed))
        more = Words(zh=f"；{years} 年未达标", en=f"; missed in {', '.join(map(str, missed))}")
    away = value_words(abs(over), unit)
    if over >= 0:
        return Words(zh=f"比目标值多 {away.zh}{more.zh}。", en=f"{away.en} above the target value{more.en}.")
    return Words(zh=f"距目标值还差 {away.zh}。", en=f"{away.en} short of the target value.")


def _made_of(standing: Standing) -> Words:
    terms = standing.figure.terms
    if not terms:
        return Words(zh="", en="")
    if standing.figure.years and len(terms) > 1:
        now, before = term_words(terms[0]), term_words(terms[1])
        return Words(
            zh=f"{now.zh}，上年同期 {before.zh}。", en=f"{now.en}, against {before.en} a year before."
        )
    return Words(
        zh=" ÷ ".join(term_words(term).zh for term in terms[:2]) + "。",
        en=" ÷ ".join(term_words(term).en for term in terms[:2]) + ".",
    )


def term_words(term: Term) -> Words:
    """A term with its value, unit, year and status: 常住人口 727,265 人（2020年，修订）."""
    status = {"preliminary": "初步", "revised": "修订", "final": "最终"}.get(term.status or "", "")
    zh = "，".join(part for part in (f"{term.year}年" if term.year else "", status) if part)
    en = ", ".join(part for part in (str(term.year) if term.year else "", term.status or "") if part)
    value = value_words(term.value, term.unit)
    return Words(
        zh=f"{term.name.zh} {value.zh}" + (f"（{zh}）" if zh else ""),
        en=f"{term.name.en} {value.en}" + (f" ({en})" if en else ""),
    )


def basis(standing: Standing) -> Words:
    """What the figure rests on: how many records, and the denominator's year."""
    figure = standing.figure
    if figure.value is None:
        return Words(zh="", en="")
    count = f"{figure.evidence_count:,}"
    corpus = standing.reckoned.corpus
    if corpus is not None:
        return Words(
            zh=f"语料“{corpus.name}” · 截至 {corpus.day} · 来源 {corpus.source}",
            en=f"corpus “{corpus.name}” · as of {corpus.day} · source {corpus.source}",
        )
    below = next((term for term in figure.terms if term.key.endswith("below")), None)
    if below is not None and below.year:
        return Words(
            zh=f"{count} 条记录 · 人口 {below.year} 年", en=f"{count} records · population of {below.year}"
        )
    return Words(zh=f"{count} 条记录", en=f"{count} records")
