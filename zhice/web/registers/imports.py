"""Import of a register: an intake format and its sink, both made from the declaration.

A row of the workbook becomes a record through the model's own fields, so that what a form refuses an import refuses too,
with the cell named. A row is recognised again by the register's `key`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import override

from zhice.intake.format import FORMATS, Accepted, Column, Format, Problem, Rejected
from zhice.intake.sinks import DUPLICATE, NEW, SINKS, BatchInUse, Outcome, Verdict
from zhice.kernel.days import BadDay, read_day
from zhice.kernel.errors import ZhiceError
from zhice.kernel.text import clean
from zhice.kernel.words import Words
from zhice.web.models import ImportedRecord
from zhice.web.register import CellRefused, Register, site
from zhice.web.registers import personal
from zhice.web.registers.cells import field_of

TRUE, FALSE = ("是", "yes", "true", "1"), ("否", "no", "false", "0")


def format_name(register: Register) -> str:
    """The way in that is made from the declaration, or the room's own."""
    return register.format or f"register-{register.slug}"


def add_all() -> None:
    """Give every register with import columns its way in; called once, when the apps are ready."""
    for register in site:
        if register.imports:
            FORMATS.add(format_of(register))
            SINKS.add(format_name(register), lambda register=register: RegisterSink(register))  # type: ignore[misc]


def format_of(register: Register) -> Format:
    """The intake format of a register: its columns with kinds and choices, its key, how a row is read."""
    return Format(
        name=format_name(register),
        title=_words(register.title),
        columns=tuple(_column(register, name) for name in register.imports),
        key=keys_of(register)[0],
        read_row=lambda cells: read_row(register, cells),
        note=_words(register.help) if register.help else None,
        flags={**personal.FLAGS, **register.flags},
        warns=frozenset({*personal.FLAGS, *register.flags}),
    )


def keys_of(register: Register) -> tuple[str, ...]:
    """The columns by which a row is recognised again: as declared, else the first."""
    return register.key or register.imports[:1]


def read_row(register: Register, cells: Mapping[str, str]) -> Accepted | Rejected:
    """The row as values of the model's fields, or every bad cell with its reason."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name in register.imports:
        try:
            values[name] = _value(register, name, clean(cells.get(name, ""))[0])
        except (ValidationError, BadDay) as refused:
            problems.append(Problem(name, "invalid", _reason(refused)))
    key = " | ".join(clean(cells.get(name, ""))[0] for name in keys_of(register))
    today, flags = timezone.localdate(), tuple[str, ...]()
    if register.check is not None and not problems:
        try:
            values, flags = register.check(values, today)
        except CellRefused as refused:
            problems.append(Problem(refused.column, refused.code, refused.words))
    if problems:
        return Rejected(tuple(problems), key=key)
    return Accepted(key, tuple(values.items()), (*flags, *personal.flags_of(values.values(), today)))


class RegisterSink:
    """Writes the rows of one register's format, and can take them back."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def compare(self, rows: Sequence[Accepted]) -> Sequence[Verdict]:
        there = self._known(rows)
        return [self._verdict(dict(row.record), there) for row in rows]

    def store(self, rows: Sequence[Accepted], *, batch: int, actor: str, day: date) -> Sequence[Verdict]:
        """All new rows in one statement; only where the database refuses that, row by row, to name the culprit."""
        verdicts = list(self.compare(rows))
        fresh = [number for number, verdict in enumerate(verdicts) if verdict.outcome is Outcome.NEW]
        values = [dict(rows[number].record) for number in fresh]
        if not self._create_together(values, batch):
            for number, each in zip(fresh, values, strict=True):
                verdicts[number] = self._create(each, batch)
        return verdicts

    def remove(self, *, batch: int) -> int:
        """Delete what the batch stored; refused when one of the records has been changed or is used elsewhere."""
        mine = ImportedRecord.objects.filter(register=self.register.slug, batch=batch)
        records = self.register.model._default_manager.filter(pk__in=mine.values("record"))
        try:
            with transaction.atomic():
                count = records.count()
                records.delete()
        except models.ProtectedError as used:
            number = len(used.protected_objects)
            raise BatchInUse(
                Words(
                    zh=f"该批次的记录已被 {number} 条其他记录引用，不能撤回。请先处理这些记录。",
                    en=f"{number} other records rest on this batch; it cannot be taken back before they are settled.",
                )
            ) from used
        mine.delete()
        return count

    def _known(self, rows: Sequence[Accepted]) -> dict[tuple[Any, ...], Any]:
        """The records that the rows' keys may name, in one query."""
        keys = keys_of(self.register)
        first = {dict(row.record)[keys[0]] for row in rows}
        found = self.register.model._default_manager.filter(**{f"{keys[0]}__in": first})
        return {tuple(getattr(record, key) for key in keys): record for record in found}

    def _verdict(self, values: dict[str, Any], known: Mapping[tuple[Any, ...], Any]) -> Verdict:
        there = known.get(tuple(values[key] for key in keys_of(self.register)))
        if there is None:
            return NEW
        differences = {
            name: (_plain(getattr(there, name)), _plain(value))
            for name, value in values.items()
            if getattr(there, name) != value
        }
        return Verdict(Outcome.CONFLICT, differences) if differences else DUPLICATE

    def _create_together(self, values: list[dict[str, Any]], batch: int) -> bool:
        """Whether all rows could be written at once; False leaves nothing behind."""
        if self.register.create is not None:
            return False  # the trade's own verb takes one at a time
        model = self.register.model
        related = [field.name for field in model._meta.fields if isinstance(field, models.ForeignKey)]
        records = [model(**each) for each in values]
        try:
            for record in records:
                record.clean_fields(exclude=related)  # what they refer to was looked up when the row was read
                record.clean()
            with transaction.atomic():
                made = model._default_manager.bulk_create(records, batch_size=1_000)
                ImportedRecord.objects.bulk_create(
                    [
                        ImportedRecord(register=self.register.slug, record=record.pk, batch=batch)
                        for record in made
                    ]
                )
        except (ValidationError, IntegrityError):
            return False
        return True

    def _create(self, values: dict[str, Any], batch: int) -> Verdict:
        """A row that the whole record refuses (a constraint over several fields) is a conflict with its reason."""
        try:
            with transaction.atomic():
                if self.register.create is not None:
                    record = self.register.create(values)
                else:
                    record = self.register.model(**values)
                    record.full_clean()
                    record.save()
        except (ValidationError, IntegrityError, ZhiceError) as refused:
            return Verdict(Outcome.CONFLICT, {keys_of(self.register)[0]: ("", str(_reason(refused)))})
        ImportedRecord.objects.create(register=self.register.slug, record=record.pk, batch=batch)
        return NEW


