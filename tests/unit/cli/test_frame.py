"""The command's manners: exit status, what goes to stdout, and how soon it answers."""

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import click
import pytest

from zhice.cli import frame, main
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words

ROOT = Path(main.__file__).parents[2]


def zhice(*words, **options):
    command = [sys.executable, "-m", "zhice.cli", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, **options)


@pytest.mark.parametrize(
    "words", [["nonsense"], ["figure"], ["figure", "x", "--region", "419001", "--on", "2022-02-30"]]
)
def test_what_is_not_understood_ends_with_2_and_nothing_on_stdout(words):
    done = zhice(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error" in done.stderr


def test_help_names_every_command_and_loads_none_of_them():
    shown = "import sys; from zhice.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: pass\nprint(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", shown], cwd=ROOT, capture_output=True, text=True, check=True)
    assert all(f"  {name} " in done.stdout for name in main.COMMANDS)
    for heavy in ("django", "psycopg", "ibis", "duckdb", "rich", "zhice.cli.commands_house"):
        assert f"'{heavy}'" not in done.stdout


def test_every_command_loads_and_says_what_it_is_for():
    context = click.Context(main.zhice)
    for name in main.COMMANDS:
        command = main.zhice.get_command(context, name)
        assert command.help and command.name == name


class Missing(ZhiceError):
    pass


@pytest.mark.parametrize("as_json", [False, True])
def test_a_refusal_ends_with_1_and_says_why(monkeypatch, capfdbinary, as_json):
    def refuse():
        raise Missing(Words(zh="没有指标 x。", en="No indicator x."))

    monkeypatch.setattr(main.zhice, "main", lambda **options: refuse())
    with pytest.raises(SystemExit) as end:
        main.main(["figure", "x", *(["--json"] if as_json else [])])
    out, err = capfdbinary.readouterr()
    assert end.value.code == 1
    assert err.decode() == "zhice: 没有指标 x。\n"
    assert out.decode() == ('{"error":"没有指标 x。"}\n' if as_json else "")


def test_answers_are_one_line_of_compact_utf_8(capfdbinary):
    frame.emit(
        {"值": Decimal("6.50"), "n": Decimal("7"), "on": date(2022, 12, 31), "why": Words(zh="无", en="none")}
    )
    out = capfdbinary.readouterr().out
    assert out == '{"值":6.5,"n":7,"on":"2022-12-31","why":"无"}\n'.encode()
    assert json.loads(out)["n"] == 7


def test_a_terminal_that_knows_no_utf_8_gets_it_all_the_same():
    done = subprocess.run(
        [sys.executable, "-c", "from zhice.cli.frame import emit; emit({'值': 1})"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    )
    assert done.stdout == '{"值":1}\n'.encode()


def test_a_formula_in_a_name_is_only_a_text_in_the_csv(capfdbinary):
    from zhice.cli.commands_figures import write_csv

    write_csv(["record", "title"], [["patent:1", "=cmd|' /C calc'!A0"], ["patent:2", "一种水泵"]])
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert lines == ["record,title", "patent:1,'=cmd|' /C calc'!A0", "patent:2,一种水泵"]


def test_no_progress_bar_where_nobody_looks(capfd):
    with frame.progress(Words(zh="导入", en="intake")) as step:
        step(1, 2)
    assert capfd.readouterr() == ("", "")
