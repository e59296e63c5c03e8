"""Stretches of days as the database keeps them: half-open, NULL for an end not known."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db.models import CheckConstraint, F, Func, Q


class Days(Func):
    """daterange(start, end, '[)'): a NULL start reaches back for ever, a NULL end has not come yet."""

    function = "DATERANGE"
    output_field = DateRangeField()


def no_overlap(*, name: str, of: str, start: str, end: str, message: str) -> ExclusionConstraint:
    """No two stretches of one `of` share a day."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            (of, RangeOperators.EQUAL),
            (Days(F(start), F(end), RangeBoundary()), RangeOperators.OVERLAPS),
        ],
        violation_error_message=message,
    )


def in_order(*, name: str, start: str, end: str, message: str) -> CheckConstraint:
    """The end, where known, comes after the start."""
    return CheckConstraint(
        name=name,
        condition=Q(**{f"{end}__isnull": True})
        | Q(**{f"{start}__isnull": True})
        | Q(**{f"{end}__gt": F(start)}),
        violation_error_message=message,
    )