def _column(register: Register, name: str) -> Column:
    field = field_of(register.model, name)
    if field is None:
        raise LookupError(f"{register.slug}: import column {name!r} is no field of {register.model.__name__}")
    required = not field.blank
    note = Words(zh="必填", en="required") if required else None
    return Column(
        name=name,
        title=_words(field.verbose_name),
        kind=_kind(field),
        choices=_choices(field),
        required=required,
        note=note,
        example="2022-03-01" if isinstance(field, models.DateField) else "",
    )


def _kind(field: models.Field[Any, Any]) -> Any:
    if field.choices or isinstance(field, models.BooleanField):
        return "choice"
    if isinstance(field, models.DateField):
        return "day"
    return (
        "number"
        if isinstance(field, models.IntegerField | models.DecimalField | models.FloatField)
        else "text"
    )


def _choices(field: models.Field[Any, Any]) -> tuple[str, ...]:
    if isinstance(field, models.BooleanField):
        return (TRUE[0], FALSE[0])
    with override("zh-hans"):
        return tuple(str(label) for _, label in field.flatchoices)


def _value(register: Register, name: str, text: str) -> Any:
    field = field_of(register.model, name)
    assert field is not None  # _column has looked
    if not text:
        return field.clean(field.get_default() if field.has_default() else (None if field.null else ""), None)
    if field.choices:
        return _chosen(field, text)
    if isinstance(field, models.ForeignKey):
        return _related(field, text)
    if isinstance(field, models.BooleanField):
        return _yes_or_no(text)
    if isinstance(field, models.DateField):
        return field.clean(read_day(text), None)
    return field.clean(text, None)


def _chosen(field: models.Field[Any, Any], text: str) -> Any:
    for language in ("zh-hans", "en"):
        with override(language):
            for value, label in field.flatchoices:
                if text in (str(value), str(label)):
                    return value
    raise ValidationError(f"“{text[:40]}”不在选项中。可选：{'、'.join(_choices(field))}。")


def _related(field: models.ForeignKey[Any, Any], text: str) -> Any:
    """A related record by its code or its name; two of one name are refused, not guessed."""
    model = field.related_model
    names = [name for name in ("code", "name", "title") if name in {each.name for each in model._meta.fields}]
    for name in names:
        found = list(model._default_manager.filter(**{name: text})[:2])
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(f"有多个“{text[:40]}”，请填写代码。")
    raise ValidationError(f"没有找到“{text[:40]}”，请先登记，或核对名称、代码。")


def _yes_or_no(text: str) -> bool:
    if text.lower() in TRUE:
        return True
    if text.lower() in FALSE:
        return False
    raise ValidationError("请填写“是”或“否”。")


def _reason(refused: Exception) -> Words:
    if isinstance(refused, ZhiceError):
        return refused.words
    if isinstance(refused, IntegrityError):
        return Words(
            zh="与数据库的约束冲突，请核对后更正。",
            en="In conflict with a constraint of the database; check and correct.",
        )
    said = {}
    for language in ("zh-hans", "en"):
        with override(language):
            said[language] = (
                "；".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
            )
    return Words(zh=said["zh-hans"], en=said["en"])


def _words(text: Any) -> Words:
    with override("zh-hans"):
        zh = str(text)
    with override("en"):
        return Words(zh=zh, en=str(text))


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False).strip('"')
