"""A format whose rows go to a dict, so that the pipeline can be tried without the records of any pillar."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.hostile import builders
from tests.hostile.memory_sink import MemorySink

DAY = date(2026, 11, 22)


@pytest.fixture
def sink() -> Iterator[MemorySink]:
    from zhice.intake.format import FORMATS
    from zhice.intake.sinks import SINKS
    from zhice.registry.rights.patents.formats.cnipa_gazette import GAZETTE

    memory = MemorySink()
    FORMATS.add(dataclasses.replace(GAZETTE, name="memory"))
    SINKS.add("memory", lambda: memory)
    yield memory
    del FORMATS._formats["memory"], SINKS._factories["memory"]


@pytest.fixture
def take_in(sink: MemorySink, tmp_path: Path, db: None) -> Callable[..., Any]:
    """Stages and confirms rows of `builders`, or a whole text, as the system."""
    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.intake import pipeline

    def take(
        rows: list[list[str]] | str | bytes, *, name: str = "公报.csv", format: str = "memory", **how: Any
    ) -> Any:
        file = tmp_path / "upload"
        content = builders.text(rows) if isinstance(rows, list) else rows
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        with acting_as(SYSTEM):
            staged = pipeline.stage(file=file, name=name, format=format, **how)
            return pipeline.confirm(staged=staged, day=DAY)

    return take


@pytest.fixture
def as_the_system(db: None) -> Iterator[None]:
    """The test itself asks as the system; without anybody acting no batch is seen."""
    from zhice.accounts.acting import SYSTEM, acting_as

    with acting_as(SYSTEM):
        yield
