"""A patent written from its one publication is the patent that folding its life would give."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.registry.conftest import JIYUAN, LUOYANG, publication
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.registry.models import Patent
from zhice.registry.rights.patents import actions
from zhice.registry.rights.patents.rows import PublicationRow

PUBLISHED = date(2019, 7, 12)
TABLES = {
    "registry_patent": "id",
    "registry_patentholding": "patent_id",
    "registry_patentspell": "patent_id",
}
ROWS = st.lists(
    st.builds(
        lambda number, stage, filed, region, holder, ipc: publication(
            f"CN1000000{number:02}{'A' if stage == 'published' else 'B'}",
            date=PUBLISHED + timedelta(days=number),
            region=region,
            filed_date=filed,
            first_applicant=holder,
            applicants=holder,
            ipc=ipc,
        ),
        number=st.integers(0, 30),
        stage=st.sampled_from(["published", "granted"]),
        filed=st.none() | st.just(date(2018, 1, 2)),
        region=st.sampled_from([JIYUAN, LUOYANG, None]),
        holder=st.sampled_from(["济源市甲有限公司", "乙", ""]),
        ipc=st.sampled_from(["", "F28B1/00", "G" * 60]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda row: row.document_number,
)


def content() -> dict[str, list[Any]]:
    """Everything derived, without the numbers that rows got when they were written."""
    said = {}
    with connection.cursor() as cursor:
        for table, key in TABLES.items():
            dropped = "" if key == "id" else " - 'id'"
            cursor.execute(f"select to_jsonb(t){dropped} from {table} t order by {key}")
            said[table] = cursor.fetchall()
    return said


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_folding_anew_changes_nothing(regions: Any, rows: list[PublicationRow]) -> None:
    with acting_as(SYSTEM), transaction.atomic():
        actions.register_publications(rows=rows, batch=None)
        patents = list(Patent.objects.values_list("pk", flat=True))
        assert len(patents) == len(rows)
        before = content()
        with (
            connection.cursor() as cursor
        ):  # so that folding must say every column, not only those that differ
            cursor.execute(
                "update registry_patent set first_holder_id = null, holder_region_id = null, ipc = '?'"
            )
        actions.rebuild_life(patents)
        assert content() == before
        transaction.set_rollback(True)
