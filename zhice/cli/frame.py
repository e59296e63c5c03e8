"""What all commands share: loading on demand, one form of answers and refusals, the database where it is needed."""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import click

from zhice.kernel.words import Words

Step = Callable[[int, int], None]


class Lazy(click.Group):
    """A group that imports a command's module only when that command is called; its own help imports none."""

    def __init__(self, *args: Any, commands_by_name: Mapping[str, tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.by_name = commands_by_name

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.by_name)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.by_name:
            return None
        module, _ = self.by_name[cmd_name]
        command: click.Command = getattr(importlib.import_module(f"zhice.cli.{module}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, what) for name, (_, what) in self.by_name.items()])


def in_our_language(words: Words) -> str:
    """Chinese, unless ZHICE_LANGUAGE says otherwise."""
    return words.in_(os.environ.get("ZHICE_LANGUAGE", "zh"))


def say(words: Words) -> None:
    """Tell the person at the terminal; stdout is for answers."""
    click.echo(in_our_language(words), err=True)


def refuse(words: Words, *, as_json: bool) -> int:
    """Say why not; returns the exit status 1."""
    if as_json:
        emit({"error": in_our_language(words)})
    click.echo(f"zhice: {in_our_language(words)}", err=True)
    return 1


def emit(answer: Any) -> None:
    """The answer as one line of compact JSON in UTF-8, whatever the terminal's own encoding is."""
    line = json.dumps(answer, ensure_ascii=False, separators=(",", ":"), default=_plain)
    sys.stdout.buffer.write(line.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


def _plain(value: Any) -> Any:
    """Values that JSON does not know: a decimal is a number, a day is ISO 8601, words are in our language."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Words):
        return in_our_language(value)
    if hasattr(value, "as_dict"):
        return value.as_dict()
    return str(value)


@contextmanager
def database() -> Iterator[None]:
    """The product is ready inside: database running and up to date, Django set up, acting as the system.

    A database that was not running before is not running afterwards.
    """
    from zhice.site import migrating, postgres

    with postgres.running():
        migrating.ensure()
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhice.site.settings")
        import django

        django.setup()
        from django.db import connections

        from zhice.accounts.acting import SYSTEM, acting_as

        try:
            with acting_as(SYSTEM):
                yield
        finally:
            connections.close_all()


@contextmanager
def progress(title: Words) -> Iterator[Step]:
    """A progress bar on stderr, if a person is there to see it. Inside: call `step(done, of)`."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(in_our_language(title), total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of or None)
