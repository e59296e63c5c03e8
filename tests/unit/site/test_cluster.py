"""A private server in the hands of several processes, killed and started again. Every test has a server
of its own.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from zhice.site import account, binaries, cluster, postgres
from zhice.site.cluster import Cluster, ServerRefused

HOLD = """
import sys, time
from zhice.site import postgres
with postgres.running():
    print("in", flush=True)
    sys.stdin.readline()
print("out", flush=True)
"""


def another_process(code=HOLD):
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(cluster.__file__).parents[2],
    )


def ask(question="select 1", role="app"):
    with psycopg.connect(**postgres.conninfo(role)) as connection:
        return connection.execute(question).fetchone()


def test_asking_how_to_connect_starts_nothing(own_home):
    there = postgres.connection("app")
    assert (there["USER"], there["NAME"]) == ("zhice_app", "zhice")
    assert not own_home.exists()


def test_a_server_is_made_started_furnished_and_stopped(own_home):
    with postgres.running():
        assert ask("select current_user") == ("zhice_app",)
        assert ask("show listen_addresses") == ("",)
        assert ask("show data_checksums") == ("on",)
        assert ask("show server_encoding") == ("UTF8",)
        names = (
            "select array_agg(extname::text order by extname) from pg_extension where extname <> 'plpgsql'"
        )
        assert ask(names) == (["btree_gist", "pg_trgm", "pgcrypto"],)
        assert (
            ask("select datcollate, datlocprovider::text from pg_database where datname = 'zhice'")[0]
            == "C.UTF-8"
        )
    assert Cluster().pid() is None
    with postgres.running():
        assert ask() == (1,)


def test_who_finds_it_running_leaves_it_running(own_home):
    with postgres.running():
        other = another_process()
        assert other.stdout.readline() == "in\n"
        other.communicate("\n", timeout=30)
        assert ask() == (1,)


def test_the_last_to_leave_stops_it_whoever_started_it(own_home):
    other = another_process()
    assert other.stdout.readline() == "in\n"
    with postgres.running():
        other.communicate("\n", timeout=30)
        assert ask() == (1,)
    assert Cluster().pid() is None


def test_a_process_killed_while_it_needs_the_server_is_not_waited_for(own_home):
    other = another_process()
    assert other.stdout.readline() == "in\n"
    other.kill()
    other.communicate()
    assert Cluster().pid() is not None
    with postgres.running():
        assert ask() == (1,)
    assert Cluster().pid() is None


def test_six_processes_at_once_make_one_server(own_home):
    others = [another_process() for _ in range(6)]
    assert [other.stdout.readline() for other in others] == ["in\n"] * 6
    for other in others:
        assert other.communicate("\n", timeout=60)[0] == "out\n"
    assert Cluster().pid() is None


def test_asked_to_stay_it_stays_until_it_may_rest(own_home):
    with postgres.running():
        Cluster().stay()
    assert ask() == (1,)
    assert Cluster().rest() is True
    assert Cluster().pid() is None
    assert Cluster().rest() is False


def test_it_is_not_stopped_under_somebody_who_needs_it(own_home):
    other = another_process()
    assert other.stdout.readline() == "in\n"
    with pytest.raises(ServerRefused, match="还有知策进程在使用数据库"):
        Cluster().rest()
    assert ask() == (1,)
    other.communicate("\n", timeout=30)


def test_killed_hard_it_comes_back_with_what_was_committed(own_home):
    with postgres.running():
        with psycopg.connect(**postgres.conninfo("owner")) as owner:
            owner.execute("create table kept (n int); insert into kept values (7)")
        os.kill(Cluster().pid(), signal.SIGKILL)
        time.sleep(0.05)
        began = time.monotonic()
        with postgres.running():
            assert ask("select n from kept") == (7,)
        assert time.monotonic() - began < cluster.PATIENCE


def test_a_pid_file_with_the_number_of_another_program_does_not_stop_the_start(own_home):
    with postgres.running():
        pass
    file = own_home / "pg" / "data" / "postmaster.pid"
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        # what a restarted container leaves: our old number is now somebody else's
        file.write_text(
            f"{stranger.pid}\n{own_home / 'pg' / 'data'}\n1\n5432\n{own_home}\n\n 1 1\nready   \n"
        )
        assert Cluster().pid() is None
        with postgres.running():
            assert ask() == (1,)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_server_that_cannot_start_says_why_with_the_end_of_its_log(own_home, monkeypatch):
    with postgres.running():
        pass
    (own_home / "pg" / "data" / "postgresql.conf").write_text("nonsense = 1\n")
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    with pytest.raises(ServerRefused) as refusal:
        Cluster().acquire()
    assert "nonsense" in refusal.value.words.en


def test_a_home_too_deep_for_a_socket_still_works(own_home, monkeypatch):
    deep = own_home.joinpath(*(["二〇二二年"] * 6))
    monkeypatch.setenv("ZHICE_HOME", str(deep))
    with postgres.running():
        assert len(os.fsencode(postgres.connection("app")["HOST"])) <= cluster.LONGEST_SOCKET
        assert ask() == (1,)
    assert Cluster(deep / "pg").pid() is None
    shutil.rmtree(Cluster(deep / "pg").socket_folder, ignore_errors=True)


def test_programs_of_another_version_are_not_tried_on_the_data(own_home):
    data = own_home / "pg" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("9\n")
    with pytest.raises(binaries.NoPostgres, match="PostgreSQL 9"):
        Cluster().acquire()


@pytest.mark.skipif(
    not list(Path("/usr/lib/postgresql").glob("*/bin/postgres")), reason="system PostgreSQL: not installed"
)
def test_the_systems_programs_do_as_well(own_home, monkeypatch):
    monkeypatch.setenv("ZHICE_POSTGRES", "system")
    with postgres.running():
        assert Cluster().programs.source == "system"
        assert ask("select '济源市' % '济源'") is not None


@pytest.mark.skipif(os.geteuid() != 0, reason="as root: these tests do not run as root")
class TestAsRoot:
    def test_a_folder_closed_to_others_uses_a_user_namespace(self, own_home):
        own_home.mkdir(mode=0o700)
        chosen = account.choose(data=own_home / "pg" / "data", programs=Path("/usr/bin/true"), recorded=None)
        assert chosen.mode == "namespace" and chosen.uid != 0

    def test_a_data_folder_keeps_the_way_it_began_with(self, own_home):
        with postgres.running():
            began = Cluster().account
        assert Cluster().account == began

    def test_without_namespace_and_user_it_says_what_to_do(self, own_home, monkeypatch):
        monkeypatch.setattr(account, "_namespaces_allowed", lambda: False)
        monkeypatch.setattr(account, "_postgres", lambda: None)
        with pytest.raises(account.NoAccount, match="useradd --system postgres"):
            account.choose(data=own_home, programs=Path("/usr/bin/true"), recorded=None)
