"""Turning over what belongs to one party to another, and back; lives are folded anew. Part of the caller's act."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from zhice.accounts.acting import SYSTEM, acting_as
from zhice.accounts.models import UserParty
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.registry.matches.references import Reference, references
from zhice.registry.parties.models import Party
from zhice.registry.rights.patents.life import rebuild_life
from zhice.registry.rights.patents.models import LegalEvent, Publication

Moved = Mapping[str, list[int]]


class MergeRefused(ZhiceError):
    """Two parties cannot be made one, or not be parted, as things stand."""


def turn_over(*, lesser: int, survivor: int) -> dict[str, list[int]]:
    """Everything that names `lesser` names `survivor` afterwards; which rows those were, by column.

    The machine moves them, whatever tables the person who decided may write: the door has asked whether they may decide.
    """
    moved: dict[str, list[int]] = {}
    with acting_as(SYSTEM):
        for reference in references():
            keys = reference.held_by(lesser)
            if reference.model is UserParty:
                keys = _without_doubles(keys, survivor)
            if keys:
                _move(reference, keys, was=lesser, now=survivor)
                moved[reference.name] = keys
        Party.objects.filter(pk=lesser).update(merged_into=survivor)
        _fold(moved)
    return moved


def give_back(moved: Moved, *, lesser: int, survivor: int) -> None:
    """The very rows that were turned over name `lesser` again; rows that came since stay where they are."""
    with acting_as(SYSTEM):
        Party.objects.filter(pk=lesser).update(merged_into=None)
        known = {reference.name: reference for reference in references()}
        for name, keys in moved.items():
            _move(known[name], keys, was=survivor, now=lesser)
        _fold(moved)


def _move(reference: Reference, keys: list[int], *, was: int, now: int) -> None:
    try:
        with transaction.atomic():
            changed = reference.turn_over(keys, was=was, now=now)
    except IntegrityError as double:
        raise _double(reference) from double
    there = reference.rows(
        pk__in=keys
    ).count()  # a row that was taken back with its batch is missed by nobody
    if changed != there:
        raise MergeRefused(
            Words(
                zh=f"“{reference.model._meta.verbose_name}”中有 {there - changed} 条记录此后已被改动，不能照原样恢复。"
                "请先撤销后来的改动。",
                en=f"{there - changed} records of {reference.name} have been changed since and cannot be restored as "
                "they were. Undo the later changes first.",
            )
        )


def _double(reference: Reference) -> MergeRefused:
    return MergeRefused(
        Words(
            zh=f"合并后“{reference.model._meta.verbose_name}”会有重复的记录，未作合并。请先核对两个主体名下的这类记录。",
            en=f"After the merge {reference.name} would hold a record twice; nothing was merged. Check these records first.",
        )
    )


def _without_doubles(keys: list[int], survivor: int) -> list[int]:
    """An account that acts for both parties already keeps what it has."""
    both = UserParty.objects.filter(party_id=survivor).values("user")
    return list(UserParty.objects.filter(pk__in=keys).exclude(user__in=both).values_list("pk", flat=True))


def _fold(moved: Moved) -> None:
    touched: set[int] = set()
    for model, name in (
        (Publication, "registry.Publication.party_id"),
        (LegalEvent, "registry.LegalEvent.party_id"),
    ):
        rows = model.objects.filter(pk__in=moved.get(name, ()))
        touched.update(rows.values_list("patent_id", flat=True))
    rebuild_life(touched)
