"""An importer to be killed: a process that forks workers; each takes in staged files one after another.

    python -m tests.hostile.importer DATABASE HOME
    in:  START n                     out: PID p, then ACK n for every committed batch, then ENDED

Forking from a process that has loaded everything makes a start cost milliseconds, so hundreds of kills fit
a test.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhice.intake.staging import Staged

FILES, ROWS = 2000, 24
BAD, TWICE = 8, 5
"""Every eighth row is bad; row 5 repeats row 4."""


def token(number: int) -> str:
    return f"{number:032x}"


def rows(number: int) -> list[list[str]]:
    made = []
    for n in range(ROWS):
        said = n if n != TWICE else TWICE - 1
        made.append([f"装置{number}之{said}", f"CN{209_000_000 + number * ROWS + said}U", "2019.07.12" if n % BAD else
                     "2019.02.30", "", "2019.01.02", f"济源市{said % 7}号有限公司", "张三", "河南省济源市虎岭",
                     "F28B1/00"])  # fmt: skip
    return made


def staged(number: int, root: Path) -> Staged:
    """File `number` as `staging.stage` leaves it; written here, because 2,000 child processes would take
    minutes.
    """
    from tests.hostile import builders
    from zhice.intake import staging
    from zhice.intake.parent import Parsed
    from zhice.registry.rights.patents.formats.cnipa_gazette import GAZETTE

    folder = root / "staged" / token(number)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "original").write_text(builders.text(rows(number)), "utf-8", newline="")
    said = [[n, cells, {}] for n, cells in enumerate(rows(number), 2)]
    lines = [
        {"header": builders.HEADER, "about": {}},
        {"rows": said},
        {"done": ROWS, "warnings": [], "memory": 0},
    ]
    spool = folder / "rows.jsonl"
    spool.write_bytes(b"".join(json.dumps(line, separators=(",", ":")).encode() + b"\n" for line in lines))
    parsed = Parsed(
        spool=spool, header=builders.HEADER, about={}, count=ROWS, warnings=(), memory=0, seconds=0.0
    )
    return staging._staged(folder, f"{number}.csv", GAZETTE, {}, parsed)


def work(first: int) -> None:
    from datetime import date

    from zhice.accounts.acting import SYSTEM, acting_as
    from zhice.intake import pipeline

    with acting_as(SYSTEM):
        for number in range(first, FILES):
            pipeline.confirm(staged=staged(number, pipeline.root()), day=date(2026, 11, 22))
            say("ACK", number)


def say(*words: object) -> None:
    os.write(1, (" ".join(str(word) for word in words) + "\n").encode())


def main(database: str, home: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhice.site.settings")
    os.environ["ZHICE_DATABASE"] = database
    import django
    from django.conf import settings

    settings.ZHICE_HOME = Path(home)  # files and checkpoints of its own: the journal of this database is new
    django.setup()
    from tests.hostile import builders  # what the workers need is loaded before they are forked  # noqa: F401
    from zhice.intake import pipeline  # noqa: F401
    from zhice.registry.regions.gazetteer import national

    national()
    say("READY")
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            work(int(line.removeprefix("START ")))
            os._exit(0)
        say("PID", pid)
        os.waitpid(pid, 0)
        say("ENDED")


if __name__ == "__main__":
    main(*sys.argv[1:])
