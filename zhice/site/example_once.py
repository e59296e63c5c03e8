"""The example region comes into a database once: a mark says that it did."""

from __future__ import annotations

from collections.abc import Callable

import psycopg

from zhice.site import marks, postgres

MARK = "example"


def is_loaded() -> bool:
    with psycopg.connect(**postgres.conninfo("owner")) as owner:
        return marks.get(owner, MARK) is not None


def load(progress: Callable[[int, int], None]) -> bool:
    """Load it unless the mark is there; Django is set up and acts as the system. True: it was loaded now."""
    from django.db import transaction

    from zhice.site.commands import load_example

    with psycopg.connect(**postgres.conninfo("owner"), autocommit=True) as owner:
        owner.execute("select pg_advisory_lock(hashtext('zhice example'))")
        if marks.get(owner, MARK) is not None:
            return False
        with transaction.atomic():  # stopped half-way, it leaves nothing, and the next time begins anew
            load_example(progress)
        marks.put(owner, MARK, "loaded")
        return True
