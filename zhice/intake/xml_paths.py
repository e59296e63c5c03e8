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


Way = tuple[int, str | None, str, "Ways | None", "Step"]
"""A step made quick: the one cell it fills or -1, the attribute it asks for and its value, the ways onward where it only
leads on, the step itself for all else."""
Ways = dict[str, list[Way]]


@dataclass(slots=True)
class Step:
    """One step of some paths: what must hold of the element, which cells it fills, and where paths go on."""

    when: tuple[tuple[str, str], ...] = ()
    cells: list[int] = field(default_factory=list)
    attributes: list[tuple[str, int]] = field(default_factory=list)
    groups: list[tuple[Step, int, int]] = field(default_factory=list)
    """What to look for below the element, how many values that gives, and the cell they go to together."""
    inner: Table = field(default_factory=dict)
    ways: Ways = field(default_factory=dict)
    """`inner` made quick; empty where it holds `*`."""


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
    _quicken(row)
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
    _quicken(within)
    return within, len(paths), cell


def _quicken(step: Step) -> None:
    for inner in step.inner.values():
        for one in inner:
            _quicken(one)
    if _ANY not in step.inner:
        step.ways = {tag: [_way(one) for one in inner] for tag, inner in step.inner.items()}


def _way(step: Step) -> Way:
    attribute, value = step.when[0] if step.when else (None, "")
    plain = len(step.when) <= 1 and not (step.attributes or step.groups)
    leaf = step.cells[0] if plain and len(step.cells) == 1 and not step.inner else -1
    return leaf, attribute, value, step.ways if plain and step.ways and not step.cells else None, step


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


def fill(element: Element, step: Step, row: list[str], joined: str = _JOINED) -> None:
    """Write what `step` and all under it find in `element` into the cells of `row`."""
    for name, cell in step.attributes:
        _write(row, cell, element.get(name), joined)
    for cell in step.cells:
        _write(row, cell, "".join(element.itertext()) if len(element) else element.text, joined)
    for within, width, cell in step.groups:
        said = [""] * width
        fill(element, within, said, " ")
        if any(said):
            _write(row, cell, _together(said), joined)
    if step.ways:
        _follow(element, step.ways, row, joined)
    elif step.inner:
        for child in element:
            for taken in steps(step.inner, child):
                fill(child, taken, row, joined)


def _follow(element: Element, ways: Ways, row: list[str], joined: str) -> None:
    """The hot loop: an element that no path wants costs one look into the table, a plain leaf little more."""
    find, nothing = ways.get, ()
    for child in element:
        for leaf, attribute, value, onward, step in find(child.tag, nothing):
            if attribute is not None and child.get(attribute) != value:
                continue
            if onward is not None:
                _follow(child, onward, row, joined)
            elif leaf >= 0:
                text = "".join(child.itertext()) if len(child) else child.text
                if text and (text := text.strip()):
                    said = row[leaf]
                    row[leaf] = f"{said}{joined}{text}" if said else text
            elif len(step.when) <= 1 or all(child.get(name) == wanted for name, wanted in step.when):
                fill(child, step, row, joined)


def _together(said: list[str]) -> str:
    """The values of a group, each on one line and without the sign that parts them."""
    whole = _TOGETHER.join(said)
    if "\n" in whole or whole.count(_TOGETHER) >= len(said):
        whole = _TOGETHER.join(" ".join(value.replace(_TOGETHER, " ").split()) for value in said)
    return whole


def _write(row: list[str], cell: int, text: str | None, joined: str) -> None:
    if text and (text := text.strip()):
        row[cell] = f"{row[cell]}{joined}{text}" if row[cell] else text
