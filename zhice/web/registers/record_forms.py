"""The form of a register, made from its sections; its answers in words; and the fingerprint of a record's version."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django import forms
from django.db import IntegrityError, models
from django.forms import modelform_factory
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhice.kernel.errors import ZhiceError
from zhice.web.register import Column, Register
from zhice.web.registers import cells


def fields(register: Register) -> list[str]:
    return [name for section in register.form for name in section.fields]


def form_for(register: Register, user: Any, *, data: Any = None, record: Any = None) -> forms.ModelForm:  # type: ignore[type-arg]
    """The form, bound where something was sent; related records to choose from are those the person may read."""
    made = modelform_factory(register.model, fields=fields(register), formfield_callback=_field)
    form: forms.ModelForm = made(data, instance=record)  # type: ignore[type-arg]
    for field in form.fields.values():
        rows = getattr(field, "queryset", None)
        if rows is not None and hasattr(rows, "visible_to"):
            field.queryset = rows.visible_to(user)
    return form


def _field(field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        kwargs["widget"] = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    found: forms.Field | None = field.formfield(**kwargs)
    return found


def parts(register: Register, form: forms.BaseForm) -> list[dict[str, Any]]:
    """Sections with their bound fields, in the order of the declaration."""
    return [
        {"title": section.title, "note": section.note, "fields": [form[name] for name in section.fields]}
        for section in register.form
    ]


def answers(register: Register, form: forms.ModelForm) -> list[dict[str, Any]]:  # type: ignore[type-arg]
    """What was filled in, in words, for looking over; and as it was sent, for sending again."""
    found = []
    for section in register.form:
        lines = [
            {"label": form[name].label, "said": _said(form, name), "sent": _sent(form, name)}
            for name in section.fields
        ]
        found.append({"title": section.title, "lines": lines})
    return found


def write(register: Register, form: forms.ModelForm, record: Any) -> Any:  # type: ignore[type-arg]
    """The record after writing: by the register's own verb where it declares one, else by saving the form."""
    if record is None and register.create is not None:
        return register.create(dict(form.cleaned_data))
    if record is not None and register.change is not None:
        return register.change(record, dict(form.cleaned_data)) or record
    return form.save()


def plain(register: Register, record: Any) -> dict[str, str]:
    """The written fields as text, for the digests in the journal."""
    return {name: str(getattr(record, record._meta.get_field(name).attname)) for name in fields(register)}


def version_of(register: Register, record: Any) -> str:
    """A fingerprint of everything stored in the record's row; another one means that somebody changed it."""
    row = {field.attname: str(getattr(record, field.attname)) for field in record._meta.concrete_fields}
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:32]


def differences(register: Register, now: Any, form: forms.ModelForm) -> list[dict[str, str]]:  # type: ignore[type-arg]
    """Field by field: what stands in the record now, and what was filled in."""
    found = []
    for name in fields(register):
        column = Column(name)
        there = cells.text(cells.value_of(now, column, masked=False), column)
        mine = _said(form, name)
        found.append({"label": str(form[name].label), "now": there, "yours": mine, "differs": there != mine})
    return found


def reason(refused: Exception) -> str:
    """Why a record could not be written, for the error summary."""
    if isinstance(refused, ZhiceError):
        return refused.words.in_(get_language() or "zh-hans")
    assert isinstance(refused, IntegrityError)
    name = getattr(getattr(refused.__cause__, "diag", None), "constraint_name", None) or "?"
    return _(
        "数据库的约束“%(name)s”不允许这样保存：与已有记录重复，或所引用的记录已不存在。请核对后再提交。"
    ) % {"name": name}


def _said(form: forms.ModelForm, name: str) -> str:  # type: ignore[type-arg]
    value = form.cleaned_data.get(name)
    field = form.fields[name]
    choices = dict(getattr(field, "choices", ())) if not hasattr(field, "queryset") else {}
    return str(choices[value]) if value in choices and value != "" else cells.text(value, Column(name))


def _sent(form: forms.ModelForm, name: str) -> list[dict[str, str]]:  # type: ignore[type-arg]
    """Name and values of the hidden inputs that send the answer again."""
    bound = form[name]
    data: Any = form.data
    values = data.getlist(bound.html_name) if hasattr(data, "getlist") else [data.get(bound.html_name, "")]
    return [{"name": bound.html_name, "value": value} for value in values]
