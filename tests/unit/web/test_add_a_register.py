"""docs/add-a-register.md does what it says: its listings, installed as they stand, make a whole register.

The listings become a package in a folder of the test; a second pytest with that app installed and a database server of its own
then drives every page of it (`tests/unit/web/driven/`).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import conftest

PAGE = conftest.ROOT / "docs" / "add-a-register.md"
DRIVEN = conftest.ROOT / "tests" / "unit" / "web" / "driven"
LISTING = re.compile(r"```(?:python|yaml) file=(\S+)\n(.*?)```", re.DOTALL)
SETTINGS = """
from zhice.site.settings import *
INSTALLED_APPS = [*INSTALLED_APPS, "schools"]
ZHICE_SECOND_FACTOR = "off"
"""


def listings() -> dict[str, str]:
    return dict(LISTING.findall(PAGE.read_text(encoding="utf-8")))


def test_it_is_short() -> None:
    """Under 80 lines by hand, and at most 5 files: three listings, the migration, the line in INSTALLED_APPS."""
    found = listings()
    assert set(found) == {"models.py", "register.py", "permissions.yaml", "wall"}
    assert sum(len(text.splitlines()) for text in found.values()) + 1 < 80


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment in which the app of the page is installed, with its migration made as the page says."""
    root = tmp_path_factory.mktemp("added")
    package = root / "schools"
    (package / "migrations").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "migrations" / "__init__.py").touch()
    found = listings()
    for name in ("models.py", "register.py", "permissions.yaml"):
        (package / name).write_text(found[name], encoding="utf-8")
    (root / "added_settings.py").write_text(SETTINGS, encoding="utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(root), str(conftest.ROOT)]),
        "DJANGO_SETTINGS_MODULE": "added_settings",
        "ZHICE_TEST_HOME": str(root / "home"),
        "ZHICE_HOME": str(root / "home"),
    }
    environment.pop("PYTEST_XDIST_WORKER", None)
    run([sys.executable, "-W", "ignore", "-m", "django", "makemigrations", "schools"], environment)
    migration = package / "migrations" / "0001_initial.py"
    text = migration.read_text(encoding="utf-8").replace(
        "from django.db import migrations",
        "from zhice.accounts.row_security import RowSecurity\nfrom django.db import migrations",
        1,
    )
    end = text.rstrip().rindex("]")
    migration.write_text(f"{text[:end]}    {found['wall'].strip()},\n    ]\n", encoding="utf-8")
    return environment


def run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, env=environment, cwd=conftest.ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    said = done.stdout[-6000:] + done.stderr[-3000:]
    assert done.returncode == 0, said
    return said


def test_the_page_makes_a_whole_register(installed: dict[str, str]) -> None:
    """List, form, bulk, views, import, export, API: every driven test passes, and none is left out."""
    files = [str(file) for file in sorted(DRIVEN.glob("driven_*.py"))]
    assert len(files) >= 5
    said = run([sys.executable, "-m", "pytest", "-q", "-rs", "-W", "ignore", *files], installed)
    assert re.search(r"\b\d+ passed", said), said
    assert "skipped" not in said, said
    stop(installed)


def stop(environment: dict[str, str]) -> None:
    """The second pytest leaves its server as it found it; say so if it does not."""
    left = list(Path(environment["ZHICE_HOME"]).rglob("postmaster.pid"))
    assert left == [], "the database server of the driven tests still runs"
