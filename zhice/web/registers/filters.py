"""Filters follow from the fields: choices and related records to tick, days and numbers from–to, text that contains."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.db.models import (
    BooleanField,
    DateField,
    DecimalField,
    Field,
    FloatField,
    ForeignKey,
    IntegerField,
    QuerySet,
)
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from zhice.web.register import Register, site
from zhice.web.registers import matching
from zhice.web.registers.cells import field_of

MANY = 300  # with more related records than this a list to tick is no help: a text field asks instead
FEW = 8  # up to here choices are boxes to tick
YES_NO = [("true", _("是")), ("false", _("否"))]


class DayRange(django_filters.widgets.DateRangeWidget):
    """Two day fields side by side, each with its own name for screen readers."""

    template_name = "web/registers/range.html"

    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"})
        _say(self)


class NumberRange(django_filters.widgets.RangeWidget):
    template_name = "web/registers/range.html"

    def __init__(self) -> None:
        super().__init__(attrs={"inputmode": "decimal"})
        _say(self)


def _say(widget: Any) -> None:
    for part, said in zip(widget.widgets, (_("自"), _("至")), strict=True):
        part.attrs = {**part.attrs, "aria-label": said}


class RelatedText(django_filters.CharFilter):
    """Related records by a few signs of their searchable `fields`."""

    def __init__(self, *, fields: tuple[str, ...], **kwargs: Any) -> None:
        self.fields = fields
        super().__init__(**kwargs)

    def filter(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value:
            return queryset
        return queryset.filter(matching.linked(queryset.model, self.field_name, self.fields, value))


def filter_set(
    register: Register, user: Any, query: QueryDict, rows: QuerySet[Any], *, by_name: bool = False
) -> django_filters.FilterSet:
    """The register's filters, bound to what the address says; `by_name`: related records always by text."""
    declared: dict[str, Any] = {
        name: _filter(register, name, user, by_name=by_name) for name in register.filters
    }
    meta = type("Meta", (), {"model": register.model, "fields": []})
    made = type(f"{register.model.__name__}Filters", (django_filters.FilterSet,), {**declared, "Meta": meta})
    found: django_filters.FilterSet = made(query, queryset=rows)
    for field in found.form.fields.values():
        field.is_filter = True  # a filter left empty is no "optional" answer
    return found


def parameters(filters: django_filters.FilterSet) -> set[str]:
    """Every name the address may use for these filters."""
    known: set[str] = set()
    for name, field in filters.form.fields.items():
        suffixes = getattr(field.widget, "suffixes", None)
        known |= {f"{name}_{suffix}" for suffix in suffixes} if suffixes else {name}
    return known


def chips(filters: django_filters.FilterSet, query: QueryDict) -> list[dict[str, str]]:
    """One removable chip per value in force: what it says, and the address without it."""
    shown = []
    for bound in filters.form:
        suffixes = getattr(bound.field.widget, "suffixes", None)
        for name in [f"{bound.name}_{suffix}" for suffix in suffixes] if suffixes else [bound.name]:
            for value in query.getlist(name):
                if value:
                    said = _said(bound, name, value)
                    shown.append({"text": f"{bound.label}：{said}", "url": without(query, name, value)})
    return shown


def without(query: QueryDict, name: str, value: str) -> str:
    """The address without one value of one parameter; the page goes back to the first."""
    pairs = [
        (key, each)
        for key, values in query.lists()
        for each in values
        if (key, each) != (name, value) and key != "page" and each
    ]
    return "?" + urlencode(pairs) if pairs else "?view=all"


def _said(bound: Any, name: str, value: str) -> str:
    if name.endswith(("_after", "_min")):
        return f"≥ {value}"
    if name.endswith(("_before", "_max")):
        return f"≤ {value}"
    for key, label in getattr(bound.field, "choices", ()):
        if str(key) == value:
            return str(label)
    return value


def _filter(register: Register, name: str, user: Any, *, by_name: bool) -> Any:
    field = field_of(register.model, name)
    label = _label(register, name, field)
    common = {"field_name": name, "label": label}
    if isinstance(field, ForeignKey):
        return _by_name(field, common) if by_name else _related(field, name, user, common)
    if field is not None and field.choices:
        widget = forms.CheckboxSelectMultiple if len(field.flatchoices) <= FEW else forms.SelectMultiple
        return django_filters.MultipleChoiceFilter(
            choices=field.flatchoices, widget=widget, distinct=False, **common
        )
    if isinstance(field, DateField):
        return django_filters.DateFromToRangeFilter(widget=DayRange(), **common)
    if isinstance(field, BooleanField):
        return django_filters.TypedChoiceFilter(
            choices=YES_NO, coerce=lambda value: value == "true", **common
        )
    if isinstance(field, IntegerField | DecimalField | FloatField):
        return django_filters.RangeFilter(widget=NumberRange(), **common)
    return django_filters.CharFilter(lookup_expr="icontains", max_length=100, **common)


def _related(field: ForeignKey[Any, Any], name: str, user: Any, common: dict[str, Any]) -> Any:
    model = field.related_model
    rows = model._default_manager.all()
    if hasattr(rows, "visible_to"):
        rows = rows.visible_to(user)
    if rows[: MANY + 1].count() <= MANY:
        return django_filters.ModelMultipleChoiceFilter(
            queryset=rows, widget=forms.SelectMultiple, distinct=False, **common
        )
    return _by_name(field, common)


def _by_name(field: ForeignKey[Any, Any], common: dict[str, Any]) -> RelatedText:
    model = field.related_model
    shown = next((register for register in site if register.model is model), None)
    searched = shown.search if shown and shown.search else ("name",)
    return RelatedText(fields=searched, max_length=100, **common)


def _label(register: Register, name: str, field: Field[Any, Any] | None) -> Any:
    declared = next((column.label for column in register.columns if column.name == name and column.label), "")
    return declared or (field.verbose_name if field is not None else name)
