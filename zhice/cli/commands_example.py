"""The example region: made from a fixed seed, marked 示例数据 wherever it is shown."""

from __future__ import annotations

import click

from zhice.cli.frame import database, progress, say
from zhice.kernel.words import Words


@click.group()
def example() -> None:
    """示例地区。"""


@example.command()
def load() -> None:
    """载入示例地区（固定种子生成，2017–2022）。"""
    from zhice.site import example_once

    with database(), progress(Words(zh="示例地区", en="example region")) as step:
        loaded = example_once.load(step)
    say(
        Words(zh="示例地区已载入。", en="The example region is loaded.")
        if loaded
        else Words(
            zh="示例地区先前已载入，未作改动。",
            en="The example region was loaded before; nothing has changed.",
        )
    )
