"""Doing one thing to many records: which they are, what would happen, and what happened to each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhice.kernel.errors import ZhiceError
from zhice.web import doors, refusals
from zhice.web.register import Bulk, Register
from zhice.web.registers.cells import field_of
from zhice.web.registers.listing import Listing

MOST = 5_000
LONGEST_NUMBER = 18  # digits of a record number
EXPORT = "export"


@dataclass(frozen=True)
class Result:
    """What became of one record."""

    record: Any
    done: bool
    why: str = ""


def offered(register: Register, user: Any) -> list[Bulk]:
    """The bulk actions this person may take."""
    actions = [action if isinstance(action, Bulk) else named(register, action) for action in register.bulk]
    return [action for action in actions if doors.may(user, register.record, register.verb(action.verb))]


def named(register: Register, name: str) -> Bulk:
    """`export`, or `set_<field>`: sets one field to the answer."""
    if name == EXPORT:
        return Bulk(EXPORT, _("导出所选"), verb="export")
    field = field_of(register.model, name.removeprefix("set_"))
    if not name.startswith("set_") or field is None:
        raise LookupError(f"{register.slug}: bulk action {name!r} is neither export nor set_<field>")
    title = _("设置“%(field)s”") % {"field": field.verbose_name}
    return Bulk(name, title, ask=field.name, do=partial(_set, field.name))


def chosen(register: Register, user: Any, post: QueryDict) -> QuerySet[Any]:
    """The records marked on the page, or all that match its address. One foreign or missing record refuses all: 404."""
    if post.get("all"):
        rows = Listing(register, user, QueryDict(post.get("query", ""))).rows
    else:
        ids = [
            text
            for text in post.getlist("id")
            if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
        ]
        if len(ids) != len(post.getlist("id")):
            raise Http404
        rows = register.rows(user).filter(pk__in=ids)
        if rows.count() != len(set(ids)):
            raise Http404
    if rows.count() > MOST:
        raise refusals.refuse(
            f"一次最多处理 {MOST} 条，请先缩小筛选范围。",
            f"At most {MOST} records at a time; narrow the filter first.",
        )
    return rows


def apply(action: Bulk, rows: Iterable[Any], answer: Any) -> list[Result]:
    """Do it record by record; one that refuses keeps its state and says why, the others are done."""
    do: Callable[[Any, Any], None] = action.do or (lambda record, value: _set(action.ask, record, value))
    results = []
    for record in rows:
        try:
            with transaction.atomic():
                do(record, answer)
            results.append(Result(record, True))
        except (ZhiceError, ValidationError, IntegrityError) as refused:
            results.append(Result(record, False, _why(refused)))
    return results


def _set(field: str, record: Any, answer: Any) -> None:
    setattr(record, field, answer)
    record.full_clean()
    record.save(update_fields=[field])


def _why(refused: Exception) -> str:
    if isinstance(refused, ZhiceError):
        return refused.words.in_(get_language() or "zh-hans")
    if isinstance(refused, ValidationError):
        return "；".join(refused.messages)
    return _("与数据库的约束冲突")
