"""What every test may ask for. Databases: tests/database.py; the browser: tests/browser.py.

The tests run against a home of their own, never the reader's. `CI=true` turns what cannot be tried into a failure.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PURE = re.compile(
    r"unit/(kernel|rules|procedure|documents|corpus)\b"
)  # floors that know no Django: nothing to set up
LEFT_OUT = pytest.StashKey[int]()
BROKEN = pytest.StashKey[str]()
STRICT = os.environ.get("CI") == "true"

# Kept between runs, so that a second run finds its server and its migrated template; a fresh one where runs must be equal.
if "ZHICE_TEST_HOME" not in os.environ:
    os.environ["ZHICE_TEST_HOME"] = (
        tempfile.mkdtemp(prefix="zhice-tests-") if STRICT else str(ROOT / "build" / "tests")
    )
os.environ["ZHICE_HOME"] = os.environ["ZHICE_TEST_HOME"]
os.environ.pop("ZHICE_DATABASE", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhice.site.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the thread of the test
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

pytest_plugins = ["tests.database", "tests.browser", "tests.clusters"]


def cannot(what: str, why: str) -> None:
    """Skip by name and reason; with CI=true fail, since then everything must be tried."""
    if STRICT:
        pytest.fail(f"{what}: {why} (CI=true: nothing may be left out)")
    pytest.skip(f"{what}: {why}")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real records beside the project; tests that need it are skipped where it is absent, in CI too."""
    if not SHARED.is_dir():
        pytest.skip("real records: the folder ../shared is not here")
    return SHARED


def pytest_configure(config: pytest.Config) -> None:
    if all(PURE.search(argument) for argument in config.args):
        return
    import django

    try:
        django.setup()
    except Exception as reason:
        # the floors below Django can be tried while an app above is broken; the tests that need Django then fail
        config.stash[BROKEN] = f"{type(reason).__name__}: {reason}"


def pytest_report_header(config: pytest.Config) -> str:
    broken = config.stash.get(BROKEN, None)
    return f"DJANGO DOES NOT START: {broken}" if broken else "home of the tests: ZHICE_TEST_HOME"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the tests marked long as well (make test-long)")
    parser.addoption("--checks", default="ok", help="what make/check.py came to: ok or failed")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    chosen = [item for item in items if not item.get_closest_marker("long")]
    left_out = [item for item in items if item.get_closest_marker("long")]
    if left_out:
        config.stash[LEFT_OUT] = len(left_out)
        config.hook.pytest_deselected(items=left_out)
        items[:] = chosen


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was not tried, and why: one line each, just above pytest's closing line."""
    reasons: Counter[str] = Counter()
    for report in terminalreporter.stats.get("skipped", []):
        said = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[said.removeprefix("Skipped: ")] += 1
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"skipped {count}: {reason}", yellow=True)
    if (
        terminalreporter.config.getoption("--checks") == "failed"
    ):  # make test runs the tests all the same, and fails
        terminalreporter.write_line("CHECKS FAILED: see above, before the tests", red=True)
    left_out = terminalreporter.config.stash.get(LEFT_OUT, 0)
    if left_out:
        terminalreporter.write_line(
            f"left out {left_out}: long tests, run them with make test-long", yellow=True
        )
