"""Starting, attaching and stopping, with a small server in place of the product: what is tried here is
the supervisor.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from zhice.site import doorkeeper, run
from zhice.site.cluster import Cluster

ROOT = Path(run.__file__).parents[2]
SUPERVISOR = """
import sys
from zhice.kernel.errors import ZhiceError
from zhice.site import run
run._prepare = run._load_example = lambda: None
run._announce = lambda *, host, port: print("ready", flush=True)
run.services = lambda *, host, port: {
    "web": [sys.executable, *WEB],
    "worker": [sys.executable, "-c", "import time; print('at work', flush=True); time.sleep(WORK)"],
}
try:
    run.serve(host="127.0.0.1", port=int(sys.argv[1]))
except ZhiceError as refusal:
    sys.exit(refusal.words.en)
"""


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def start(own_home, port, tmp_path):
    started = []

    def start(work=600, web=("-m", "http.server", "--bind", "127.0.0.1", str(port))):
        code = SUPERVISOR.replace("WORK", str(work)).replace("WEB", repr(list(web)))
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(port)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), "ZHICE_LANGUAGE": "en"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
        process.communicate()


def answers(port):
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
        return True
    except OSError:  # nobody there, or gone in the middle of the answer
        return False


def soon(condition, seconds=10):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_it_started_within_three_seconds(start, port, sign):
    process = start()
    assert process.stdout.readline() == "ready\n"
    assert answers(port) and Cluster().pid() is not None
    began = time.monotonic()
    process.send_signal(sign)
    assert process.communicate(timeout=20)[0] == "Stopped.\n"
    assert process.returncode == 0
    assert time.monotonic() - began < 3
    assert not answers(port) and Cluster().pid() is None


def test_the_second_one_names_the_address_and_leaves_the_first_alone(start, port):
    first = start()
    assert first.stdout.readline() == "ready\n"
    second = start()
    said, _ = second.communicate(timeout=20)
    assert said == f"Zhice is already running (process {first.pid}): http://127.0.0.1:{port}\n"
    assert second.returncode == 0
    assert answers(port)


def test_a_stranger_on_the_port_is_named(start, port):
    stranger = subprocess.Popen(
        [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)], stderr=subprocess.DEVNULL
    )
    try:
        assert soon(lambda: answers(port))
        process = start()
        _, said = process.communicate(timeout=20)
        assert process.returncode == 1
        assert f"Port {port} is taken by process {stranger.pid} (" in said and "http.server" in said
        assert "ZHICE_PORT" in said
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_when_one_of_them_ends_all_end_and_its_last_words_are_shown(start, port):
    process = start(work=0)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "worker ended unexpectedly (0)" in said and "at work" in said
    assert not answers(port) and Cluster().pid() is None


def test_a_server_that_will_not_end_is_ended_with_its_own_children(start, port):
    """What a web server under load does: its main process dies, its worker keeps the port."""
    stubborn = (
        "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "subprocess.Popen([sys.executable, '-m', 'http.server', '--bind', '127.0.0.1', sys.argv[1]]); time.sleep(600)"
    )
    process = start(web=["-c", stubborn, str(port)])
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert soon(lambda: not answers(port))


@pytest.mark.skipif(sys.platform != "linux", reason="parent-death signal: Linux only")
def test_killed_hard_it_leaves_no_server_on_the_port(start, port):
    process = start()
    assert process.stdout.readline() == "ready\n"
    process.kill()
    assert soon(lambda: not answers(port))
    assert doorkeeper.holder(host="127.0.0.1", port=port) is None
    again = start()
    assert again.stdout.readline() == "ready\n"


def test_a_note_of_an_earlier_run_means_nothing(own_home, port):
    note = own_home / "run" / f"{port}.json"
    note.parent.mkdir(parents=True)
    note.write_text(json.dumps({"pid": 1, "host": "127.0.0.1"}))
    assert doorkeeper.holder(host="127.0.0.1", port=port) is None


def test_the_processes_of_an_example_are_told_that_no_second_factor_is_asked(
    start, port, tmp_path, monkeypatch
):
    monkeypatch.delenv("ZHICE_SECOND_FACTOR", raising=False)
    monkeypatch.delenv("ZHICE_EXAMPLE", raising=False)
    told = tmp_path / "told"
    code = (
        f"import os, http.server; open({str(told)!r}, 'w').write(os.environ.get('ZHICE_SECOND_FACTOR', 'not told'));"
        f"http.server.HTTPServer(('127.0.0.1', {port}), http.server.SimpleHTTPRequestHandler).serve_forever()"
    )
    start(web=("-c", code))
    assert soon(lambda: told.exists() and told.read_text() == "off")
