"""Taking a batch back: its publications and events go, lives are folded anew, what nobody uses any more goes too."""

from __future__ import annotations

from django.db import connection

from zhice.intake.sinks import BatchInUse
from zhice.kernel.words import Words
from zhice.registry.high_value.models import HighValueGround
from zhice.registry.matches.references import columns
from zhice.registry.rights.patents import followers
from zhice.registry.rights.patents.life import rebuild_life
from zhice.registry.rights.patents.models import LegalEvent, Patent, Publication

# Folded anew, or only asking: they follow, they do not hold a party fast.
_DERIVED = frozenset(
    {
        "registry_patentholding",
        "registry_patentspell",
        "registry_trademarkholding",
        "registry_trademarkspell",
        "registry_certificatespell",
        "registry_matchproposal",
    }
)
# What follows from a patent alone and goes with it.
_FOLLOWING = ("registry_patentholding", "registry_patentspell", "registry_concordancematch")


def withdraw(batch: int) -> int:
    """Remove what `batch` stored and give the number of publications and events; raises BatchInUse.

    A patent whose publications all came with the batch goes as well, unless events of another batch rest on it. A
    party that the batch brought goes when nothing else refers to it. In the caller's transaction.
    """
    publications, events = Publication.objects.filter(batch=batch), LegalEvent.objects.filter(batch=batch)
    touched = {*publications.values_list("patent", flat=True), *events.values_list("patent", flat=True)}
    _refuse_what_others_use(batch, touched)
    removed = publications._raw_delete("default") + events._raw_delete("default")
    bare = set(Patent.objects.filter(pk__in=touched, publications=None).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        for table in _FOLLOWING:
            cursor.execute(f"delete from {table} where patent_id = any(%s)", [list(bare)])
        cursor.execute("delete from registry_patent where id = any(%s)", [list(bare)])
    rebuild_life(touched - bare)
    followers.tell(touched - bare)
    remove_unused_parties(batch)
    return removed


def _refuse_what_others_use(batch: int, touched: set[int]) -> None:
    bare = Patent.objects.filter(pk__in=touched).exclude(
        pk__in=Publication.objects.filter(patent__in=touched).exclude(batch=batch).values("patent")
    )
    if grounds := HighValueGround.objects.filter(patent__in=bare).count():
        raise BatchInUse(
            Words(
                zh=f"不能撤回：已为本批次的专利登记了 {grounds} 条高价值依据。请先删除那些依据。",
                en=f"This batch cannot be taken back: {grounds} grounds of high value rest on its patents.",
            )
        )
    resting = LegalEvent.objects.filter(patent__in=bare).exclude(batch=batch)
    if count := resting.count():
        first = resting.order_by("pk").values_list("patent__document_number", flat=True).first()
        raise BatchInUse(
            Words(
                zh=f"不能撤回：此后登记的 {count} 条法律状态事件以本批次的专利为依据（如 {first}）。请先撤回那些事件的批次。",
                en=f"This batch cannot be taken back: {count} legal events recorded later rest on its patents "
                f"(such as {first}). Take back the batches of those events first.",
            )
        )


def remove_unused_parties(batch: int) -> None:
    """Delete the parties that the batch brought and nothing names any more, with the proposals that asked about them."""
    unused = "p.batch_id = %s and p.uscc is null and " + " and ".join(
        f'not exists (select 1 from "{table}" r where r."{column}" = p.id)'
        for table, column in columns()
        if table not in _DERIVED
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"delete from registry_matchproposal m using registry_party p where p.id in (m.left_id, m.right_id) and {unused}",
            [batch],
        )
        cursor.execute(f"delete from registry_party p where {unused}", [batch])
