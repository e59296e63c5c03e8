"""Paths of an `XmlShape`, compiled once into steps: what `xml_walk` makes its walk of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from zhice.intake.format import XmlShape

_STEP = re.compile(r"((?:[\w.-]+:)?[\w.-]+|\*)((?:\[@[\w.:-]+='[^']*'\])*)")
_PREDICATE = re.compile(r"\[@([\w.:-]+)='([^']*)'\]")
_GROUP = re.compile(r"(.+?)\{([^{}]+)\}")
ANY = "*"

Table = dict[str, list["Step"]]
"""Tag as ElementTree writes it, or `*` → the steps that such a child may take."""
_NONE: list[Step] = []


@dataclass(slots=True)
class Step:
    """One step of some paths: what must hold of the element, which cells it fills, and where paths go on."""

    when: tuple[tuple[str, str], ...] = ()
    cells: list[int] = field(default_factory=list)
    attributes: list[tuple[str, int]] = field(default_factory=list)
    groups: list[tuple[Step, int, int]] = field(default_factory=list)
    """What to look for below the element, how many values that gives, and the cell they go to together."""
    inner: Table = field(default_factory=dict)


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
    return Paths(header, roots.inner, row, said)


def _add(step: Step, path: str, cell: int, namespaces: Mapping[str, str]) -> None:
    group = _GROUP.fullmatch(path)
    path = group[1] if group else path
    path, _, attribute = path.rpartition("@") if re.search(r"(?:^|/)@[\w.:-]+$", path) else (path, "", "")
    for part in _parts(path) if path != "." else ():
        match = _STEP.fullmatch(part)
        if match is None:
            raise ValueError(f"{path!r} is no path: {part!r}")
        when = tuple((_tag(name, namespaces), value) for name, value in _PREDICATE.findall(match[2]))
        known = step.inner.setdefault(_tag(match[1], namespaces), [])
        step = next((one for one in known if one.when == when), None) or _kept(known, Step(when))
    if group:
        step.groups.append(_group(group[2].split(","), cell, namespaces))
    elif attribute:
        step.attributes.append((_tag(attribute, namespaces), cell))
    else:
        step.cells.append(cell)


def _group(paths: list[str], cell: int, namespaces: Mapping[str, str]) -> tuple[Step, int, int]:
    within = Step()
    for place, path in enumerate(paths):
        _add(within, path.strip(), place, namespaces)
    return within, len(paths), cell


def _parts(path: str) -> list[str]:
    """Split at every “/” that stands in no predicate."""
    return [part for part in re.findall(r"(?:[^/\[]|\[[^\]]*\])+", path)]


def _kept(known: list[Step], step: Step) -> Step:
    known.append(step)
    return step


def _tag(name: str, namespaces: Mapping[str, str]) -> str:
    prefix, colon, local = name.rpartition(":")
    return f"{{{namespaces[prefix]}}}{local}" if colon else name


def steps(table: Table, element: Element) -> list[Step]:
    """The steps that `element` may take, its tag and its attributes considered."""
    known = table.get(element.tag, _NONE)
    if ANY in table:
        known = [*known, *table[ANY]]
    if len(known) == 1 and not known[0].when:
        return known
    return [step for step in known if all(element.get(name) == value for name, value in step.when)]
