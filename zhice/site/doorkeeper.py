"""Who holds the port: nobody, our own server, or a stranger with a name."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from zhice.site import home

_held: dict[int, IO[str]] = {}  # our locks, for as long as this process serves


@dataclass(frozen=True)
class Holder:
    """The process that listens. `pid` and `command` are unknown where the system does not tell us of
    others' processes.
    """

    ours: bool
    pid: int | None
    command: str | None


def holder(*, host: str, port: int) -> Holder | None:
    """Who listens at the address; None if it is free."""
    serving = _serving(port)
    if not _taken(host, port):
        return Holder(True, serving, None) if serving else None
    if serving:
        return Holder(True, serving, None)
    pid = _listener(port)
    return Holder(False, pid, _command(pid) if pid else None)


def enter(*, host: str, port: int) -> None:
    """Write down that this process serves the port; the lock ends with the process, however it ends."""
    note = (home.ensure("run") / f"{port}.json").open("a+")
    fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
    note.truncate(0)
    note.write(json.dumps({"pid": os.getpid(), "host": host}))
    note.flush()
    _held[port] = note


def leave(*, port: int) -> None:
    note = _held.pop(port, None)
    if note:
        note.close()


def _serving(port: int) -> int | None:
    """Process number of our own server of this home at the port."""
    try:
        with home.path("run", f"{port}.json").open() as note:
            try:
                fcntl.flock(note, fcntl.LOCK_SH | fcntl.LOCK_NB)
                return None  # nobody holds the note: it is from an earlier run
            except BlockingIOError:
                written = note.read()
                return int(json.loads(written)["pid"]) if written else None
    except FileNotFoundError:
        return None


def _taken(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
        return False


def _listener(port: int) -> int | None:
    """Which process listens at the port, as far as /proc lets us see."""
    inodes = set()
    for table in ("tcp", "tcp6"):
        file = Path(f"/proc/net/{table}")
        for line in file.read_text().splitlines()[1:] if file.exists() else []:
            fields = line.split()
            if fields[3] == "0A" and int(fields[1].rsplit(":", 1)[1], 16) == port:
                inodes.add(f"socket:[{fields[9]}]")
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if any(str(entry.readlink()) in inodes for entry in (process / "fd").iterdir()):
                return int(process.name)
        except OSError:
            continue  # gone meanwhile, or another user's: not ours to look into
    return None


def _command(pid: int) -> str | None:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return None
    return b" ".join(words).decode("utf-8", "replace").strip()[:200]
