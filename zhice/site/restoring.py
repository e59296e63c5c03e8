"""Restoring a backup: verified first, built aside, and only then put in the place of what was there.

Whatever goes wrong before the last step leaves the home as it was.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import psycopg

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.site import backup, home, migrating, postgres
from zhice.site.backup import Manifest
from zhice.site.cluster import Cluster

PLACES = ("pg", *home.KEPT)


class RestoreRefused(ZhiceError):
    """The home is not empty, or is in use."""


def restore(source: Path, *, replace: bool) -> Manifest:
    """Bring back what `source` holds. `replace`: what is there now is given up, once the backup stands
    beside it.
    """
    manifest = backup.verify(source)
    if not replace:
        _refuse_if_used()
    stays = Cluster().stays()
    if postgres.is_private():
        Cluster().rest()
        _restore_private(source)
    else:
        _restore_foreign(source)
    shutil.rmtree(home.path("search"), ignore_errors=True)  # an index of other records: it is made anew
    with postgres.running():
        if stays:
            Cluster().stay()
        migrating.ensure()  # the backup may be of an earlier version
    return manifest


def note(source: Path, restored: Manifest) -> None:
    """Leave one event of it in the journal that came back; Django is set up and somebody acts."""
    from zhice.journal.acts import act

    detail = {
        "file": source.name,
        "files": len(restored.files),
        "bytes": restored.size,
        "made": restored.made,
    }
    with act("site.database.restore", detail=detail):
        pass


def _refuse_if_used() -> None:
    used = [str(home.path(name)) for name in PLACES if _holds_something(home.path(name))]
    if not postgres.is_private() and _has_tables():
        used.append("DATABASE_URL")
    if used:
        raise RestoreRefused(
            Words(
                zh="已有数据：{places}。若要以备份取代它们，请加 --replace；或用 ZHICE_HOME "
                "指定一个空文件夹。",
                en="There is data already: {places}. To put the backup in its place, add --replace; or "
                "name an empty "
                "folder in ZHICE_HOME.",
            ).fill(places="、".join(used))
        )


def _holds_something(place: Path) -> bool:
    return place.is_dir() and any(entry.is_file() for entry in place.rglob("*"))


def _has_tables() -> bool:
    try:
        with psycopg.connect(**postgres.conninfo("bootstrap"), connect_timeout=10) as there:
            return (
                there.execute("select 1 from pg_tables where schemaname = 'public' limit 1").fetchone()
                is not None
            )
    except psycopg.OperationalError:
        return False  # no such database yet


def _restore_private(source: Path) -> None:
    home.ensure()
    # beside the real places, and open to pass: the server may run under another account
    aside = Path(tempfile.mkdtemp(prefix=".restoring-", dir=home.directory()))
    aside.chmod(0o711)
    try:
        backup.unpack(source, into=aside)
        _build(Cluster(aside / "pg"), aside / backup.DUMP)
        with Cluster().vacant():
            _exchange(aside)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _build(cluster: Cluster, dump: Path) -> None:
    """A new server with what the dump holds; it rests again afterwards."""
    cluster.acquire()
    try:
        postgres.make_empty(cluster)
        there = postgres.conninfo("bootstrap", cluster=cluster)
        backup.run_tool("pg_restore", "--exit-on-error", "--single-transaction", str(dump), there=there)
    finally:
        cluster.release()
    shutil.rmtree(cluster.folder / f"socket-{cluster.account.name}", ignore_errors=True)
    (cluster.folder / "furnished").write_text(postgres.FURNISHED)


def _exchange(aside: Path) -> None:
    """Move the old places into `aside`, the new ones out of it; on a failure the old ones go back."""
    old = aside / "old"
    old.mkdir()
    moved: list[str] = []
    try:
        for name in PLACES:
            if home.path(name).exists():
                home.path(name).rename(old / name)
            moved.append(name)
            if (aside / name).exists():
                (aside / name).rename(home.path(name))
    except OSError:
        for name in reversed(moved):
            if home.path(name).exists():
                home.path(name).rename(aside / f"{name}.given-up")
            if (old / name).exists():
                (old / name).rename(home.path(name))
        raise


def _restore_foreign(source: Path) -> None:
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=home.ensure()) as place:
        aside = Path(place)
        backup.unpack(source, into=aside)
        with postgres.running():
            # everything in one transaction: a dump that cannot be restored changes nothing
            options = ("--clean", "--if-exists", "--exit-on-error", "--single-transaction")
            there = postgres.conninfo("bootstrap")
            backup.run_tool("pg_restore", *options, str(aside / backup.DUMP), there=there)
        # its roles have the passwords of this home, not of the one that was backed up
        for name in ("postgres-owner", "postgres-app"):
            kept = home.path("keys", name)
            if kept.exists():
                shutil.copy2(kept, aside / "keys" / name)
        for name in home.KEPT:
            shutil.rmtree(home.path(name), ignore_errors=True)
            if (aside / name).exists():
                (aside / name).rename(home.path(name))
