"""Paths of an `XmlShape`, compiled once into tables that one walk over a row's elements follows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from zhice.intake.format import XmlShape

_STEP = re.compile(r"((?:[\w.-]+:)?[\w.-]+|\*)((?:\[@[\w.:-]+='[^']*'\])*)")
_PREDICATE = re.compile(r"\[@([\w.:-]+)='([^']*)'\]")
_GROUP = re.compile(r"(.+?)\{([^{}]+)\}")
_JOINED = "；"
_TOGETHER = "|"
_ANY = "*"

Table = dict[str, list["Step"]]
"""Tag as ElementTree writes it, or `*` → the steps that such a child may take."""


@dataclass(slots=True)
class Step:
    """One step of some paths: what must hold of the element, which cells it fills, and where paths go on."""

    when: tuple[tuple[str, str], ...] = ()
    cells: list[int] = field(default_factory=list)
    attributes: list[tuple[str, int]] = field(default_factory=list)
    groups: list[tuple[tuple[str, ...], int]] = field(default_factory=list)
    inner: Table = field(default_factory=dict)
    leaf: int = -1
    """The one cell of a step that asks for nothing else: most of them."""


@dataclass(frozen=True)
class Paths:
    """A shape made ready: `roots` and what lies under them lead to rows; `row` fills the cells of one."""

    header: list[str]
    roots: Table
    row: Step
    said: Mapping[str, int]
    """`#entry` and `#bundle` → the cell."""


def compile_paths(shape: XmlShape) -> Paths:
    """Raises `ValueError` for a path that is none: a mistake in the program."""
    header, row, said = list(shape.cells), Step(), {}
    for cell, paths in enumerate(shape.cells.values()):
        for path in [paths] if isinstance(paths, str) else paths:
            if path.startswith("#"):
                said[path] = cell
            else:
                _add(row, path, cell, shape.namespaces)
    roots = Step()
    for path in shape.rows:
        _add(roots, path, 0, shape.namespaces)
    _mark_leaves(row)
    return Paths(header, roots.inner, row, said)


def _add(step: Step, path: str, cell: int, namespaces: Mapping[str, str]) -> None:
    group = _GROUP.fullmatch(path)
    path = group[1] if group else path
    path, _, attribute = path.rpartition("@") if re.search(r"(?:^|/)@[\w.:-]+$", path) else (path, "", "")
    for part in _parts(path):
        match = _STEP.fullmatch(part)
        if match is None:
            raise ValueError(f"{path!r} is no path: {part!r}")
        when = tuple((_tag(name, namespaces), value) for name, value in _PREDICATE.findall(match[2]))
        known = step.inner.setdefault(_tag(match[1], namespaces), [])
        step = next((one for one in known if one.when == when), None) or _kept(known, Step(when))
    if group:
        step.groups.append((tuple(_clark(one.strip(), namespaces) for one in group[2].split(",")), cell))
    elif attribute:
        step.attributes.append((_tag(attribute, namespaces), cell))
    else:
        step.cells.append(cell)


def _clark(path: str, namespaces: Mapping[str, str]) -> str:
    return "/".join(_tag(part, namespaces) for part in path.split("/"))


def _mark_leaves(step: Step) -> None:
    if len(step.cells) == 1 and not (step.when or step.attributes or step.groups or step.inner):
        step.leaf = step.cells[0]
    for inner in step.inner.values():
        for one in inner:
            _mark_leaves(one)


def _parts(path: str) -> list[str]:
    """Split at every “/” that stands in no predicate."""
    return [part for part in re.findall(r"(?:[^/\[]|\[[^\]]*\])+", path)]


def _kept(known: list[Step], step: Step) -> Step:
    known.append(step)
    return step


def _tag(name: str, namespaces: Mapping[str, str]) -> str:
    prefix, colon, local = name.rpartition(":")
    return f"{{{namespaces[prefix]}}}{local}" if colon else name


def steps(table: Table, element: Element) -> Iterator[Step]:
    """The steps that `element` may take, its tag and its attributes considered."""
    for step in (*table.get(element.tag, ()), *table.get(_ANY, ())):
        if all(element.get(name) == value for name, value in step.when):
            yield step


def fill(element: Element, step: Step, row: list[str]) -> None:
    """Write what `step` and all under it find in `element` into the cells of `row`."""
    for name, cell in step.attributes:
        _write(row, cell, element.get(name))
    for cell in step.cells:
        _write(row, cell, "".join(element.itertext()) if len(element) else element.text)
    for paths, cell in step.groups:
        said = [_text(element, path).replace(_TOGETHER, " ") for path in paths]
        _write(row, cell, _TOGETHER.join(said) if any(said) else "")
    table = step.inner
    if _ANY in table:
        for child in element:
            for taken in steps(table, child):
                fill(child, taken, row)
    elif table:
        _follow(element, table, row)


def _follow(element: Element, table: Table, row: list[str]) -> None:
    """The hot loop: an element that no path wants costs one look into the table, a plain leaf little more."""
    find, nothing = table.get, ()
    for child in element:
        for step in find(child.tag, nothing):
            if step.leaf >= 0 and not len(child):
                if (text := child.text) and (text := text.strip()):
                    said = row[step.leaf]
                    row[step.leaf] = f"{said}{_JOINED}{text}" if said else text
                continue
            for name, value in step.when:
                if child.get(name) != value:
                    break
            else:
                fill(child, step, row)


def _text(element: Element, path: str) -> str:
    if path.startswith("@"):
        return (element.get(path[1:]) or "").strip()
    found = element.find(path)
    return "" if found is None else " ".join("".join(found.itertext()).split())


def _write(row: list[str], cell: int, text: str | None) -> None:
    if text and (text := text.strip()):
        row[cell] = f"{row[cell]}{_JOINED}{text}" if row[cell] else text
