"""Search: finding records, and building the index anew."""

from __future__ import annotations

import click

from zhice.cli.frame import database, emit, progress
from zhice.kernel.words import Words


@click.command()
@click.argument("text")
@click.option("--as", "username", help="以该账号的权限查找；缺省为系统")
@click.option("--limit", type=click.IntRange(1, 200), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True)
def find(text: str, username: str | None, limit: int, as_json: bool) -> None:
    """查找各类记录：文字、号码、拼音或检索式。"""
    from zhice.site import commands

    with database(), progress(Words(zh="建立索引", en="building the index")) as step:
        answer = commands.find(text, username=username, limit=limit, progress=step)
    if as_json:
        emit(answer)
        return
    for hit in answer["hits"]:
        click.echo(f"{hit['kind']}\t{hit['title']}\t{hit['url']}")
    click.echo(f"{answer['total']}")


@click.group()
def search() -> None:
    """检索索引。"""


@search.command()
@click.option("--json", "as_json", is_flag=True)
def rebuild(as_json: bool) -> None:
    """重新建立检索索引；期间旧索引照常可用。"""
    from zhice.site import commands

    with database(), progress(Words(zh="建立索引", en="building the index")) as step:
        answer = commands.search_rebuild(progress=step)
    if as_json:
        emit(answer)
    else:
        for name, value in answer.items():
            click.echo(f"{name}\t{value}")
