"""The subject's page: what is told of a party in one place. Each pillar adds its part; the registry knows none by name.

    subject.add(Part(name="pledges", title=_("质押"), record="pledge", order=60, events=happened, tables=(PLEDGES,)))

in the app's `ready()`. A part stands behind its own door (`record`, `verb`) and reads through `visible_to(asking.user)`; a
part that nobody added is not there, and a table without a row is not shown. `docs/add-a-part-of-the-subject.md` walks
through one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.registry.parties.models import Party
from zhice.web import doors
from zhice.web.wording import masked

PIECE = _("件")
# What a moment is, for the filter of the timeline; a part may bring kinds of its own (`Part.kinds`).
KINDS = {
    "filed": _("申请"),
    "published": _("公布"),
    "granted": _("授权与注册"),
    "renewed": _("续展"),
    "ended": _("终止与失效"),
    "moved": _("转让与变更"),
    "licence": _("许可"),
    "pledge": _("质押"),
    "paid": _("缴费"),
    "recognised": _("认定与核准"),
    "identity": _("更名、迁移与合并"),
    "other": _("其他"),
}


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Who looks at which party on which day. `parties`: the party and the aliases that were found to be the same."""

    party: Party
    parties: tuple[int, ...]
    user: Any
    day: date
    masked: bool
    _kept: dict[str, Any] = field(default_factory=dict, repr=False)

    def name_of(self, party: Party | None) -> str:
        """The party's name as this person may read it."""
        return "" if party is None else masked(party.name) if self.masked else party.name

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What several tables of one page need is made once."""
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """Something that happened to the party on a day. `record` ("patent:12") is what the entry opens."""

    day: date
    kind: str
    word: Any
    title: str
    record: str = ""
    detail: str = ""
    colour: str = "mute"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell of a table that no register shows. `colour` makes a state of it, `number` sets it right."""

    text: Any
    url: str = ""
    colour: str = ""
    number: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of a part; `rows(asking)` gives a queryset or list, which is the list behind the figure and the table alike.

    Either `register` (its slug) and `columns` of it, or `headings` and `line(row, asking)`. `figure` puts the number of rows
    into the head of the page, with `note(rows, asking)` below; `kept` figures stand there at 0, too. `section=False`: only
    the figure and its list.
    """

    name: str
    title: Any
    rows: Callable[[Asking], Any]
    register: str = ""
    columns: tuple[str, ...] = ()
    headings: tuple[Any, ...] = ()
    line: Callable[[Any, Asking], tuple[Cell, ...]] | None = None
    figure: bool = False
    kept: bool = False
    section: bool = True
    unit: Any = PIECE
    note: Callable[[Any, Asking], str] | None = None


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one room tells of a party."""

    name: str
    title: Any
    record: str
    verb: str = "read"
    order: int = 100
    events: Callable[[Asking], Iterable[Moment]] | None = None
    tables: tuple[Table, ...] = ()
    kinds: dict[str, Any] = field(default_factory=dict)


class TableTwice(ZhiceError):
    """Two parts give their tables one address."""


_parts: dict[str, Part] = {}


def add(part: Part) -> None:
    """Called when the apps are ready; a second one of the same name takes the first one's place."""
    others = {table.name for each in _parts.values() if each.name != part.name for table in each.tables}
    twice = others & {table.name for table in part.tables}
    if twice:
        raise TableTwice(
            Words(
                zh=f"主体页面已有名为“{min(twice)}”的表，请为 {part.name} 的表另取名。",
                en=f"The subject's page has a table {min(twice)} already; name that of {part.name} otherwise.",
            )
        )
    _parts[part.name] = part


def remove(name: str) -> None:
    """Take a part away again; for tests."""
    _parts.pop(name, None)


def parts(user: Any) -> list[Part]:
    """The parts whose door is open to this person, in the order of the page."""
    return sorted(
        (part for part in _parts.values() if doors.may(user, part.record, part.verb)),
        key=lambda part: (part.order, part.name),
    )


def table_of(user: Any, name: str) -> Table | None:
    """The table of that name, if its part is open to this person."""
    return next((table for part in parts(user) for table in part.tables if table.name == name), None)


def kinds_of(open_parts: Sequence[Part]) -> dict[str, Any]:
    """Every kind that a moment may have, with its word."""
    return KINDS | {kind: word for part in open_parts for kind, word in part.kinds.items()}
