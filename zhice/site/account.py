"""Under which system account the database server runs: PostgreSQL refuses to run as root.

Not root: as ourselves. Root: as the owner of an existing data folder, as `postgres` where that account may
pass through every folder on the way, else in a user namespace in which we are somebody else. A data folder
keeps the way it began with.
"""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words

CLEAN = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


class NoAccount(ZhiceError):
    """The server cannot be run under any account that PostgreSQL accepts."""


@dataclass(frozen=True)
class Account:
    """`mode`: "self" (as we are), "user" (switch to uid:gid) or "namespace" (root, seen as uid:gid)."""

    mode: str
    uid: int
    gid: int

    @property
    def name(self) -> str:
        """The mode in one word; part of the socket folder's name, so that two modes never share one."""
        return f"user-{self.uid}" if self.mode == "user" else self.mode

    def run(self, *command: str, timeout: float = 120, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run the command under this account, in `/`, with an environment of our own; never raises on its
        exit status.
        """
        prefix = _unshare(self.uid, self.gid) if self.mode == "namespace" else ()
        switch = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.mode == "user" else {}
        settings: dict[str, Any] = {
            "env": CLEAN,
            "cwd": "/",
            "text": True,
            "stdin": subprocess.DEVNULL,
            **switch,
            **options,
        }
        # to files, not pipes: the server inherits them, and a pipe would never end
        return subprocess.run([*prefix, *command], check=False, timeout=timeout, **settings)

    def own(self, folder: Path) -> Path:
        """Make the folder, private to this account."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.mode == "user" and folder.stat().st_uid != self.uid:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)
        return folder


def choose(*, data: Path, programs: Path, recorded: str | None) -> Account:
    """The account for the data folder: the one `recorded` when it was made, else the first that works."""
    us = Account("self", os.geteuid(), os.getegid())
    if us.uid != 0:
        return us
    if recorded == "namespace":
        return _namespace(data)
    if recorded and data.exists():
        return Account("user", data.stat().st_uid, data.stat().st_gid)
    postgres = _postgres()
    if postgres and _reaches(postgres, data) and _reaches(postgres, programs):
        return postgres
    return _namespace(data)


def _postgres() -> Account | None:
    try:
        entry = pwd.getpwnam("postgres")
    except KeyError:
        return None
    return Account("user", entry.pw_uid, entry.pw_gid)


def passes(account: Account, place: Path) -> bool:
    """Whether the account may go through every folder that exists above `place`."""
    return account.mode != "user" or _reaches(account, place)


def _reaches(account: Account, place: Path) -> bool:
    for folder in place.parents:
        if not folder.exists():
            continue  # we make it, with leave to pass
        status = folder.stat()
        if not status.st_mode & _passage(account, status):
            return False
    return True


def _passage(account: Account, folder: os.stat_result) -> int:
    """The bit of the folder's mode that lets the account pass."""
    if folder.st_uid == account.uid:
        return stat.S_IXUSR
    return stat.S_IXGRP if folder.st_gid == account.gid else stat.S_IXOTH


def _namespace(data: Path) -> Account:
    if not _namespaces_allowed():
        raise NoAccount(
            Words(
                zh="PostgreSQL 不能以 root 身份运行，而本机既没有能进入 {data} 的 postgres 用户，"
                "也不允许用户命名空间。"
                "请以普通用户运行；或执行 useradd --system postgres，并用 ZHICE_HOME "
                "指定它能进入的文件夹（如 /var/lib/zhice）；"
                "或用 DATABASE_URL 指定一台数据库服务器。",
                en="PostgreSQL will not run as root; this machine has no user postgres that can reach "
                "{data} and allows no user "
                "namespace. Run as an ordinary user; or run useradd --system postgres and name in "
                "ZHICE_HOME a folder it can "
                "reach (such as /var/lib/zhice); or name a database server in DATABASE_URL.",
            ).fill(data=data)
        )
    somebody = _somebody()
    return Account("namespace", somebody.pw_uid, somebody.pw_gid)


def _unshare(uid: int, gid: int) -> tuple[str, ...]:
    return ("unshare", "--user", f"--map-user={uid}", f"--map-group={gid}")


def _somebody() -> pwd.struct_passwd:
    """An account that is not root and has a name: initdb looks the name up, whatever -U says."""
    known = {entry.pw_uid: entry for entry in pwd.getpwall() if entry.pw_uid != 0}
    return known.get(1000) or max(known.values(), key=lambda entry: entry.pw_name in ("postgres", "nobody"))


@cache
def _namespaces_allowed() -> bool:
    if not shutil.which("unshare"):
        return False
    return subprocess.run([*_unshare(1000, 1000), "true"], check=False, capture_output=True).returncode == 0
