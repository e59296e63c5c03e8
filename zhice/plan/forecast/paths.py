"""Simulated months ahead, for counts and for stocks. statsmodels estimates; numpy draws, from a fixed seed."""

from __future__ import annotations

import warnings

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

PATHS = 1_000
SEED = 20201118
MONTHS = 12
HALF_LIFE = 24  # months after which an observation weighs half
