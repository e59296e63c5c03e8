"""The same rows in any number of files, order and repetition come to the same content: a property, tried
at random.

Records that a file contradicts, or that two files say differently, are contested: which version stands may
depend on
which came first, and the property is that the same keys are contested. All others must be equal.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile import builders
from tests.hostile.importer import token
from tests.hostile.memory_sink import MemorySink
from zhice.intake import understanding
from zhice.intake.format import Accepted, Rejected
from zhice.intake.parent import Parsed
from zhice.intake.sinks import Outcome
from zhice.intake.staging import Staged, _staged
from zhice.registry.rights.patents.formats.cnipa_gazette import GAZETTE

Rows = list[list[str]]


def row(number: int, said: int, bad: bool) -> list[str]:
    """Record `number` as version `said` of it; a bad row has an impossible day."""
    day = "2019.02.30" if bad else "2019.07.12"
    return [f"装置{number}第{said}说", f"CN{209_000_000 + number}U", day, *builders.ROWS[0][3:]]


ROWS = st.lists(
    st.builds(
        row, st.integers(0, 8), st.sampled_from([0, 0, 0, 0, 1]), st.sampled_from([False, False, True])
    ),
    min_size=1,
    max_size=30,
)


def staged(rows: Rows, folder: Path) -> Staged:
    """As `staging.stage` leaves a file, without its child process."""
    import json

    folder.mkdir()
    (folder / "original").write_bytes(b"x")
    lines = [{"rows": [[n, cells, {}] for n, cells in enumerate(rows, 2)]}]
    spool = folder / "rows.jsonl"
    spool.write_bytes(b"".join(json.dumps(line, separators=(",", ":")).encode() + b"\n" for line in lines))
    parsed = Parsed(
        spool=spool, header=builders.HEADER, about={}, count=len(rows), warnings=(), memory=0, seconds=0.0
    )
    return _staged(folder, "a.csv", GAZETTE, {}, parsed)


def taken_in(files: list[Rows]) -> tuple[dict[str, object], set[str]]:
    """What the records hold after all files, without the contested ones, and the keys of those."""
    sink, contested = MemorySink(), set[str]()
    with tempfile.TemporaryDirectory() as name:
        for number, rows in enumerate(files):
            file = staged(rows, Path(name) / token(number))
            counts: Counter[str] = Counter()
            for chunk, others in understanding.in_chunks(understanding.understand(file)):
                accepted = [each.judged for each in chunk if isinstance(each.judged, Accepted)]
                verdicts = sink.store(accepted, batch=number, actor="", day=None)  # type: ignore[arg-type]
                turned = understanding.turned_away(chunk, verdicts, GAZETTE)
                counts["stored"] += sum(verdict.outcome is not Outcome.CONFLICT for verdict in verdicts)
                counts["others"] += len(others) + len(turned)
                for _, judged in [*others, *turned]:
                    if isinstance(judged, Rejected) and judged.problems[0].code in (
                        "contradiction",
                        "differs_from_record",
                    ):
                        contested.add(judged.key)
            assert sum(counts.values()) == len(rows)
    return {key: record for key, record in sink.records.items() if key not in contested}, contested


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, parts=st.integers(1, 4), times=st.integers(1, 3), seed=st.integers(0, 2**16))
def test_split_shuffled_and_repeated_files_come_to_the_same_content(
    rows: Rows, parts: int, times: int, seed: int
) -> None:
    chance = random.Random(seed)
    shuffled = chance.sample(rows, len(rows))
    files = [part for part in (shuffled[n::parts] for n in range(parts)) if part] * times
    assert taken_in(chance.sample(files, len(files))) == taken_in([rows])
