"""A private PostgreSQL server: made once, started when needed, stopped by the last who needs it.

Every process that needs the server holds a shared lock on `pg/users`. Who leaves takes it alone, if it can:
then nobody else is there, and the server stops, unless `zhice up` said it shall stay. The kernel drops the
locks of a killed process, so no count can go wrong. Making, starting and stopping happen one at a time, under
`pg/lock`.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.site import account, binaries, home, tuning

LONGEST_SOCKET = 107  # bytes, with the terminating zero 108: sockaddr_un on Linux
SOCKET = ".s.PGSQL.5432"
FOLDER_LINE, STATE_LINE = 4, 7  # of postmaster.pid
PATIENCE = 10.0  # seconds: after a crash the old backends may still hold the shared memory


class ServerRefused(ZhiceError):
    """The private server could not be made, started or stopped."""


class Cluster:
    """The server in `folder` (default: pg/ in ZHICE_HOME). Nothing is touched until `acquire`."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or home.path("pg")
        self.data = self.folder / "data"
        self._users: IO[str] | None = None

    # -- what is there --

    @cached_property
    def programs(self) -> binaries.Binaries:
        version = self.data / "PG_VERSION"
        return binaries.find(major=int(version.read_text()) if version.exists() else None)

    @cached_property
    def account(self) -> account.Account:
        record = self.folder / "mode"
        recorded = json.loads(record.read_text())["mode"] if record.exists() else None
        return account.choose(data=self.data, programs=self.programs.folder / "postgres", recorded=recorded)

    @property
    def socket_folder(self) -> Path:
        """Where a running server listens; where the next start will, if none runs."""
        lines = self._pid_lines()
        listens = len(lines) > FOLDER_LINE and lines[FOLDER_LINE]
        return Path(listens) if listens else self._choose_socket_folder()

    def pid(self) -> int | None:
        """Process number of the running server, or None. A number that now belongs to another program
        does not count.
        """
        lines = self._pid_lines()
        pid = int(lines[0]) if lines else None
        return pid if pid and _works_in(pid, self.data) else None

    def is_ready(self) -> bool:
        lines = self._pid_lines()
        return self.pid() is not None and len(lines) > STATE_LINE and lines[STATE_LINE].strip() == "ready"

    # -- who needs it --

    def acquire(self) -> bool:
        """Make the server where it is missing, start it where it rests, and need it until `release`.
        True: we started it.
        """
        self._make_folder()
        with self.alone():
            started = not self._is_up()
            if started:
                self._make()
                self._start()
            self._users = (self.folder / "users").open("w")
            fcntl.flock(self._users, fcntl.LOCK_SH)
        return started

    def release(self) -> bool:
        """Need it no longer; stop it if nobody else does and nobody asked it to stay. True: it was
        stopped.
        """
        with self.alone():
            if self._users:
                self._users.close()
                self._users = None
            if self.stays() or self._needed():
                return False
            return self._stop()

    @contextmanager
    def vacant(self) -> Iterator[None]:
        """Nobody starts the server, and it does not run, inside the block: its folder may be moved."""
        self._make_folder()
        with self.alone():
            if self._needed() or self.pid() is not None:
                raise _still_used()
            yield

    def stays(self) -> bool:
        """Whether somebody asked it to stay."""
        return (self.folder / "stay").exists()

    def stay(self) -> None:
        """Keep running after the last process has left, until `rest`."""
        self._make_folder()
        (self.folder / "stay").touch()

    def rest(self) -> bool:
        """Stop now. True: it ran. Refused while another process needs it."""
        if not self.folder.exists():
            return False
        with self.alone():
            if self._needed():
                raise _still_used()
            (self.folder / "stay").unlink(missing_ok=True)
            return self._stop()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One process at a time; not to be nested."""
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    # -- how --

    def _needed(self) -> bool:
        with (self.folder / "users").open("w") as users:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            return False

    def _make_folder(self) -> None:
        home.ensure()
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o711)

    def _pid_lines(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []
        except PermissionError as refusal:
            raise ServerRefused(
                Words(
                    zh="数据库文件夹 {data} 属于另一个系统用户。请以该用户运行，或用 ZHICE_HOME "
                    "指定另一个文件夹。",
                    en="The database folder {data} belongs to another system user. Run as that user or "
                    "name another folder "
                    "in ZHICE_HOME.",
                ).fill(data=self.data)
            ) from refusal

    def _is_up(self) -> bool:
        """Whether it runs; waits for one that is just starting or stopping."""
        end = time.monotonic() + 60
        while self.pid() is not None and time.monotonic() < end:
            if self.is_ready():
                return True
            time.sleep(0.05)
        return False

    def _make(self) -> None:
        if (self.data / "PG_VERSION").exists():
            return
        self.account.own(self.data)
        done = self._run("initdb", "-D", str(self.data), *tuning.initdb(self.programs.major))
        if done:
            raise ServerRefused(
                Words(
                    zh="不能建立数据库文件夹 {data}：{why}",
                    en="The database folder {data} could not be made: {why}",
                ).fill(data=self.data, why=done)
            )
        (self.folder / "mode").write_text(json.dumps({"mode": self.account.mode}))

    def _start(self) -> None:
        folder = self.account.own(self._choose_socket_folder())
        self._forget_stranger()
        log = self.data / "server.log"
        options = " ".join(
            f"-c {name}={value}" for name, value in tuning.server(socket_folder=folder).items()
        )
        end = time.monotonic() + PATIENCE
        while why := self._run(
            "pg_ctl", "-D", str(self.data), "-w", "-t", "60", "-l", str(log), "-o", options, "start"
        ):
            if time.monotonic() > end:
                raise ServerRefused(
                    Words(
                        zh="数据库没有启动：{why}\n日志 {log} 的末尾：\n{tail}",
                        en="The database did not start: {why}\nThe end of its log {log}:\n{tail}",
                    ).fill(why=why, log=log, tail=_tail(log))
                )
            time.sleep(0.5)

    def _stop(self) -> bool:
        if self.pid() is None:
            return False
        why = self._run("pg_ctl", "-D", str(self.data), "-w", "-t", "60", "-m", "fast", "stop")
        if why and self.pid() is not None:
            raise ServerRefused(
                Words(zh="数据库没有停止：{why}", en="The database did not stop: {why}").fill(why=why)
            )
        return True

    def _forget_stranger(self) -> None:
        """Remove a pid file whose number now belongs to another program: PostgreSQL would take that
        program for itself.
        """
        lines = self._pid_lines()
        if not lines or not Path("/proc/self/cwd").exists():
            return
        pid = int(lines[0])
        if Path(f"/proc/{pid}").exists() and not any(_works_in(other, self.data) for other in _processes()):
            (self.data / "postmaster.pid").unlink()

    def _run(self, tool: str, *arguments: str) -> str:
        """Run one of PostgreSQL's programs; "" if it succeeded, else what it said."""
        with tempfile.TemporaryFile("w+") as said:
            done = self.account.run(self.programs.tool(tool), *arguments, stdout=said, stderr=said)
            said.seek(0)
            return "" if done.returncode == 0 else said.read().strip() or f"{tool}: {done.returncode}"

    def _choose_socket_folder(self) -> Path:
        """The first place that is short enough and that the server's account can reach."""
        mark = hashlib.sha256(str(self.data).encode()).hexdigest()[:10]
        name = f"zhice-{mark}-{self.account.name}"
        runtime = os.environ.get("XDG_RUNTIME_DIR")
        places = [Path(runtime) / name] if runtime and Path(runtime).is_dir() else []
        places += [self.folder / f"socket-{self.account.name}", Path(tempfile.gettempdir()) / name]
        for place in places:
            if len(os.fsencode(place / SOCKET)) <= LONGEST_SOCKET and account.passes(self.account, place):
                return place
        raise ServerRefused(
            Words(
                zh="找不到足够短的文件夹存放数据库的套接字（最多 {n} 字节）。请把 XDG_RUNTIME_DIR "
                "设为一个较短的路径。",
                en="No folder is short enough for the database's socket (at most {n} bytes). Set "
                "XDG_RUNTIME_DIR to a "
                "shorter path.",
            ).fill(n=LONGEST_SOCKET)
        )


def _still_used() -> ServerRefused:
    return ServerRefused(
        Words(
            zh="还有知策进程在使用数据库。请先停止 make run（或正在执行的 zhice 命令），然后重试。",
            en="A Zhice process still uses the database. Stop make run (or the zhice command at work), "
            "then try again.",
        )
    )


def _works_in(pid: int, folder: Path) -> bool:
    """Whether the process is alive and, where the system can say so, works in that folder, as a
    PostgreSQL server does.
    """
    try:
        return (
            Path(f"/proc/{pid}/cwd").resolve() == folder.resolve()
            if Path("/proc/self/cwd").exists()
            else _alive(pid)
        )
    except OSError:
        return False


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _processes() -> Iterator[int]:
    return (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())


def _tail(log: Path, lines: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else ""
