"""Figures: the list of indicators, one figure, the records behind it."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable
from datetime import date
from typing import Any

import click

from zhice.cli.frame import database, emit
from zhice.kernel.days import read_day


class Day(click.ParamType):
    """A day as people write it; see zhice.kernel.days.read_day."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        from zhice.kernel.errors import ZhiceError

        try:
            return read_day(value)
        except ZhiceError as why:
            self.fail(str(why), param, ctx)


ON = click.option("--on", type=Day(), required=True, help="截至日，如 2022-12-31")
REGION = click.option("--region", required=True, help="行政区划代码，如 419001")
JSON = click.option("--json", "as_json", is_flag=True)


@click.command()
@JSON
def indicators(as_json: bool) -> None:
    """列出指标。"""
    from zhice.site import commands

    with database():
        answer = commands.indicators()
    if as_json:
        emit(answer)
        return
    for row in answer:
        click.echo("\t".join(str(value) for value in row.values()))


@click.command()
@click.argument("code")
@REGION
@ON
@click.option(
    "--corpus", default="", help="用登记的语料测算，如 示例省语料；默认用业务记录或为位次选定的语料"
)
@JSON
def figure(code: str, region: str, on: date, corpus: str, as_json: bool) -> None:
    """测算一个指标：值、口径、分子分母、目标、佐证条数。"""
    from zhice.site import commands

    with database():
        answer = commands.figure(code, region=region, on=on, corpus=corpus)
    if as_json:
        emit(answer)
        return
    for name, value in answer.items():
        click.echo(f"{name}\t{value}")


@click.command()
@click.argument("code")
@REGION
@ON
@click.option("--csv", "as_csv", is_flag=True, help="CSV（UTF-8，首行为列名）；这也是默认")
@click.option("--term", help="比率的某一项；默认第一项（其行数即佐证条数）")
@JSON
def evidence(  # click gives each option by its name
    code: str, region: str, on: date, as_csv: bool, term: str | None, as_json: bool
) -> None:
    """列出一个指标的佐证记录。"""
    if as_csv and as_json:
        raise click.UsageError("--csv 与 --json 只能选一个")
    from zhice.site import commands

    with database():
        rows = iter(commands.evidence(code, region=region, on=on, term=term))
        header = next(rows)
        if as_json:
            emit([dict(zip(header, row, strict=True)) for row in rows])
        else:
            write_csv(header, rows)


def write_csv(header: Iterable[Any], rows: Iterable[Iterable[Any]]) -> None:
    """Row by row to stdout, so that a million rows need no memory."""
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=False)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_guarded(value) for value in row] for row in rows)
    out.flush()
    out.detach()


def _guarded(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula begins with an apostrophe."""
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + value
    return value
