"""Simulated months ahead, for counts and for stocks: two regressions of one shape. statsmodels estimates, numpy draws from a fixed seed.

Both see a level, a trend that runs on for half a year and then stays, and a season of two harmonics; recent months weigh
more. The spread holds what the months scatter, how well the coefficients are known, and that levels wander.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

# numpy and statsmodels are imported where they are used: three seconds that a start need not wait for

PATHS = 1_000
SEED = 20201118
MONTHS = 12
HALF_LIFE = 24  # months after which an observation weighs half
TREND_RUNS_ON = 0.5  # years: a trend carried on for long is the commonest way to be badly wrong
HARMONICS = 2
WANDER = 0.025  # of a flow's level, each month: what no regression of the past knows of the months to come
STOCK_WANDER = 0.2  # the same for a stock's monthly change, in standard deviations of it
LARGEST_RISE = 3.0  # no month ahead is expected above so many times the highest one seen


@dataclass(frozen=True)
class _Design:
    """Regressors of the months seen and of those ahead, and the weight of each month seen."""

    seen: Floats
    ahead: Floats
    weights: Floats

    @property
    def effective(self) -> float:
        """How many equally weighted months the weighted ones are worth."""
        return float(self.weights.sum() ** 2 / (self.weights**2).sum())

    @property
    def freedom(self) -> float:
        return float(max(self.effective - self.seen.shape[1], self.effective / 4))


def flow_paths(values: Floats, ahead: int) -> Floats:
    """Seasonal quasi-Poisson regression of monthly counts: array (months ahead, paths) of whole numbers ≥ 0."""
    import numpy as np
    import statsmodels.api as sm

    rng = np.random.default_rng(SEED)
    design = _design(len(values), ahead)
    fit = sm.GLM(values, design.seen, family=sm.families.Poisson(), var_weights=design.weights).fit(scale=1.0)
    scatter = (
        design.weights * (values - fit.mu) ** 2 / np.maximum(fit.mu, 1e-3)
    ).sum() / design.weights.sum()
    dispersion = max(1.0, float(scatter) * design.effective / design.freedom)
    coefficients = rng.multivariate_normal(fit.params, fit.cov_params() * dispersion, PATHS)
    ceiling = np.log(LARGEST_RISE * values.max() + LARGEST_RISE)
    wander = np.cumsum(rng.normal(0, WANDER, (PATHS, ahead)), axis=1)
    means = np.exp(np.minimum(coefficients @ design.ahead.T + wander, ceiling)).T
    if dispersion > 1.01:  # noqa: PLR2004 - below, the negative binomial is the Poisson
        means = rng.gamma(means / (dispersion - 1), dispersion - 1)
    counts: Floats = rng.poisson(means).astype(np.float64)
    return counts


def stock_paths(values: Floats, ahead: int) -> Floats:
    """Seasonal weighted regression of a stock's monthly changes: array (months ahead, paths) of month-end levels ≥ 0."""
    import numpy as np
    import statsmodels.api as sm

    rng = np.random.default_rng(SEED)
    changes = np.diff(values)
    design = _design(len(changes), ahead)
    fit = sm.WLS(changes, design.seen, weights=design.weights).fit()
    scatter = float((design.weights * fit.resid**2).sum() / design.weights.sum())
    variance = scatter * design.effective / design.freedom
    # Student's t: with few months the variance itself is a guess
    tails = np.sqrt(design.freedom / rng.chisquare(design.freedom, PATHS))
    spread = rng.multivariate_normal(np.zeros(len(fit.params)), fit.normalized_cov_params * variance, PATHS)
    wander = np.cumsum(rng.normal(0, STOCK_WANDER, (PATHS, ahead)), axis=1)
    noise = (rng.normal(0, 1, (PATHS, ahead)) + wander) * np.sqrt(variance)
    drawn = (fit.params @ design.ahead.T) + (spread @ design.ahead.T + noise) * tails[:, None]
    levels: Floats = np.maximum(values[-1] + np.cumsum(drawn, axis=1), 0.0).T
    return levels


def _design(seen: int, ahead: int) -> _Design:
    import numpy as np

    months = np.arange(seen + ahead)
    years = (months - (seen - 1)) / MONTHS
    trend = np.minimum(years, TREND_RUNS_ON)
    turns = [2 * np.pi * harmonic * months / MONTHS for harmonic in range(1, HARMONICS + 1)]
    season = [wave(turn) for turn in turns for wave in (np.sin, np.cos)]
    every = np.column_stack([np.ones(seen + ahead), trend, *season])
    return _Design(every[:seen], every[seen:], 0.5 ** ((seen - 1 - months[:seen]) / HALF_LIFE))
