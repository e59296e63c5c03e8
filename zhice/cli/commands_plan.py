"""Plans: read a document, load or export the folder that is the plan."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from zhice.cli.frame import database, emit, say
from zhice.kernel.words import Words

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def plan() -> None:
    """规划。"""


@plan.command()
@click.argument("file", type=FILE)
@click.option(
    "--json", "as_json", is_flag=True, help="一行 JSON：targets, commitments, references, unclaimed"
)
@click.option("--text", "as_text", is_flag=True, help="打印归一后的文本（start、end 以它为准）")
def read(file: Path, as_json: bool, as_text: bool) -> None:
    """读出规划文件中的目标、任务和引用；不需要数据库。"""
    from zhice.plan.documents.reader import read_file

    reading = read_file(file)
    if as_text:
        stream = sys.stdout.buffer
        stream.write(reading.text.encode("utf-8"))
        stream.flush()
        return
    if as_json:
        emit(reading.as_dict())
        return
    found = reading.as_dict()
    for kind in ("targets", "commitments", "references", "unclaimed"):
        click.echo(f"{kind}\t{len(found[kind])}")
        for item in found[kind]:
            click.echo(f"  {item['start']}–{item['end']}\t{' '.join(item['text'].split())}")


@plan.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def load(folder: Path, as_json: bool) -> None:
    """从文件夹（plan.yaml、indicators.yaml、tasks.yaml）导入规划。"""
    from zhice.site import commands

    with database():
        answer = commands.load_plan(folder)
    if as_json:
        emit(answer)
    else:
        say(Words(zh="规划已导入。", en="The plan is loaded."))


@plan.command()
@click.argument("code")
@click.argument("folder", type=FOLDER)
@click.option("--json", "as_json", is_flag=True)
def export(code: str, folder: Path, as_json: bool) -> None:
    """把规划导出为文件夹；再导入得到同一规划。"""
    from zhice.site import commands

    with database():
        answer = commands.export_plan(code, folder)
    if as_json:
        emit(answer)
    else:
        say(Words(zh="规划已导出到 {folder}。", en="The plan is exported to {folder}.").fill(folder=folder))
