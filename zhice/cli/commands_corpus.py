"""Corpora: writing our records as one, registering one, choosing one for an indicator that ranks."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from zhice.cli.commands_figures import Day
from zhice.cli.frame import database, emit

JSON = click.option("--json", "as_json", is_flag=True)
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def corpus() -> None:
    """语料：以 Parquet 文件夹保存的全省或全国记录。"""


@corpus.command()
@click.argument("folder", type=FOLDER)
@JSON
def snapshot(folder: Path, as_json: bool) -> None:
    """把业务记录的事实关系写成语料（<关系名>.parquet 与 manifest.yaml）。"""
    from zhice.site import corpora

    with database():
        _say(corpora.snapshot(folder), as_json)


@corpus.command()
@click.argument("folder", type=FOLDER)
@click.option("--name", required=True, help="名称，如 河南省2022年底")
@click.option("--source", required=True, help="来源：取自何处、由谁提供")
@click.option("--day", type=Day(), help="数据截至日；默认取清单中的日期，不一致则拒绝")
@click.option("--coverage", type=click.Choice(["province", "nation"]), default="province", show_default=True)
@click.option("--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True)
@JSON
def register(
    folder: Path, name: str, source: str, day: date | None, coverage: str, engine: str, as_json: bool
) -> None:
    """登记一个语料：逐个核对文件、列与类型，记下日期、来源与摘要。"""
    from zhice.site import corpora

    with database():
        _say(
            corpora.register(folder, name=name, source=source, day=day, coverage=coverage, engine=engine),
            as_json,
        )


@corpus.command(name="list")
@JSON
def list_(as_json: bool) -> None:
    """列出语料，并核对其文件是否仍与登记时一致。"""
    from zhice.site import corpora

    with database():
        rows = corpora.listed()
    if as_json:
        emit(rows)
        return
    for row in rows:
        click.echo("\t".join(str(value) for value in row.values()))


@corpus.command()
@click.argument("indicator")
@click.argument("name", required=False, default="")
@JSON
def choose(indicator: str, name: str, as_json: bool) -> None:
    """为一个位次指标选定语料；不写名称即改回业务记录。"""
    from zhice.site import corpora

    with database():
        _say(corpora.choose(indicator, name), as_json)


@corpus.command()
@click.argument("name")
@click.option("--reason", required=True, help="停用原因")
@JSON
def retire(name: str, reason: str, as_json: bool) -> None:
    """停用一个语料；仍被指标选定的不能停用。"""
    from zhice.site import corpora

    with database():
        _say(corpora.retire(name, reason), as_json)


def _say(answer: dict[str, Any], as_json: bool) -> None:
    if as_json:
        emit(answer)
        return
    for name, value in answer.items():
        click.echo(f"{name}\t{value}")
