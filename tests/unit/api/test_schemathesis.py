"""Every operation of the API against what its description promises, over HTTP, as the IP clerk.

schemathesis makes the requests: values inside the description, at its edges and outside it. No answer may be a 5xx, of a
status or form the description does not name, or an acceptance of what it excludes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.request import Request, urlopen

import pytest
from django.utils import timezone

from tests.journeys import conftest as journeys
from zhice.api.models import issue

pytestmark = pytest.mark.django_db(transaction=True)


city = journeys.city  # the fixture: a small city, committed


@pytest.fixture
def key(city: SimpleNamespace) -> str:
    """The IP clerk's token."""
    until = timezone.localdate() + timedelta(days=1)
    return issue(user=city.people["plan_office"], title="schemathesis", expires_on=until)


# Codes, regions and numbers that exist, so that a second round goes beyond "404": every other value stays at random.
KNOWN = """
[parameters]
"path.code" = ["patent-filings", "invention-density", "filings-growth-rank", "pledge-financing", "{plan}"]
"path.number" = [1, 2, 3]
region = ["419001", "410300", "410000"]
"""


@pytest.mark.parametrize("known", [False, True], ids=["anything", "what there is"])
def test_every_operation_keeps_its_description(
    known: bool, live_server: Any, key: str, city: SimpleNamespace, tmp_path: Path
) -> None:
    run(live_server.url, key, tmp_path, examples=10, known=city.version.plan.code if known else "")


@pytest.mark.long
@pytest.mark.parametrize("known", [False, True], ids=["anything", "what there is"])
def test_every_operation_keeps_its_description_400_times(
    known: bool, live_server: Any, key: str, city: SimpleNamespace, tmp_path: Path
) -> None:
    run(live_server.url, key, tmp_path, examples=400, known=city.version.plan.code if known else "")


def run(address: str, key: str, place: Path, *, examples: int, known: str) -> None:
    """Fails with the report of schemathesis; it runs in `place`, where it leaves what it remembers."""
    if known:
        (place / "schemathesis.toml").write_text(KNOWN.replace("{plan}", known), encoding="utf-8")
    warm = Request(
        f"{address}/api/v1/plans" + (f"/{known}" if known else ""), headers={"Authorization": f"Bearer {key}"}
    )
    with urlopen(
        warm
    ) as answer:  # the first board of a process is slow, which is no break of the description
        assert answer.status == 200
    done = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "run", f"{address}/api/v1/openapi.json"),
            *("--header", f"Authorization: Bearer {key}"),
            *("--continue-on-failure", "--max-examples", str(examples), "--checks", "all"),
            *("--seed", "20221231", "--no-color", "--request-timeout", "120", "--max-response-time", "60"),
        ],
        cwd=place,
        env={**os.environ, "NO_PROXY": "localhost,127.0.0.1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"{done.stdout[-12_000:]}\n{done.stderr[-2_000:]}", pytrace=False)
    assert "Operations" in done.stdout
    print(done.stdout[-3_000:])
