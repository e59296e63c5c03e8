"""What a start loads: a library of seconds comes in with the first question that needs it, not before."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from zhice.site import run

ROOT = Path(run.__file__).parents[2]
ASK = "; import sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"


def loaded(code, **environment):
    command = [sys.executable, "-c", code + ASK]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True, env={**os.environ, **environment}
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("code", "heavy"),
    [
        (
            "import zhice.site.wsgi, zhice.site.urls",
            {
                "ibis",
                "duckdb",
                "pandas",
                "numpy",
                "scipy",
                "statsmodels",
                "pyarrow",
                "docx",
                "typst",
                "openpyxl",
            },
        ),
        ("import zhice.site.run", {"django", "ibis", "pandas", "rich"}),
        ("import zhice.plan.documents.reader", {"django", "psycopg", "ibis", "pandas"}),
    ],
)
def test_a_start_loads_nothing_that_takes_seconds(code, heavy):
    assert not heavy & loaded(code)


def test_a_web_server_has_loaded_the_reader_of_plans_only_when_it_reads_one():
    code = "import zhice.site.wsgi, zhice.site.urls, sys; print('zhice.plan.documents.reader' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
