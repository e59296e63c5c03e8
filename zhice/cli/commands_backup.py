"""`backup` and `restore`."""

from __future__ import annotations

from pathlib import Path

import click

from zhice.cli.frame import database, emit, say
from zhice.kernel.words import Words


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def backup(file: Path, as_json: bool) -> None:
    """把数据库、文件、密钥和检查点备份到一个文件。其中有密钥，请妥善保管。"""
    from zhice.site import backup as backups

    with database():
        made = backups.take(file)
    if as_json:
        emit({"file": str(file), "files": len(made.files), "bytes": made.size})
        return
    say(
        Words(
            zh="已备份到 {file}：{n} 个文件，{size} 字节。其中有密钥，请妥善保管。",
            en="Backed up to {file}: {n} files, {size} bytes. It holds the keys: keep it safe.",
        ).fill(file=file, n=len(made.files), size=made.size)
    )


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="取代现有数据 / give up what is there now")
@click.option("--json", "as_json", is_flag=True)
def restore(file: Path, replace: bool, as_json: bool) -> None:
    """先核对备份的每个文件，再恢复；已有数据时拒绝，除非 --replace。"""
    from zhice.site import restoring

    done = restoring.restore(file, replace=replace)
    with database():
        restoring.note(file, done)
    if as_json:
        emit({"file": str(file), "made": done.made, "files": len(done.files), "bytes": done.size})
        return
    say(
        Words(zh="已恢复 {made} 的备份：{n} 个文件。", en="Restored the backup of {made}: {n} files.").fill(
            made=done.made, n=len(done.files)
        )
    )
