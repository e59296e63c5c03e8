"""The change tab of a record: who, when, why, and what was different, from row history and journal."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pghistory.models
from django.db.models import Model
from django.utils.translation import gettext as _

from zhice.journal.models import Event
from zhice.web import wording
from zhice.web.register import Column, Register
from zhice.web.registers import cells

MOST = 200


@dataclass(frozen=True)
class Change:
    """One field of one change, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Moment:
    """Something that happened to the record."""

    at: datetime
    what: str
    who: str = ""
    why: str = ""
    changes: list[Change] = field(default_factory=list)


def of(register: Register, record: Any, *, masked: bool) -> list[Moment]:
    """The last changes, newest first. Journal events are those that the reader may see."""
    moments = [*_rows(register, record, masked=masked), *_events(register, record)]
    return sorted(moments, key=lambda moment: moment.at, reverse=True)[:MOST]


def _events(register: Register, record: Any) -> list[Moment]:
    found = Event.objects.filter(record=register.reference(record)).order_by("-seq")[:MOST]
    return [Moment(event.at, _verb(event.action), event.name or event.actor, event.reason) for event in found]


def _verb(action: str) -> str:
    """The last word of an action in the reader's language; a verb of the trade that we do not know stays as it is."""
    known = {
        "create": _("新建"),
        "change": _("修改"),
        "import": _("导入"),
        "export": _("导出"),
        "read": _("查看"),
        "update": _("修改"),
        "delete": _("删除"),
    }
    return known.get(action.rpartition(".")[2], action)


def _rows(register: Register, record: Any, *, masked: bool) -> list[Moment]:
    """Each event row holds the record as it stood before a change; the next one, or the record, is what it became."""
    model = _event_model(type(record))
    if model is None:
        return []
    rows = list(model.objects.filter(pgh_obj_id=record.pk).order_by("pgh_id")[:MOST])
    if not rows:
        return []
    moments = []
    for before, after in zip(rows, [*rows[1:], record], strict=True):
        changes = _differences(register, model, before, after, masked=masked)
        moments.append(Moment(before.pgh_created_at, _verb(before.pgh_label), changes=changes))
    return moments


def _event_model(model: type[Model]) -> Any:
    for candidate in pghistory.models.Event.__subclasses__():
        if getattr(candidate, "pgh_tracked_model", None) is model:
            return candidate
    return None


def _differences(register: Register, model: Any, before: Any, after: Any, *, masked: bool) -> list[Change]:
    # whoever reads masked sees changes of what the columns show unmasked: any other field may hold the name in another form
    open_fields = {column.name.partition("__")[0] for column in register.columns if not column.masked}
    changes = []
    for each in model._meta.fields:
        if each.name.startswith("pgh_") or each.name == "id" or (masked and each.name not in open_fields):
            continue
        old, new = getattr(before, each.attname), getattr(after, each.attname, None)
        if old != new:
            column = Column(each.name)
            changes.append(Change(str(each.verbose_name), _said(old, column), _said(new, column)))
    return changes


def _said(value: Any, column: Column) -> str:
    return wording.NOTHING if value is None else cells.text(value, column)
