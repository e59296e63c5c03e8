"""Which rows of a record a person may see: in Python the only door is `Model.objects.visible_to(user)`.

    class Patent(models.Model):
        VISIBILITY = Visibility(record="patent", own=lambda user: Q(first_holder_id__in=user.party_ids))
        objects = Visible()

Behind it stands the wall in the database, which says the same in SQL (`zhice.accounts.row_security.RowSecurity`);
tests/house/test_permissions.py compares the two as every role.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from zhice.accounts import permissions
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words

Rows = Callable[[Any], Q]


class NoVisibility(ZhiceError):
    """A model does not say who may see its rows, or not what a scope of the permission table means for it."""


@dataclass(frozen=True, kw_only=True)
class Visibility:
    """What each scope of the permission table means for this model; `all` and `masked` show every row, `count` none.

    `own`, `unit` and `assigned` take the user (with `pk`, `unit_ids`, `party_ids`); `public` is a plain condition.
    `parent` names a foreign key whose record decides: the row is seen when its parent is.
    """

    record: str
    own: Rows | None = None
    unit: Rows | None = None
    assigned: Rows | None = None
    public: Q | None = None
    parent: str = ""

    def rows(self, scope: str, user: Any, model: type[models.Model]) -> Q | None:
        """The condition for one scope; None: no row."""
        if scope in permissions.WHOLE:
            return Q()
        if scope in ("count", "none"):
            return None
        if self.parent:
            related = model._meta.get_field(self.parent).related_model
            return Q(**{f"{self.parent}__in": related._default_manager.visible_to(user)})
        rule = getattr(self, scope)
        if rule is None:
            raise NoVisibility(_undefined(model, self.record, scope))
        return rule(user) if callable(rule) else rule


class VisibleRows(QuerySet):  # type: ignore[type-arg]
    """A queryset that knows who may see it."""

    def visible_to(self, user: Any) -> VisibleRows:
        """The rows that `user` (an account, AnonymousUser or SYSTEM) may read; raises NoVisibility where undeclared."""
        seen: VisibleRows = visible(user, self)
        return seen


Visible = models.Manager.from_queryset(VisibleRows, class_name="Visible")

# Models of the floors below, which cannot declare it themselves: label → visibility.
OF_LOWER_FLOORS: dict[str, Visibility] = {
    "journal.Event": Visibility(
        record="journal",
        own=lambda user: Q(actor=f"user:{user.pk}"),
        assigned=lambda user: Q(actor=f"user:{user.pk}") | Q(action__startswith="accounts."),
    ),
    "intake.Batch": Visibility(record="batch", own=lambda user: Q(actor=f"user:{user.pk}")),
    "intake.Rejection": Visibility(record="batch", own=lambda user: Q(batch__actor=f"user:{user.pk}")),
}


def visibility_of(model: type[models.Model]) -> Visibility:
    """What the model declares, or this floor for a model below it; raises NoVisibility."""
    declared = getattr(model, "VISIBILITY", None) or OF_LOWER_FLOORS.get(model._meta.label)
    if declared is None:
        raise NoVisibility(_undeclared(model))
    return declared


def visible(user: Any, queryset: Any) -> Any:
    """`queryset` narrowed to what `user` may read: the form in which the doors of the web ask."""
    declared = visibility_of(queryset.model)
    scopes = permissions.scopes(user, declared.record, "read")
    conditions = [declared.rows(scope, user, queryset.model) for scope in sorted(scopes)]
    seen = [condition for condition in conditions if condition is not None]
    if not seen:
        return queryset.none()
    if Q() in seen:
        return queryset.all()
    either = seen[0]
    for condition in seen[1:]:
        either |= condition
    return queryset.filter(either)


def _undeclared(model: type[models.Model]) -> Words:
    return Words(
        zh="模型 {model} 没有声明 VISIBILITY，不能按人筛选。请在模型中写明各范围的含义。",
        en="Model {model} declares no VISIBILITY; say in the model what each scope means.",
    ).fill(model=model._meta.label)


def _undefined(model: type[models.Model], record: str, scope: str) -> Words:
    return Words(
        zh="权限表给“{record}”用了范围“{scope}”，而模型 {model} 的 VISIBILITY 没有说明它的含义。",
        en="The permission table uses scope “{scope}” for “{record}”, but VISIBILITY of {model} does not say what it means.",
    ).fill(record=record, scope=scope, model=model._meta.label)
