"""Where every promise of a plan stands on a day: figure, way made, time gone, forecast, state.

The whole board is computed once for each state of the records and kept; any event that may move a figure makes a new one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from zhice.accounts.acting import seeing_all
from zhice.journal.models import Event
from zhice.kernel.days import Period
from zhice.measuring import history
from zhice.measuring.counts import Counts, Cumulative, Ratio, Total
from zhice.measuring.facts import Facts
from zhice.measuring.history import Month
from zhice.measuring.live import Live
from zhice.measuring.target import Target as Promise
from zhice.measuring.target import elapsed
from zhice.plan.figures.forecasting import forecast_of
from zhice.plan.figures.reckoning import Reckoned, facts_of, reckon
from zhice.plan.figures.states import Judged, State, state_of
from zhice.plan.forecast.forecast import Forecast
from zhice.plan.goals.models import Placement, Plan, PlanVersion, Target
from zhice.plan.indicators.queries import counts_of
from zhice.registry.live.source import KEPT, live

FIRST_YEAR_OF_SERIES = (
    3  # years before the plan's first that a chart goes back, for the forecast to learn from
)


@dataclass(frozen=True)
class YearValue:
    """One year of a promise that is judged each year."""

    year: int
    value: Decimal | None
    met: bool | None


@dataclass(frozen=True)
class Standing:
    """One indicator of a plan on a day; without a target it has no promise, state or forecast."""

    placement: Placement
    target: Target | None
    promise: Promise | None
    horizon: Period
    reckoned: Reckoned
    years: tuple[YearValue, ...]
    months: tuple[Month, ...]
    elapsed: Decimal
    progress: Decimal | None
    met: bool | None
    forecast: Forecast | None
    state: State

    @property
    def figure(self):  # type: ignore[no-untyped-def]
        return self.reckoned.figure


@dataclass(frozen=True)
class Scoreboard:
    """All standings of a version on a day; `moved` is the last event that may have moved one of them."""

    version: PlanVersion
    on: date
    period: Period
    standings: tuple[Standing, ...]
    moved: int = 0

    def kept(self, name: str, make: Callable[[], Any]) -> Any:
        """What `make` answers for this board, computed once until a record moves; never None."""
        key = f"{_key(self.version, self.on, self.moved)}:{name}"
        found = cache.get(key)
        if found is None:
            found = make()
            cache.set(key, found, timeout=None)
        return found

    @property
    def promised(self) -> tuple[Standing, ...]:
        return tuple(standing for standing in self.standings if standing.target)

    @property
    def elapsed(self) -> Decimal:
        return elapsed(self.period, self.on)

    def count(self, *states: State) -> int:
        return sum(standing.state in states for standing in self.promised)

    def of(self, code: str) -> Standing | None:
        """The standing of an indicator by its code."""
        return next((s for s in self.standings if s.placement.indicator.code == code), None)


def day_of(plan: Plan) -> date:
    """The day a page shows unless asked for another: today, within the plan's period; an example's own day."""
    return plan.shown_on or min(max(timezone.localdate(), plan.starts_on), plan.ends_on)


def scoreboard(version: PlanVersion, *, on: date) -> Scoreboard:
    """The board of a version on a day, from the cache where no record has moved since."""
    moved = _facts_version()
    key = _key(version, on, moved)
    board: Scoreboard | None = cache.get(key)
    if board is None:
        board = _board(version, on, moved)
        cache.set(key, board, timeout=None)
    return board


def _key(version: PlanVersion, on: date, moved: int) -> str:
    return f"scoreboard:{version.pk}:{on}:{moved}"


def _facts_version() -> int:
    """The last event that may have moved a figure; the index plan_moves_figures answers (same condition)."""
    still = ("accounts.", "journal."), (".read", ".export")
    events = Event.objects.all()
    for prefix in still[0]:
        events = events.exclude(action__startswith=prefix)
    for suffix in still[1]:
        events = events.exclude(action__endswith=suffix)
    with seeing_all():
        return events.order_by("-seq").values_list("seq", flat=True).first() or 0


def _board(version: PlanVersion, on: date, moved: int) -> Scoreboard:
    """The board anew, from answers that followed the records' changes where they could, folded anew where not."""
    key = f"answers:{version.pk}:{on}"
    with seeing_all():
        source = live(cache.get(key))
    board = _counted_from(facts_of(version.plan.region_code, on, source=source), version, on, moved)
    if isinstance(source, Live):
        cache.set(key, source.kept, timeout=KEPT.total_seconds() / 2)
    return board


