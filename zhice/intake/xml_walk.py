"""The one walk over a row's elements: the steps of its paths made into functions, a table of them for every element.

An element that no path wants costs one look into a table, a plain leaf little more. What the walk does not go into it
lays into `Beyond`, by its depth, so that `xml_guard` looks there too: no element of a row is left unseen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from xml.etree.ElementTree import Element

from zhice.intake.xml_paths import ANY, Step, Table, steps

_JOINED = "；"
_WITHIN = " "
_TOGETHER = "|"

Visit = Callable[[Element, list[str]], None]
"""Write what an element says into the cells of a row."""
Beyond = defaultdict[int, list[Element]]
"""Depth below the row → elements with children that no path leads into."""
_Chosen = tuple[str, dict[str | None, Visit], Visit | None]
"""An attribute, which way each of its values leads, and the way for all others."""
_Way = int | _Chosen | Visit
"""A plain leaf is only the cell it fills."""


def visitor(step: Step, beyond: Beyond) -> Visit:
    """What to do with a row, whose paths begin at `step`."""
    return _visit(step, _JOINED, 0, beyond)


def _visit(step: Step, joined: str, depth: int, beyond: Beyond) -> Visit:
    """All that `step` asks for of an element at this depth."""
    parts: list[Visit] = [_attribute(name, cell, joined) for name, cell in step.attributes]
    parts += [_leaf(cell, joined, depth, beyond) for cell in step.cells]
    for within, width, cell in step.groups:
        parts.append(_group(_visit(within, _WITHIN, depth, beyond), width, cell, joined))
    if step.inner:
        parts.append(_onward(step.inner, joined, depth + 1, beyond))
    return parts[0] if len(parts) == 1 else _each(parts)


def _each(parts: list[Visit]) -> Visit:
    def visit(element: Element, row: list[str]) -> None:
        for part in parts:
            part(element, row)

    return visit


def _attribute(name: str, cell: int, joined: str) -> Visit:
    def visit(element: Element, row: list[str]) -> None:
        _write(row, cell, element.get(name), joined)

    return visit


def _leaf(cell: int, joined: str, depth: int, beyond: Beyond) -> Visit:
    def visit(element: Element, row: list[str]) -> None:
        if len(element):
            beyond[depth].append(element)
            _write(row, cell, "".join(element.itertext()), joined)
        else:
            _write(row, cell, element.text, joined)

    return visit


def _group(within: Visit, width: int, cell: int, joined: str) -> Visit:
    nothing = [""] * width

    def visit(element: Element, row: list[str]) -> None:
        said = nothing.copy()
        within(element, said)
        if said != nothing:
            text, before = _together(said), row[cell]
            row[cell] = f"{before}{joined}{text}" if before else text

    return visit


def _onward(table: Table, joined: str, depth: int, beyond: Beyond) -> Visit:
    """To the children, which stand at `depth`: the hot loop."""
    if ANY in table:
        return _anywhere(table, joined, depth, beyond)
    find = {tag: _way(known, joined, depth, beyond) for tag, known in table.items()}.get

    def visit(element: Element, row: list[str]) -> None:
        for child in element:
            way = find(child.tag)
            if way.__class__ is tuple:
                name, by_value, other = way  # type: ignore[misc]
                way = by_value.get(child.get(name), other)
            if way.__class__ is int:
                text = "".join(child.itertext()) if len(child) else child.text
                if text and (text := text.strip()):
                    row[way] = f"{said}{joined}{text}" if (said := row[way]) else text  # type: ignore[index]
            elif way is not None:
                way(child, row)  # type: ignore[operator]
                continue
            if len(child):
                beyond[depth].append(child)

    return visit


def _way(known: list[Step], joined: str, depth: int, beyond: Beyond) -> _Way:
    """What to do with children of one tag."""
    only = known[0] if len(known) == 1 else None
    if only is not None and not only.when:
        plain = len(only.cells) == 1 and not (only.attributes or only.groups or only.inner)
        return only.cells[0] if plain else _visit(only, joined, depth, beyond)
    named = {name for step in known for name, _ in step.when}
    if len(named) == 1 and all(len(step.when) <= 1 for step in known):
        return _chosen(named.pop(), known, joined, depth, beyond)
    return _judged(known, joined, depth, beyond)


def _chosen(name: str, known: list[Step], joined: str, depth: int, beyond: Beyond) -> _Chosen:
    """Paths that one attribute tells apart, or that ask for none."""

    def together(value: str | None) -> Visit:
        taken = [step for step in known if not step.when or step.when[0][1] == value]
        parts = [_visit(step, joined, depth, beyond) for step in taken]
        return parts[0] if len(parts) == 1 else _each(parts)

    values = [step.when[0][1] for step in known if step.when]
    other = together(None) if any(not step.when for step in known) else None
    return name, {value: together(value) for value in values}, other


def _judged(known: list[Step], joined: str, depth: int, beyond: Beyond) -> Visit:
    """Paths of which an element may take several, or that ask for several attributes."""
    ways = [(step.when, _visit(step, joined, depth, beyond)) for step in known]

    def visit(element: Element, row: list[str]) -> None:
        taken = False
        for when, onward in ways:
            if all(element.get(name) == value for name, value in when):
                onward(element, row)
                taken = True
        if not taken and len(element):
            beyond[depth].append(element)

    return visit


def _anywhere(table: Table, joined: str, depth: int, beyond: Beyond) -> Visit:
    """A table with `*`: rare, so each child is asked for its steps."""
    visits = {id(step): _visit(step, joined, depth, beyond) for known in table.values() for step in known}

    def visit(element: Element, row: list[str]) -> None:
        for child in element:
            found = steps(table, child)
            for step in found:
                visits[id(step)](child, row)
            if not found and len(child):
                beyond[depth].append(child)

    return visit


def _together(said: list[str]) -> str:
    """The values of a group, each on one line and without the sign that parts them."""
    whole = _TOGETHER.join(said)
    if "\n" in whole or whole.count(_TOGETHER) >= len(said):
        whole = _TOGETHER.join(" ".join(value.replace(_TOGETHER, " ").split()) for value in said)
    return whole


def _write(row: list[str], cell: int, text: str | None, joined: str) -> None:
    if text and (text := text.strip()):
        row[cell] = f"{row[cell]}{joined}{text}" if row[cell] else text
