"""What happened to the rights of a party, for its page: every event counts for whoever held the right on its day.

A transfer stands with both sides. A licensee or a pledgee is named by the event and has it, too. The days of filing,
publication and grant are those that the life of the right came to, so a thing that two sources tell is told once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model

from zhice.registry.parties.subject import Asking, Moment

COLOURS = {
    "filed": "info",
    "published": "info",
    "granted": "ok",
    "renewed": "ok",
    "ended": "bad",
    "pledge": "warn",
    "recognised": "ok",
}
Stretch = tuple[date | None, date | None]


@dataclass(frozen=True, kw_only=True)
class Chronicle:
    """How one kind of right is read. `days`: derived column → (kind, word); `groups`: kind of event → kind of moment."""

    right: type[Model]
    holding: type[Model]
    event: type[Model]
    key: str
    """The foreign key of holdings and events that names the right, and its record kind: `patent`."""
    name: str
    days: Mapping[str, tuple[str, Any]]
    groups: Mapping[str, str]
    """An event of no group is told by `days`."""

    def moments(self, asking: Asking) -> Iterator[Moment]:
        """In no order."""
        rights: Any = self.right._default_manager
        visible = rights.visible_to(asking.user)
        held = self._held(visible, asking)
        names = dict(visible.filter(pk__in=held).values_list("pk", self.name))
        yield from self._days(visible, held)
        yield from self._events(visible, held, names, asking)

    def _held(self, visible: Any, asking: Asking) -> dict[int, list[Stretch]]:
        found: dict[int, list[Stretch]] = defaultdict(list)
        rows = self.holding._default_manager.filter(
            party__in=asking.parties, **{f"{self.key}__in": visible.order_by().values("pk")}
        )
        for right, first, last in rows.order_by().values_list(f"{self.key}_id", "from_date", "to_date"):
            found[right].append((first, last))
        return found

    def _days(self, visible: Any, held: Mapping[int, list[Stretch]]) -> Iterator[Moment]:
        rows = visible.filter(pk__in=held).order_by().values_list("pk", self.name, *self.days)
        for right, name, *days in rows:
            for day, (kind, word) in zip(days, self.days.values(), strict=True):
                if day is not None and _holds(held[right], day):
                    yield self._moment(right, name, day, kind, word, "")

    def _events(
        self, visible: Any, held: Mapping[int, list[Stretch]], names: Mapping[int, str], asking: Asking
    ) -> Iterator[Moment]:
        events: Any = self.event._default_manager.filter(kind__in=self.groups).order_by()
        of_ours = events.filter(**{f"{self.key}__in": list(held)})
        naming = events.filter(
            party__in=asking.parties, **{f"{self.key}__in": visible.order_by().values("pk")}
        )
        for event in (of_ours | naming).select_related("party", "region", self.key).distinct():
            right = getattr(event, f"{self.key}_id")
            if event.party_id in asking.parties or _holds(held.get(right, []), event.day):
                name = names.get(right) or str(getattr(event, self.key))
                detail = _detail(event, asking)
                yield self._moment(
                    right, name, event.day, self.groups[event.kind], event.get_kind_display(), detail
                )

    def _moment(self, right: int, name: str, day: date, kind: str, word: Any, detail: str) -> Moment:
        return Moment(
            day=day,
            kind=kind,
            word=word,
            title=name,
            record=f"{self.key}:{right}",
            detail=detail,
            colour=COLOURS.get(kind, "mute"),
        )


def _holds(stretches: list[Stretch], day: date) -> bool:
    """Held on that day; the day on which it changes hands belongs to both sides."""
    return any((first is None or first <= day) and (last is None or day <= last) for first, last in stretches)


def _detail(event: Any, asking: Asking) -> str:
    """Who else and where; what a source wrote freely may hold names, so whoever reads masked does not get it."""
    where = " → ".join(part for part in (asking.name_of(event.party), str(event.region or "")) if part)
    said = "" if asking.masked else event.detail
    return "；".join(part for part in (where, said) if part)
