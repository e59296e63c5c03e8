"""`make run`: the database, the web server and the worker, started together and stopped together."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.site import doorkeeper, example_once, home, migrating, postgres
from zhice.site.doorkeeper import Holder

LONGEST_LOG = 10_000_000  # bytes; a longer one is begun anew, the old one kept beside it
READY = 60.0  # seconds the web server may take to answer
GRACE = 2.0  # seconds to end in order, before it is ended


class RunRefused(ZhiceError):
    """It cannot be started, or something that was started has ended."""


class Asked(Exception):
    """A signal asked us to stop."""


@dataclass
class Child:
    """One process of ours; its output goes to logs/<name>.log."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def stop(self, *, by: float) -> None:
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, by - time.monotonic()))
        with suppress(ProcessLookupError):  # all of it ended in order
            # the whole group: a web server that is killed leaves its workers on the port
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def serve(*, host: str, port: int) -> None:
    """Start everything, print address and sign-ins, stay until a signal; then stop everything that was
    started.

    Where our own server holds the port already, only its address is printed; where a stranger does, it is
    named.
    """
    holder = doorkeeper.holder(host=host, port=port)
    if holder:
        _attach(holder, host=host, port=port)
        return
    doorkeeper.enter(host=host, port=port)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _asked)
    children: list[Child] = []
    try:
        with postgres.running():
            try:
                _prepare()
                _spare_the_second_factor()
                _start(children, host=host, port=port)
                _load_example()  # while the web server starts on another core
                _wait_until_it_answers(children, host=host, port=port)
                _announce(host=host, port=port)
                _watch(children)
            finally:
                _ignore_signals()
                _stop(children)
                doorkeeper.leave(port=port)
    except Asked:
        _tell(Words(zh="已停止。", en="Stopped."))


def _attach(holder: Holder, *, host: str, port: int) -> None:
    if not holder.ours:
        raise RunRefused(
            Words(
                zh="端口 {port} 已被占用：进程 {pid}（{command}）。请停止它，或用 ZHICE_PORT "
                "指定另一个端口。",
                en="Port {port} is taken by process {pid} ({command}). Stop it or name another port in "
                "ZHICE_PORT.",
            ).fill(port=port, pid=holder.pid or "?", command=holder.command or "?")
        )
    _tell(
        Words(
            zh="知策已在运行（进程 {pid}）：{address}",
            en="Zhice is already running (process {pid}): {address}",
        ).fill(pid=holder.pid, address=_address(host, port))
    )


def _prepare() -> None:
    if migrating.ensure():
        _tell(Words(zh="数据库结构已更新。", en="The tables were brought up to date."))


def _spare_the_second_factor() -> None:
    """Invented records, printed passwords: a second factor would guard nothing. The processes started next are told."""
    if os.environ.get("ZHICE_EXAMPLE") != "0" or example_once.is_loaded():
        os.environ.setdefault("ZHICE_SECOND_FACTOR", "off")


def _load_example() -> None:
    if os.environ.get("ZHICE_EXAMPLE") != "0" and not example_once.is_loaded():
        _tell(Words(zh="正在载入示例地区……", en="Loading the example region…"))
        # in a process of its own: this one never sets Django up, and so starts at once the next time
        command = [sys.executable, "-m", "zhice.cli", "example", "load"]
        loading = subprocess.run(command, check=False, preexec_fn=die_with_parent)  # one thread
        if loading.returncode:
            raise RunRefused(
                Words(
                    zh="示例地区没有载入，原因见上。不需要示例时，请设 ZHICE_EXAMPLE=0。",
                    en="The example region was not loaded, for the reason above. Without it: "
                    "ZHICE_EXAMPLE=0.",
                )
            )


def _start(children: list[Child], *, host: str, port: int) -> None:
    for name, command in services(host=host, port=port).items():
        children.append(_child(name, command))


def services(*, host: str, port: int) -> dict[str, list[str]]:
    """Name and command of each process; the first one answers at the address."""
    home.ensure("static")  # the settings name it; whitenoise warns of a folder that is not there
    web = ["granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", _workers()]
    web += ["--blocking-threads", "4", "--no-ws", "--workers-kill-timeout", "2", "--respawn-failed-workers"]
    return {
        "web": [sys.executable, "-m", *web, "zhice.site.wsgi:application"],
        "worker": [sys.executable, "-m", "zhice.cli", "worker"],
    }


def _workers() -> str:
    return os.environ.get("ZHICE_WEB_WORKERS", "1")


def _child(name: str, command: list[str]) -> Child:
    log = home.ensure("logs") / f"{name}.log"
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.replace(log.with_suffix(".old.log"))
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # the terminal's Ctrl-C is for us; we end them in order
            preexec_fn=die_with_parent,  # noqa: PLW1509  # we have one thread
        )
    return Child(name, process, log)


def die_with_parent() -> None:
    """Ask Linux to end this process in order when the one that started it is gone, however it went."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # 1: PR_SET_PDEATHSIG


def _wait_until_it_answers(children: list[Child], *, host: str, port: int) -> None:
    end = time.monotonic() + READY
    while time.monotonic() < end:
        _fail_if_one_ended(children)
        if _answers(host, port):
            return
        time.sleep(0.05)
    raise RunRefused(
        Words(
            zh="网站在 {n} 秒内没有应答；日志：{log}", en="The web server did not answer in {n} s; log: {log}"
        ).fill(n=READY, log=children[0].log)
    )


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse()
        return True
    except OSError:
        return False
    finally:
        connection.close()


def _watch(children: list[Child]) -> None:
    """Until a signal comes, or one of them ends."""
    while True:
        _fail_if_one_ended(children)
        threading.Event().wait(0.5)


def _fail_if_one_ended(children: list[Child]) -> None:
    for child in children:
        status = child.process.poll()
        if status is not None:
            raise RunRefused(
                Words(
                    zh="{name} 意外结束（{status}），其余已停止。日志 {log} 的末尾：\n{tail}",
                    en="{name} ended unexpectedly ({status}); the rest was stopped. The end of "
                    "{log}:\n{tail}",
                ).fill(name=child.name, status=status, log=child.log, tail=_tail(child.log))
            )


def _stop(children: list[Child]) -> None:
    by = time.monotonic() + GRACE
    for child in children:
        if child.process.poll() is None:
            child.process.terminate()
    for child in children:
        child.stop(by=by)


def _announce(*, host: str, port: int) -> None:
    _tell(
        Words(zh="知策已启动：{address}", en="Zhice is running: {address}").fill(address=_address(host, port))
    )
    if example_once.is_loaded():
        from zhice.site.example import sign_ins

        _tell(Words(zh="示例账号：", en="Example sign-ins:"))
        for row in sign_ins():
            print("  " + "  ".join(str(value) for value in row), flush=True)
    _tell(Words(zh="按 Ctrl-C 停止。", en="Ctrl-C stops it."))


def _address(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _tell(words: Words) -> None:
    language = os.environ.get("ZHICE_LANGUAGE", "zh")
    print(words.in_(language), flush=True)


def _asked(number: int, frame: FrameType | None) -> None:
    raise Asked


def _ignore_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def _tail(log: Path, lines: int = 15) -> str:
    return "\n".join(log.read_text("utf-8", errors="replace").splitlines()[-lines:])
