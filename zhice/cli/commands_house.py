"""Starting and stopping: `run`, `up`, `down`, `migrate`, `worker`."""

from __future__ import annotations

import os
import signal

import click

from zhice.cli.frame import say
from zhice.kernel.words import Words
from zhice.site import postgres
from zhice.site.cluster import Cluster


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), envvar="ZHICE_PORT", default=8000, show_default=True)
@click.option("--host", envvar="ZHICE_HOST", default="127.0.0.1", show_default=True)
def run(port: int, host: str) -> None:
    """启动数据库、网站和后台任务，打印网址；Ctrl-C 停止它启动的一切。"""
    from zhice.site.run import serve

    serve(host=host, port=port)


@click.command()
def up() -> None:
    """启动数据库并更新结构；它一直运行到 zhice down。"""
    from zhice.site import migrating

    with postgres.running():
        if postgres.is_private():
            Cluster().stay()
        migrating.ensure()
    there = postgres.connection("app")
    say(
        Words(
            zh="数据库已就绪：{host}，库 {name}。", en="The database is ready: {host}, database {name}."
        ).fill(host=there["HOST"], name=there["NAME"])
    )


@click.command()
def down() -> None:
    """停止知策自带的数据库；仍有进程使用时拒绝。"""
    if not postgres.is_private():
        raise postgres.DatabaseRefused(
            Words(
                zh="数据库由 DATABASE_URL 指定，不归知策启停。",
                en="DATABASE_URL names the database: it is not ours to stop.",
            )
        )
    stopped = Cluster().rest()
    say(
        Words(zh="数据库已停止。", en="The database has stopped.")
        if stopped
        else Words(zh="数据库没有在运行。", en="The database was not running.")
    )


@click.command()
def migrate() -> None:
    """更新数据库结构。"""
    from zhice.site import migrating

    with postgres.running():
        changed = migrating.ensure()
    say(
        Words(zh="数据库结构已更新。", en="The tables were brought up to date.")
        if changed
        else Words(zh="数据库结构已是最新。", en="The tables are up to date.")
    )


@click.command()
def worker() -> None:
    """执行后台任务，直到收到 Ctrl-C 或 SIGTERM。"""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhice.site.settings")
    import django
    from django.core.management import call_command

    # procrastinate ends in order on SIGTERM only once it runs; before that, end at once
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with postgres.running():
        django.setup()
        import zhice.site.daily  # noqa: F401  # its tasks are known from now on
        from zhice.site.indexing import following_in_background

        with following_in_background():
            call_command("procrastinate", "worker")
