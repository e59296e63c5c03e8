"""How much one file may ask of us. A file beyond a limit is refused in words, never half read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

MIB = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Sizes in bytes, times in seconds. The defaults let a year's national gazette pass, month by month."""

    file: int = 256 * MIB
    rows: int = 2_000_000
    columns: int = 256
    cell: int = 131_072
    """Characters of one cell: the limit of Python's csv module, generous for an abstract."""
    lines_of_a_cell: int = 50

    entries: int = 2_000
    """Parts of a zip container; a large honest workbook has some dozens."""
    unpacked: int = 512 * MIB
    ratio: int = 100
    """Unpacked ÷ packed of one part; text sheets measured 5–30."""
    shared_strings: int = 2_000_000

    depth: int = 64
    attributes: int = 256
    text_node: int = 8 * MIB

    memory: int = 512 * MIB
    """Address space of the child."""
    seconds: float = 10.0
    """Wall and processor time of the child for a small file …"""
    seconds_per_mib: float = 0.5
    """… and how much longer a large one may take."""

    def time(self, size: int) -> float:
        return self.seconds + self.seconds_per_mib * (size / MIB)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


DEFAULT = Limits()
