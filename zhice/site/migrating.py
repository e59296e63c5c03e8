"""Brings the database's tables up to date, as the owner, once for each set of migrations.

ensure()                          from a process that itself runs as the app role; costs one query when nothing is new
python -m zhice.site.migrating    the work itself, in a process of its own that connects as the owner
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.site import marks, postgres, roles

ROOT = Path(__file__).resolve().parents[2]
MARK = "migrations"


class MigrationRefused(ZhiceError):
    """A migration failed; the database is as it was before that migration."""


def digest() -> str:
    """Changes with every migration, ours or a package's, and with the SQL, the views and the regions that come with them."""
    said = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for file in sources():
        said.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return said.hexdigest()


def sources() -> list[Path]:
    """The files that decide what is in the tables before anybody writes; the counties come with the set-up, perhaps later."""
    ours = [
        *ROOT.glob("zhice/**/migrations/*.py"),
        *ROOT.glob("zhice/**/*.sql"),
        *ROOT.glob("zhice/**/fact_views.py"),
        *ROOT.glob("zhice/registry/regions/data/*.yaml"),  # fills the table of regions after every migration
        *ROOT.glob("zhice/web/static/vendor/china-division/*.json"),
        *ROOT.glob("zhice/registry/regions/vendor/*.json"),
    ]
    return sorted([*ours, Path(roles.__file__)])


def is_current() -> bool:
    """Whether the database's mark says that this very set of migrations was applied."""
    with psycopg.connect(**postgres.conninfo("owner")) as owner:
        return marks.get(owner, MARK) == digest()


def ensure() -> bool:
    """Apply what is missing. True: something was applied."""
    if is_current():
        return False
    done = subprocess.run(
        [sys.executable, "-m", "zhice.site.migrating"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise MigrationRefused(
            Words(
                zh="数据库结构没有更新：\n{why}\n先前的数据没有改变；请改正后重试，或恢复备份（zhice restore）。",
                en="The database's structure was not updated:\n{why}\nEarlier data is unchanged; correct this and try again, "
                "or restore a backup (zhice restore).",
            ).fill(why=done.stderr.strip()[-3000:])
        )
    return True


def apply() -> None:
    """Run the migrations in this process, which must not have set Django up yet. One process at a time."""
    os.environ["ZHICE_DATABASE_ROLE"] = "owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhice.site.settings")
    import django
    from django.core.management import call_command

    with psycopg.connect(**postgres.conninfo("owner"), autocommit=True) as owner:
        owner.execute("select pg_advisory_lock(hashtext('zhice migrations'))")
        django.setup()
        call_command("migrate", interactive=False, verbosity=0)
        roles.restrict(owner)
        marks.put(owner, MARK, digest())


if __name__ == "__main__":
    apply()
