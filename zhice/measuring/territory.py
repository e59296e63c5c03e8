"""A territory: the region a figure speaks of, with every code under which records name it or a part of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.measuring.source import Source

if TYPE_CHECKING:
    import ibis.expr.types as ir


class UnknownRegion(ZhiceError):
    """The fact relation `regions` has no such code."""

    status = 404  # of an address that names it


@dataclass(frozen=True)
class Territory:
    """`own` are the codes of the region itself (today's first, earlier ones after), `within` those of its parts, at any depth.

    `whole`: the territory is all that the source holds (a nation and its corpus): every record that names a region is inside.
    """

    code: str
    name: str = ""
    own: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    whole: bool = False

    def __post_init__(self) -> None:
        if self.code not in self.own:
            object.__setattr__(self, "own", (self.code, *self.own))

    @property
    def codes(self) -> tuple[str, ...]:
        return (*self.own, *self.within)


@dataclass(frozen=True)
class _Region:
    code: str
    name: str
    level: str
    parent: str | None


class Atlas:
    """The regions a source knows, read once: gives a territory with its parts, and the peers it is ranked with."""

    def __init__(self, source: Source) -> None:
        import ibis

        table = ibis.table(
            {"code": "string", "name": "string", "level": "string", "parent": "string"},
            name="regions",
            database="fact",
        )
        rows = source.rows(table.order_by("code"))
        self._regions = {
            row["code"]: _Region(row["code"], row["name"], row["level"], row["parent"]) for row in rows
        }
        self._parts: dict[str, list[str]] = defaultdict(list)
        for region in self._regions.values():
            if region.parent:
                self._parts[region.parent].append(region.code)

    def territory(self, code: str) -> Territory:
        region = self._regions.get(code)
        if region is None:
            raise UnknownRegion(
                Words(
                    zh=f"没有代码为 {code} 的区域；请先在“区域”登记册中登记。",
                    en=f"There is no region {code}; register it under regions first.",
                )
            )
        return Territory(code, region.name, within=tuple(self._within(code)))

    def peers(self, code: str) -> tuple[Territory, ...]:
        """Every territory with the same parent, this one among them: the units of its province."""
        parent = self._regions[code].parent if code in self._regions else None
        if parent is None:
            return (self.territory(code),)
        return tuple(self.territory(peer) for peer in self._parts[parent])

    def _within(self, code: str) -> list[str]:
        found: list[str] = []
        waiting = list(self._parts[code])
        while waiting:
            part = waiting.pop()
            if part not in found and part != code:  # a ring of parents must not hold us for ever
                found.append(part)
                waiting.extend(self._parts[part])
        return sorted(found)


def place(region: ir.StringValue, places: Iterable[Territory]) -> ir.StringValue:
    """The territory's code for the code of any of its parts, as a column."""
    parts = {code: where.code for where in places for code in where.codes if code != where.code}
    return region.substitute(parts) if parts else region