def _counted_from(facts: Facts, version: PlanVersion, on: date, moved: int) -> Scoreboard:
    period = Period(version.plan.starts_on, version.plan.ends_on)
    placements = version.placements.select_related("indicator", "objective").prefetch_related(
        "targets", "indicator__definitions"
    )
    return Scoreboard(
        version,
        on,
        period,
        tuple(_standing(placement, version.plan, on, facts) for placement in placements),
        moved,
    )


def _standing(placement: Placement, plan: Plan, on: date, facts: Facts) -> Standing:
    period = Period(plan.starts_on, plan.ends_on)
    target = target_on(placement, on)
    promise = as_promise(target) if target else None
    horizon = promise.period_on(on, plan=period) if promise else Period.year(on.year)
    reckoned = reckon(
        indicator=placement.indicator,
        region_code=plan.region_code,
        on=on,
        period=horizon,
        since=plan.starts_on,
        definition=placement.indicator.definition(on=max(on, plan.starts_on)),
        facts=facts,
    )
    months = _months(reckoned, plan, on, facts)
    value, unit = reckoned.figure.value, reckoned.figure.unit
    met = promise.met(value, unit=unit) if promise else None
    gone = elapsed(_time_of(promise, horizon, period), on)
    forecast = None
    if promise and gone < 1:
        forecast = forecast_of(promise, horizon=horizon, facts=facts, reckoned=reckoned)
    chance = float(forecast.probability) if forecast and forecast.probability is not None else None
    progress = promise.progress(value, unit=unit) if promise else None
    judged = Judged(met, progress, gone, bool(promise and promise.is_ceiling), chance)
    return Standing(
        placement=placement,
        target=target,
        promise=promise,
        horizon=horizon,
        reckoned=reckoned.kept(),
        years=_years(target, promise, plan, facts),
        months=months,
        elapsed=gone,
        progress=progress,
        met=met,
        forecast=forecast,
        state=state_of(judged) if promise else State.NO_DATA,
    )


def as_promise(target: Target) -> Promise:
    """The stored target in the types of the measuring engine."""
    return Promise(
        comparator=target.comparator,
        low=target.low,
        high=target.high,
        unit=target.unit,
        year=target.last_year,
        period=target.period,
        aspirational=target.aspirational,
    )


def target_on(placement: Placement, on: date) -> Target | None:
    """The target that speaks of the day: of staged ones the first whose years are not over, else the last."""
    targets = list(placement.targets.all())
    return next(
        (target for target in targets if target.last_year >= on.year), targets[-1] if targets else None
    )


def _time_of(promise: Promise | None, horizon: Period, plan: Period) -> Period:
    """The time against which progress is held: a yearly promise its year, every other the plan's whole period."""
    return horizon if promise is None or promise.period == "annual" else plan


def _years(target: Target | None, promise: Promise | None, plan: Plan, facts: Facts) -> tuple[YearValue, ...]:
    if target is None or promise is None or target.period != "annual":
        return ()
    found, on = [], facts.day
    for year in range(target.first_year, min(target.last_year, on.year) + 1):
        figure = reckon(
            indicator=target.placement.indicator,
            region_code=plan.region_code,
            on=on,
            period=Period.year(year),
            definition=target.placement.indicator.definition(on=max(on, plan.starts_on)),
            facts=facts,
        ).figure
        found.append(YearValue(year, figure.value, promise.met(figure.value, unit=figure.unit)))
    return tuple(found)


def _months(reckoned: Reckoned, plan: Plan, on: date, facts: Facts) -> tuple[Month, ...]:
    """The indicator's counted measure month by month, from some years before the plan; () where it has none."""
    counts = counts_of(reckoned.definition.counts)
    code = _counted(counts)
    if code is None or reckoned.figure.value is None:
        return ()
    period = Period(date(plan.starts_on.year - FIRST_YEAR_OF_SERIES, 1, 1), on)
    with seeing_all():
        return history.monthly(code, facts=facts, period=period)


def _counted(counts: Counts) -> str | None:
    if isinstance(counts, Total | Cumulative) and len(counts.measures) == 1:
        return counts.measures[0]
    if isinstance(counts, Ratio):
        return _counted(counts.above)
    return None
