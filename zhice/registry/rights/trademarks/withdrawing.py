"""Taking a batch back: its events go, the marks it brought go with them, lives are folded anew."""

from __future__ import annotations

from zhice.intake.sinks import BatchInUse
from zhice.kernel.words import Words
from zhice.registry.rights.patents.withdrawing import remove_unused_parties
from zhice.registry.rights.trademarks.life import rebuild_life
from zhice.registry.rights.trademarks.models import Trademark, TrademarkEvent


def withdraw(batch: int) -> int:
    """Remove what `batch` stored and give the number of events; raises BatchInUse. In the caller's transaction.

    A mark that the batch brought goes as well, unless events of another source or other records rest on it.
    """
    brought = Trademark.objects.filter(batch=batch)
    later = TrademarkEvent.objects.filter(trademark__in=brought).exclude(batch=batch)
    if count := later.count():
        raise _in_use(count, str(later.order_by("pk").values_list("trademark__number", flat=True).first()))
    resting = [
        relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": brought}).count()
        for relation in Trademark._meta.related_objects
        if relation.on_delete.__name__ == "PROTECT"
    ]
    if count := sum(resting):
        raise _in_use(count, str(brought.values_list("number", flat=True).first()))
    events = TrademarkEvent.objects.filter(batch=batch)
    touched = set(events.values_list("trademark", flat=True))
    removed = events.count()
    events.delete()
    gone = set(brought.values_list("pk", flat=True))
    brought.delete()
    rebuild_life(touched - gone)
    remove_unused_parties(batch)
    return removed


def _in_use(count: int, first: str) -> BatchInUse:
    return BatchInUse(
        Words(
            zh=f"不能撤回：另有 {count} 条记录以本批次的商标为依据（如 {first}）。请先处理这些记录。",
            en=f"This batch cannot be taken back: {count} other records rest on its marks (such as {first}). Settle them first.",
        )
    )
