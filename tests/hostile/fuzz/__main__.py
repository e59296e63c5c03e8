"""Run harnesses for some seconds each: `python -m tests.hostile.fuzz csv xlsx --seconds 15`; without a name, list them.

Everything is loaded once; each harness then runs in a process forked from this, `--together` of them at a time. A crash
leaves its input in `build/fuzz/` and the status 1; once the product gets it right it is kept as a seed in
`tests/hostile/fuzz/found/NAME/` in base64.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import atheris
import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhice.site.settings")
READERS = ["zhice.intake", "zhice.kernel", "zhice.matching", "zhice.plan.documents", "zhice.registry.classes",
           "zhice.registry.regions", "zhice.registry.rights", "zhice.search.engine"]  # fmt: skip
with atheris.instrument_imports(include=READERS):
    django.setup()  # the list of all formats names their sinks as well, which are records
    from tests.hostile.fuzz import targets
from tests.hostile.fuzz import seeds  # noqa: E402

LONGEST = 60_000  # bytes of an input: what grows with size is what the other tests of this folder look at
SLOWEST = 30  # seconds for one of them, instrumented, on a busy machine
KEPT = Path(__file__).parents[3] / "build" / "fuzz"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("names", nargs="*", metavar="NAME")
    asked.add_argument("--seconds", type=int, default=15)
    asked.add_argument("--together", type=int, default=2)
    said = asked.parse_args()
    if not said.names:
        sys.stdout.write("\n".join(targets.HARNESSES) + "\n")
    if unknown := set(said.names) - set(targets.HARNESSES):
        asked.error(f"no harness of that name: {', '.join(sorted(unknown))}")
    KEPT.mkdir(parents=True, exist_ok=True)
    seeds.hostile()  # made once, for all
    waiting, running, broken = list(said.names), dict[int, str](), list[str]()
    while waiting or running:
        while waiting and len(running) < said.together:
            name = waiting.pop(0)
            running[start(name, said.seconds)] = name
        pid, status = os.wait()
        name = running.pop(pid)
        sys.stdout.write(f"{'ok' if status == 0 else 'BROKEN'} {name}\n")
        sys.stdout.flush()
        broken += [name] * (status != 0)
    return 1 if broken else 0


def start(name: str, seconds: int) -> int:
    """Fork a process that fuzzes one harness and writes what libFuzzer says into `build/fuzz/NAME.log`."""
    pid = os.fork()
    if pid:
        return pid
    log = os.open(KEPT / f"{name}.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(log, stream)
    with tempfile.TemporaryDirectory() as corpus:
        seeds.write(name, Path(corpus), longest=LONGEST)
        options = (f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOWEST}", "-rss_limit_mb=2048",
                   f"-artifact_prefix={KEPT}/{name}-", "-print_final_stats=1")  # fmt: skip
        atheris.Setup([sys.argv[0], *options, corpus], lambda data: targets.run(name, data))
        atheris.Fuzz()  # ends the process
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
