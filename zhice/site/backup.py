"""A backup is one tar file: the database, the files, the keys, the checkpoints, and a manifest with a
SHA-256 of each.

    manifest.json     {"format", "made", "postgres", "files": {name: {"size", "sha256"}}}
    database.dump     pg_dump's custom format
    keys/… files/… checkpoints/…

It holds the keys: keep it as safe as the product itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.site import binaries, home, postgres
from zhice.site.account import CLEAN
from zhice.site.cluster import Cluster

FORMAT = "zhice-backup-1"
MANIFEST, DUMP = "manifest.json", "database.dump"
PIECE = 1 << 20


class BackupRefused(ZhiceError):
    """The backup cannot be made."""


class Damaged(ZhiceError):
    """The file is no backup of ours, or not the one that was made."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    made: str
    postgres: int
    files: dict[str, dict[str, Any]]

    @property
    def size(self) -> int:
        return sum(int(file["size"]) for file in self.files.values())


def take(target: Path) -> Manifest:
    """Make the backup and leave one event of it in the journal; Django is set up and somebody acts.

    Whoever holds the file holds everything: without its event there is no backup. The event comes after the dump, so the
    backup does not hold its own.
    """
    from zhice.journal.acts import act

    made = None
    try:
        with act("site.database.backup", detail={"file": target.name}) as entry:
            made = write(target)
            entry.detail |= {"files": len(made.files), "bytes": made.size, "made": made.made}
    except BaseException:
        if made:
            target.unlink()
        raise
    return made


def write(target: Path) -> Manifest:
    """Make the backup at `target`, which must not exist; the database is running. Whole or not at all,
    mode 0600.
    """
    if target.exists():
        raise BackupRefused(
            Words(
                zh="{file} 已存在，不会覆盖。请换一个文件名。",
                en="{file} exists and is not replaced. Choose another name.",
            ).fill(file=target)
        )
    with _workplace(target) as place:
        # the database first: a file it names was written before it, and files are never changed
        dump(place / DUMP)
        members = {DUMP: place / DUMP, **_kept()}
        manifest = Manifest(
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            postgres=programs().major,
            files={
                name: {"size": file.stat().st_size, "sha256": digest(file)} for name, file in members.items()
            },
        )
        (place / MANIFEST).write_text(json.dumps({"format": FORMAT, **manifest.__dict__}, indent=1), "utf-8")
        _pack(place / "backup.tar", {MANIFEST: place / MANIFEST, **members})
        os.link(place / "backup.tar", target)
    return manifest


def verify(source: Path) -> Manifest:
    """Read the whole file and compare every digest; raises Damaged with the first thing that is wrong."""
    try:
        with tarfile.open(source, "r:") as tar:
            manifest = _read_manifest(source, tar)
            seen = set()
            for member in tar:
                _check(source, tar, member, manifest, seen)
    except (tarfile.TarError, OSError, EOFError) as reason:
        raise _damaged(source, Words(zh=f"不能读取（{reason}）", en=f"cannot be read ({reason})")) from reason
    missing = sorted(set(manifest.files) - seen)
    if missing:
        raise _damaged(source, Words(zh="缺少 {name}", en="{name} is missing").fill(name=missing[0]))
    return manifest


def unpack(source: Path, *, into: Path) -> None:
    """Write the members of a verified backup below `into`, readable by us alone."""
    with tarfile.open(source, "r:") as tar:
        for member in tar:
            target = into / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            content = tar.extractfile(member)
            assert content is not None  # verify() let only regular files pass
            with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                while piece := content.read(PIECE):
                    file.write(piece)
    for folder in home.KEPT:
        if (into / folder).exists():
            (into / folder).chmod(0o700)


def dump(target: Path) -> None:
    """The database as of one moment. As bootstrap: row-level security would hide rows from every other
    role.
    """
    run_tool("pg_dump", "--format=custom", "--file", str(target), there=postgres.conninfo("bootstrap"))


