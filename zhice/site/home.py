"""Where everything that Zhice keeps lies: one folder, moved as a whole by ZHICE_HOME.

pg/            the private PostgreSQL cluster (absent with DATABASE_URL)
keys/          secrets, one file each, readable by the owner alone
checkpoints/   signed checkpoints of the journal, outside the database
files/         evidence and uploads, by SHA-256
search/        the index of search; made from the records, so no backup holds it
logs/          what the web server and the worker said
"""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words

KEPT = ("keys", "checkpoints", "files")  # with the database, this is what a backup holds


class HomeRefused(ZhiceError):
    """The folder cannot be used as it stands."""


def directory() -> Path:
    """ZHICE_HOME, else `zhice` in XDG_DATA_HOME, else `~/.local/share/zhice`; absolute, not created."""
    named = os.environ.get("ZHICE_HOME")
    if named:
        return Path(named).expanduser().absolute()
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share").absolute() / "zhice"


def path(*parts: str) -> Path:
    """A place inside the folder; nothing is created."""
    return directory().joinpath(*parts)


def ensure(*parts: str) -> Path:
    """The same place, created as a folder that only its owner may read.

    The top folder itself may be passed through (0711): as root, the database server runs under another
    account.
    """
    try:
        directory().mkdir(parents=True, exist_ok=True, mode=0o711)
        place = path(*parts)
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as refusal:
        raise HomeRefused(
            Words(
                zh="不能在 {place} 存放数据（{why}）。请改正权限，或用环境变量 ZHICE_HOME 指定另一个文件夹。",
                en="Cannot keep data in {place} ({why}). Correct its permissions or name another folder "
                "in ZHICE_HOME.",
            ).fill(place=path(*parts), why=refusal.strerror)
        ) from refusal
    return place


def secret(name: str) -> str:
    """The secret `name`, made at the first call: 256 random bits in URL-safe text, kept in keys/<name>
    with mode 0600.
    """
    file = ensure("keys") / name
    if not file.exists():
        _write_once(file, secrets.token_urlsafe(32))
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise HomeRefused(
            Words(
                zh="密钥文件 {file} 可被他人读取。请先确认没有泄露，再执行 chmod 600 {file}。",
                en="Others can read the key file {file}. Make sure it has not leaked, then run: chmod 600 "
                "{file}",
            ).fill(file=file)
        )
    return file.read_text("ascii").strip()


def _write_once(file: Path, text: str) -> None:
    """Write the whole file or leave the one another process wrote first: a link, unlike a rename, never
    replaces.
    """
    draft = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass  # the other process's secret counts
    finally:
        draft.unlink()
