"""Regions, a batch and ways to say in one line what was published and what happened."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from zhice.registry.rights.patents.rows import PublicationRow

JIYUAN, LUOYANG, JIAOZUO = "419001", "410300", "410800"
_tokens = itertools.count(1)


@pytest.fixture
def regions(db) -> None:
    """The regions of the data files are there since the migrations: 河南 with 济源, 洛阳, 焦作 and all others."""


@pytest.fixture
def new_batch(db) -> Callable[[], Any]:
    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.intake.models import Batch

    def make() -> Batch:
        with acting_as(SYSTEM):
            return Batch.objects.create(
                token=f"t{next(_tokens)}", file_name="公报.csv", sha256="0" * 64, size=1, format="cnipa-gazette",
                rows=0, stored=0, duplicate=0, quarantined=0, actor="系统", day=date(2022, 12, 31),
            )  # fmt: skip

    return make


def publication(number: str = "CN100000001B", **said: Any) -> PublicationRow:
    """A row as a format would make it; what is not said follows from the number."""
    from zhice.kernel.identifiers.publications import PublicationNumber

    read = PublicationNumber.read(number)
    values: dict[str, Any] = {
        "publication_number": read.canonical,
        "kind": read.kind.value,
        "stage": read.stage.value,
        "kind_code": read.kind_code,
        "document_number": read.document,
        "date": date(2020, 6, 1),
        "filed_date": date(2019, 3, 1),
        "title": "一种示例装置",
        "first_applicant": "济源示例机械有限公司",
        "applicants": "济源示例机械有限公司",
        "region": JIYUAN,
        "ipc": "B65G47/00",
    }
    return PublicationRow(**{**values, **said})


@pytest.fixture
def stored(regions) -> Callable[..., list[Any]]:
    """Store rows as the product itself would and give the verdicts."""

    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.registry.rights.patents import storing

    def store(*rows: PublicationRow, batch: Any = None) -> list[Any]:
        with acting_as(SYSTEM):
            return storing.store(rows, batch=batch and batch.pk)

    return store


@pytest.fixture
def patent(stored) -> Any:
    """A granted invention of a Jiyuan firm, filed 2019-03-01, granted 2020-06-01."""
    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.registry.models import Patent

    stored(publication("CN100000001B"))
    with acting_as(SYSTEM):
        return Patent.objects.get()
