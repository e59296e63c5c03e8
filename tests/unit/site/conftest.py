"""A home of its own for each test: where a server is started, it is this test's server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from zhice.site.cluster import Cluster


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    place = tmp_path / "home"
    monkeypatch.setenv("ZHICE_HOME", str(place))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield place
    left = Cluster(place / "pg")
    if left.pid() is not None:
        left.rest()
