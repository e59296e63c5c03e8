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


PLAN = "jiyuan-2020-2022"
city = journeys.city  # the fixture: a small city, committed


@pytest.fixture
def key(city: SimpleNamespace) -> str:
    """The IP clerk's token."""
    until = timezone.localdate() + timedelta(days=1)
    return issue(user=city.people["plan_office"], title="schemathesis", expires_on=until)


def test_every_operation_keeps_its_description(live_server: Any, key: str, tmp_path: Path) -> None:
    run(live_server.url, key, tmp_path, examples=10)


@pytest.mark.long
def test_every_operation_keeps_its_description_400_times(live_server: Any, key: str, tmp_path: Path) -> None:
    run(live_server.url, key, tmp_path, examples=400)


def run(address: str, key: str, place: Path, *, examples: int) -> None:
    """Fails with the report of schemathesis; it runs in `place`, where it leaves what it remembers."""
    # the first board of a process is slow, which is no break of the description: it is made before
    warm = Request(f"{address}/api/v1/plans/{PLAN}", headers={"Authorization": f"Bearer {key}"})
    with urlopen(warm) as answer:
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
