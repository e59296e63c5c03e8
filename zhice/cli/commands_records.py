"""Records: taking files in, verifying the journal, writing files for analysis."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from zhice.cli.frame import database, emit, progress
from zhice.kernel.words import Words


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "as_format", required=True, help="格式，如 cnipa-gazette")
@click.option("--dry-run", is_flag=True, help="只检查，不入库")
@click.option("--json", "as_json", is_flag=True)
def intake(file: Path, as_format: str, dry_run: bool, as_json: bool) -> None:
    """导入一个数据文件；行数 = 入库 + 重复 + 隔离。"""
    from zhice.site import commands

    with database(), progress(Words(zh="导入", en="intake")) as step:
        answer = commands.intake_file(file, as_format=as_format, dry_run=dry_run, progress=step)
    if as_json:
        emit(answer)
        return
    for name, value in answer.items():
        click.echo(f"{name}\t{value}")


@click.group()
def journal() -> None:
    """操作日志。"""


@journal.command()
@click.option("--json", "as_json", is_flag=True)
def verify(as_json: bool) -> None:
    """核对日志的散列链与检查点；指出第一条有误的事件（退出状态 1）。"""
    from zhice.site import commands

    with database():
        answer = commands.journal_verify()
    if as_json:
        emit(answer)
    else:
        for name, value in answer.items():
            click.echo(f"{name}\t{value}")
    if not answer["ok"]:
        sys.exit(1)


@click.group()
def fees() -> None:
    """年费与续展。"""


@fees.command("remind")
@click.option("--day", required=True, type=click.DateTime(["%Y-%m-%d"]), help="按哪一天提醒，如 2026-03-01")
@click.option("--json", "as_json", is_flag=True)
def remind_of_fees(day: datetime, as_json: bool) -> None:
    """提醒权利人应缴的费用；同一天重复执行不会重复提醒。"""
    from zhice.site import commands

    with database():
        answer = commands.fees_remind(day.date())
    if as_json:
        emit(answer)
    else:
        for name, value in answer.items():
            click.echo(f"{name}\t{value}")
