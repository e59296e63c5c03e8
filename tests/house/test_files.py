"""Files and functions stay small, are named for the trade, and are ours."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.tree import ROOT, kept, modules, nodes, syntax, text, told

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
LONG_FUNCTION = 25
SHARE_OF_LONG = 0.05

# a name that could hold anything says nothing (docs/house.md)
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "services", "managers", "common", "core", "base", "misc"}
ATTIC = re.compile(r"(^|[_/.-])(v\d+|old|legacy|new|copy|backup\d|tmp|draft)\.py$")

TEXT_KINDS = {
    ".py", ".md", ".yaml", ".yml", ".toml", ".html", ".css", ".js", ".svg", ".sql", ".typ", ".json", ".in", ".lock", ".txt",
    ".csv", ".tsv",
}  # fmt: skip
PICTURES = {".png"}
NO_SUFFIX = {"Makefile", ".gitignore", ".gitattributes", ".editorconfig", "run"}
LARGEST = {".png": 600_000, ".lock": 400_000, ".csv": 60_000, ".tsv": 60_000}
LARGEST_OTHER = 60_000
HOSTS = (
    "pypi." + "org", "pythonhosted." + "org", "npmjs." + "org", "registry.npm" + "mirror", "tuna.tsinghua" + ".edu",
    "mirrors.aliyun" + ".com", "archive.ubuntu" + ".com", "deb.debian" + ".org", "crates." + "io",
)  # fmt: skip
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/\w+)/[\w.]|(?<![\w.])/tmp/\w+", re.ASCII)


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    meaning = ast.get_docstring(function, clean=False)
    return (function.end_lineno or 0) - function.lineno + 1 - (meaning.count("\n") + 1 if meaning else 0)


def functions() -> list[tuple[str, int]]:
    return [
        (f"{file}: {node.name}", lines_of(node))
        for file in modules()
        for node in nodes(file)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_no_python_file_is_longer_than_400_lines():
    files = [file for file in kept() if file.suffix == ".py" and "migrations" not in file.parts]
    assert len(files) > 300
    long = [f"{file}: {n} lines" for file in files if (n := text(file).count("\n")) > LONGEST_FILE]
    assert not long, told(long) + "\nLook for the missing noun rather than for a place to cut."


def test_functions_stay_short():
    found = functions()
    long = [f"{name}: {lines} lines" for name, lines in found if lines > LONGEST_FUNCTION]
    assert not long, told(long)
    share = sum(lines > LONG_FUNCTION for _, lines in found) / len(found)
    assert share < SHARE_OF_LONG, f"{share:.1%} of the functions are longer than {LONG_FUNCTION} lines"


def test_no_path_has_an_empty_name():
    empty = [str(file) for file in kept() if {part.removesuffix(".py") for part in file.parts} & EMPTY_NAMES]
    assert not empty, told(empty) + "\nName the trade, not the layer."


def test_the_old_way_is_deleted_not_kept_beside():
    attic = [str(file) for file in kept() if ATTIC.search(str(file)) and "migrations" not in file.parts]
    assert not attic, told(attic)


def test_every_module_begins_with_a_sentence():
    silent = [
        str(file)
        for file in modules()
        if file.name not in {"__init__.py", "apps.py"}
        and text(file).count("\n") > 20
        and ast.get_docstring(syntax(file)) is None
    ]
    assert not silent, told(silent) + "\nBegin with one sentence: what is this file for?"


def test_only_texts_and_pictures_of_ours_are_committed():
    foreign = [
        str(file)
        for file in kept()
        if file.suffix not in TEXT_KINDS | PICTURES and not (file.suffix == "" and file.name in NO_SUFFIX)
    ]
    assert not foreign, told(foreign)
    pictures = [
        str(file) for file in kept() if file.suffix in PICTURES and file.parts[:2] != ("docs", "pictures")
    ]
    assert not pictures, told(pictures)


def test_no_file_is_as_large_as_a_stranger_s():
    """What is minified, vendored or a data set is large or has lines no person writes."""
    large = [
        f"{file}: {size} bytes"
        for file in kept()
        if (size := (ROOT / file).stat().st_size) > LARGEST.get(file.suffix, LARGEST_OTHER)
    ]
    assert not large, told(large)
    minified = [
        str(file)
        for file in kept()
        if file.suffix in {".js", ".css"} and any(len(line) > 500 for line in text(file).splitlines())
    ]
    assert not minified, told(minified)


@pytest.mark.parametrize(
    "name", ["uv.lock", "package-lock.json", "yarn.lock", "pnpm-lock.yaml", "poetry.lock"]
)
def test_no_lock_that_holds_addresses(name):
    assert not [str(file) for file in kept() if file.name == name]


def test_no_registry_host_and_no_machine_path_is_committed():
    named = []
    for file in kept():
        if file.suffix in PICTURES:
            continue
        for number, line in enumerate(text(file).splitlines(), 1):
            if any(host in line for host in HOSTS) or MACHINE.search(line):
                named.append(f"{file}:{number}: {line.strip()[:100]}")
    assert not named, told(named)