def run_tool(tool: str, *arguments: str, there: dict[str, Any]) -> None:
    """Run pg_dump or pg_restore against the database at `there`; the password goes through the
    environment.
    """
    environment = {**CLEAN, "PGPASSWORD": there.get("password") or ""}
    environment |= {"PGSSLMODE": there["sslmode"]} if there.get("sslmode") else {}
    where = [
        "--host",
        there["host"],
        "--port",
        there["port"],
        "--username",
        there["user"],
        "--dbname",
        there["dbname"],
    ]
    command = [programs().tool(tool), *where, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupRefused(
            Words(zh="{tool} 失败：{why}", en="{tool} failed: {why}").fill(
                tool=tool, why=done.stderr.strip()[-2000:]
            )
        )


def programs() -> binaries.Binaries:
    return Cluster().programs if postgres.is_private() else binaries.find()


def digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def _workplace(target: Path) -> Iterator[Path]:
    """A private folder beside the target, so that the last step is a link within one file system."""
    try:
        with tempfile.TemporaryDirectory(prefix=".zhice-backup-", dir=target.absolute().parent) as place:
            yield Path(place)
    except FileNotFoundError as reason:
        raise BackupRefused(
            Words(zh="文件夹 {folder} 不存在。", en="The folder {folder} does not exist.").fill(
                folder=target.absolute().parent
            )
        ) from reason


def _kept() -> dict[str, Path]:
    kept = {}
    for folder in home.KEPT:
        for file in sorted(home.path(folder).rglob("*")):
            if file.is_file() and not file.is_symlink():
                kept[str(PurePosixPath(folder) / file.relative_to(home.path(folder)).as_posix())] = file
    return kept


def _pack(target: Path, members: dict[str, Path]) -> None:
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
            for name, file in members.items():
                tar.add(file, arcname=name, recursive=False)
        stream.flush()
        os.fsync(stream.fileno())


def _read_manifest(source: Path, tar: tarfile.TarFile) -> Manifest:
    first = tar.next()
    content = tar.extractfile(first) if first and first.name == MANIFEST and first.isreg() else None
    try:
        told = json.loads(content.read(64 * PIECE)) if content else {}
    except ValueError:
        told = {}
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise _damaged(source, Words(zh="不是知策的备份", en="it is no backup of Zhice"))
    return Manifest(made=told["made"], postgres=told["postgres"], files=told["files"])


def _check(
    source: Path, tar: tarfile.TarFile, member: tarfile.TarInfo, manifest: Manifest, seen: set[str]
) -> None:
    if member.name == MANIFEST and not seen:
        return
    path = PurePosixPath(member.name)
    content = tar.extractfile(member) if member.isreg() else None
    expected = manifest.files.get(member.name)
    if content is None or expected is None or member.name in seen or path.is_absolute() or ".." in path.parts:
        raise _damaged(
            source,
            Words(zh="含有不该有的 {name}", en="it holds {name}, which it should not").fill(name=member.name),
        )
    if member.name != DUMP and path.parts[0] not in home.KEPT:
        raise _damaged(
            source,
            Words(zh="含有不该有的 {name}", en="it holds {name}, which it should not").fill(name=member.name),
        )
    said = hashlib.sha256()
    while piece := content.read(PIECE):
        said.update(piece)
    if said.hexdigest() != expected["sha256"]:
        raise _damaged(
            source,
            Words(zh="{name} 与所记摘要不符", en="{name} does not match its digest").fill(name=member.name),
        )
    seen.add(member.name)


def _damaged(source: Path, why: Words) -> Damaged:
    return Damaged(
        Words(
            zh="{file} 不能用来恢复：{why}。什么都没有改动；请换一份备份。",
            en="{file} cannot be restored: {why}. Nothing was touched; use another backup.",
        ).fill(file=source, why=why)
    )
