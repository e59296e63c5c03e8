"""The texts that people read, found in Python and templates, as gettext will ask for them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

from tests.house.tree import PACKAGE, ROOT, modules, name_of, nodes, text

HAN = re.compile(r"[㐀-鿿]")
GETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop", "pgettext", "pgettext_lazy"}
BILINGUAL = {"Words", "fill", "refuse"}
PLURAL = {"ngettext", "ngettext_lazy", "npgettext"}
TAG = re.compile(r"{%\s*(?:translate|trans)\s+(\"[^\"]*\"|'[^']*')[^%]*%}")
BLOCK = re.compile(
    r"{%\s*blocktrans(?:late)?\b(?P<options>[^%]*)%}(?P<text>.*?){%\s*endblocktrans(?:late)?\s*%}", re.DOTALL
)
INSIDE = re.compile(r"\b_\((\"[^\"]*\"|'[^']*')\)")
NAMES = re.compile("知策|中文|简体中文")
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->", re.DOTALL)
PLURAL_TAG = re.compile(r"{%\s*plural\s*%}")
PATTERN = re.compile(r"\[[^\]]+\][{*+?]|\\[sd]")  # a regular expression is for the machine
VARIABLE = re.compile(r"{{\s*(.+?)\s*}}")


@cache
def templates() -> tuple[Path, ...]:
    return tuple(file.relative_to(ROOT) for file in sorted(PACKAGE.rglob("templates/**/*.html")))


@cache
def texts_to_translate() -> dict[str, str]:
    """Chinese text as gettext asks for it → the first file that asks."""
    found: dict[str, str] = {}
    for file in modules():
        for msgid in _in_python(file):
            found.setdefault(msgid, str(file))
    for file in templates():
        for msgid in _in_template(text(file)):
            found.setdefault(msgid, str(file))
    return {msgid: file for msgid, file in found.items() if HAN.search(NAMES.sub("", msgid))}


def computed() -> list[str]:
    """Calls of gettext whose text is put together at run time: no catalogue can hold those."""
    return [
        f"{file}:{node.lineno}: {ast.unparse(node)[:90]}"
        for file in modules()
        for node in nodes(file)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in GETTEXT
        and node.args
        and isinstance(node.args[-1], ast.JoinedStr | ast.BinOp)
    ]


def plural_forms() -> list[str]:
    """Chinese has one form; our catalogue holds one English text for each."""
    called = [
        f"{file}:{node.lineno}"
        for file in modules()
        for node in nodes(file)
        if isinstance(node, ast.Call) and name_of(node) in PLURAL
    ]
    return called + [str(file) for file in templates() if "{% plural %}" in text(file)]


def untranslatable(file: Path) -> list[str]:
    """Chinese in a template that stands in no translate tag; the product's name and a language's own name stay as they are."""
    bare = INSIDE.sub("", TAG.sub("", BLOCK.sub("", COMMENT.sub("", text(file)))))
    return [line.strip() for line in bare.splitlines() if HAN.search(NAMES.sub("", line))]


def unworded(file: Path) -> list[str]:
    """Chinese strings in Python that gettext never sees and that no English stands beside: docstrings aside.

    A function that builds Words or refuses has both languages in its hands.
    """
    tree = ast.parse(text(file))
    seen: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node).rpartition(".")[2] in GETTEXT | PLURAL | BILINGUAL:
            seen |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.FunctionDef) and any(
            isinstance(inner, ast.Call) and name_of(inner).rpartition(".")[2] in BILINGUAL
            for inner in ast.walk(node)
        ):
            seen |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            seen.add(id(node.value))
    return [
        f"{file}:{node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and HAN.search(node.value)
        and id(node) not in seen
        and not PATTERN.search(node.value)
    ]


def _in_python(file: Path) -> Iterator[str]:
    for node in nodes(file):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in GETTEXT | PLURAL
        ):
            yield from (
                a.value for a in node.args[:1] if isinstance(a, ast.Constant) and isinstance(a.value, str)
            )


def _in_template(source: str) -> Iterator[str]:
    source = COMMENT.sub("", source)
    yield from (found.group(1)[1:-1].replace("%", "%%") for found in TAG.finditer(source))
    yield from (found.group(1)[1:-1] for found in INSIDE.finditer(source))
    for block in BLOCK.finditer(source):
        inner = VARIABLE.sub(r"%(\1)s", PLURAL_TAG.split(block["text"])[0].replace("%", "%%"))
        yield trim_whitespace(inner) if "trimmed" in list(smart_split(block["options"])) else inner
