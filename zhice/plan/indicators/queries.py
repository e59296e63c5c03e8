"""What an indicator's stored definition says, in the types of the measuring engine."""

from __future__ import annotations

from datetime import date
from typing import Any

from zhice.measuring.counts import Counts, read_counts


def counts_of(stored: Any) -> Counts:
    """The typed count of a stored `counts` (JSON keeps days as ISO texts)."""
    return read_counts(with_days(stored))


def with_days(value: Any) -> Any:
    """The stored form with its days as days again, as a YAML file holds it."""
    if isinstance(value, dict):
        return {
            key: date.fromisoformat(part) if key == "since" and isinstance(part, str) else with_days(part)
            for key, part in value.items()
        }
    return [with_days(part) for part in value] if isinstance(value, list) else value
