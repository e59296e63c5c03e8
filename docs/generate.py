"""The pages that are made from the code; `make docs` writes them, tests/house/test_docs.py holds them to it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import click

from zhice.cli.main import COMMANDS, zhice
from zhice.measuring.facts import relations
from zhice.measuring.measure import Measure, measures
from zhice.rules.book import rules
from zhice.rules.value import Rule, RuleValue

DOCS = Path(__file__).resolve().parent
MADE = "<!-- Made by docs/generate.py; change the code, then run: make docs -->"


def facts_page() -> Iterator[str]:
    """The data dictionary: every fact relation, column by column."""
    yield "# Fact relations: the data dictionary"
    yield "What pillars publish and measures read. In PostgreSQL each is a view `fact.<name>`; in a corpus a file `<name>.parquet`"
    yield "with the same columns (`zhice corpus snapshot FOLDER`). A type with `?` may be empty. `record` is the kind and number of"
    yield "the record that a page opens."
    for relation in relations():
        yield f"\n## `{relation.name}`\n"
        yield f"{relation.meaning.en}. {relation.meaning.zh}。Published by `{relation.published_by}`.\n"
        yield "| column | type | meaning | 含义 |\n|---|---|---|---|"
        for column, (kind, meaning) in relation.columns.items():
            yield f"| `{column}` | {kind} | {cell(meaning.en)} | {cell(meaning.zh)} |"


def measures_page() -> Iterator[str]:
    """Every measure with its meaning, which is its docstring."""
    yield "# Measures: how we count"
    yield "A measure returns the rows that count; an indicator folds them ([add an indicator](add-an-indicator.md)). A *stock* is a"
    yield "level on the last day of the period, a *flow* what happened within it. The relations they read: [facts](facts.md)."
    for one in measures():
        yield f"\n## `{one.code}`\n"
        yield f"**{one.name.zh}** · {one.name.en} · {one.unit} · {nature(one)} · one row is a {one.grain} · reads "
        yield f"{', '.join(f'[`{name}`](facts.md#{name})' for name in one.needs)}\n"
        yield one.meaning


def nature(one: Measure) -> str:
    return "stock" if one.stock else f"flow, dated by `{one.dated}`"


def rules_page() -> Iterator[str]:
    """Every rule with all its values, each with its days and its clause."""
    yield "# Rules: the law as dated values"
    yield "How to add one: [add a rule](add-a-rule.md). ✓ the cited text was read; ? it was not (unverified: such a value only reminds)."
    topic = ""
    for name in rules.names():
        rule = rules.rule(name)
        if (now := name.rpartition(".")[0]) != topic:
            topic = now
            yield f"\n## `{topic}`\n"
            yield "| rule | value | days | source | |\n|---|---|---|---|---|"
        yield from (rule_row(rule, value) for value in rule.history)


def rule_row(rule: Rule, value: RuleValue) -> str:
    mark = "✓" if value.confidence == "seen" else "?"
    title = f"`{rule.code.rpartition('.')[2]}` {rule.name.zh} · {rule.name.en}"
    return f"| {title} | {cell(shown(value))} | {value.covered.zh} | {cell(str(value.source))} | {mark} |"


def shown(value: RuleValue) -> str:
    plain = value.value
    if isinstance(plain, tuple):
        return "; ".join(
            ", ".join(f"{k} {v}" for k, v in row.items()) if hasattr(row, "items") else str(row)
            for row in plain
        )
    if hasattr(plain, "items"):
        return "; ".join(f"{key}: {what}" for key, what in plain.items())
    return f"{plain} {value.unit}" if value.unit not in {"text", "flag", "day"} else str(plain)


def commands_page() -> Iterator[str]:
    """Every command with its arguments and options, as the command line itself knows them."""
    yield "# Commands"
    yield "`zhice COMMAND --help` says the same. Exit status: 0 done · 1 refused, and the reason is said · 2 not understood. With"
    yield "`--json` the answer is one line of UTF-8 on stdout; words are on stderr. A command starts the database where it needs it"
    yield "and leaves things as it found them. Settings: [settings](settings.md)."
    context = click.Context(zhice)
    for name, (_, what) in COMMANDS.items():
        command = zhice.get_command(context, name)
        assert command is not None
        yield from command_section(f"zhice {name}", command, what)


def command_section(name: str, command: click.Command, what: str) -> Iterator[str]:
    if isinstance(command, click.Group):
        for inner, sub in command.commands.items():
            yield from command_section(f"{name} {inner}", sub, sub.help or "")
        return
    yield f"\n## `{name}`\n"
    yield what.strip()
    if command.params:
        yield "\n| argument or option | meaning |\n|---|---|"
        yield from (parameter_row(one) for one in command.params)


def parameter_row(one: click.Parameter) -> str:
    if isinstance(one, click.Argument):
        return f"| `{one.human_readable_name}` | {'required' if one.required else 'optional'} |"
    assert isinstance(one, click.Option)
    told = [one.help or ("machine-readable answer" if "--json" in one.opts else "")]
    told += ["required"] if one.required else []
    told += [f"from `{one.envvar}`"] if isinstance(one.envvar, str) else []
    told += [f"default `{one.default}`"] if isinstance(one.default, str | int) and not one.is_flag else []
    return f"| `{', '.join(one.opts)}` | {cell(' · '.join(part for part in told if part))} |"


def cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "facts.md": facts_page,
    "measures.md": measures_page,
    "rules.md": rules_page,
    "commands.md": commands_page,
}


def page(name: str) -> str:
    """The text of one page, as it must stand in the folder."""
    heading, *rest = PAGES[name]()
    return "\n".join([heading, "", MADE, "", *rest]) + "\n"


def declare() -> None:
    """Import every `facts` and `measures`, file or folder: a package declares what it publishes and counts when they are read."""
    for name in ("facts", "measures"):
        for file in sorted(
            (*DOCS.parent.glob(f"zhice/*/{name}.py"), *DOCS.parent.glob(f"zhice/*/{name}/__init__.py"))
        ):
            package = file.parent if file.stem == name else file.parent.parent
            import_module(f"zhice.{package.name}.{name}")


def main() -> None:
    declare()
    for name in PAGES:
        (DOCS / name).write_text(page(name), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "zhice.accounts.permission_page"],
        capture_output=True,
        check=True,
        cwd=DOCS.parent,
    )
    (DOCS / "permissions.md").write_bytes(told.stdout)


if __name__ == "__main__":
    main()
