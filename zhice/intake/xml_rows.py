"""The rows of an XML file: each row element is built, walked once along the shape's paths, and let go.

The standard library's parser builds the elements, at a speed that handlers of ours could not reach; the limits are
kept beside it: the prolog is judged first (`xml_prolog`), then every element for depth, attributes and texts
(`xml_guard`). What is let go of is let go before the next block is read, so a file of any size fits.
"""

from __future__ import annotations

import codecs
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from xml.parsers import expat

from zhice.intake.format import XmlShape
from zhice.intake.limits import Limits
from zhice.intake.refusals import Place, Refused
from zhice.intake.xml_documents import documents
from zhice.intake.xml_guard import Guard
from zhice.intake.xml_paths import Paths, Step, Table, compile_paths, steps
from zhice.intake.xml_prolog import CHARACTERS, check
from zhice.intake.xml_walk import Beyond, visitor
from zhice.intake.xmls import BLOCK, BY_EXPAT, broken, encoding_of, wrong_encoding
from zhice.kernel.words import Words

_UNDEFINED_ENTITY = expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]


def rows(path: Path, *, shape: XmlShape, limits: Limits) -> Iterator[list[str]]:
    """The rows of an XML file, each a list of cells as `shape.cells` orders them. Raises `Refused`, possibly after
    some rows."""
    reader = Rows(shape, limits)
    with path.open("rb") as file:
        yield from reader.of(file)


class Rows:
    """A shape made ready to read streams."""

    def __init__(self, shape: XmlShape, limits: Limits) -> None:
        self._shape, self._limits = shape, limits
        self.paths: Paths = compile_paths(shape)
        self._walk = _Walk(self.paths)

    def of(self, stream: IO[bytes], *, part: str = "") -> Iterator[list[str]]:
        """The rows of one stream: of its one document, or of all where the shape has many in a file."""
        if not self._shape.documents:
            yield from self._document(lambda: stream.read(BLOCK), part)
            return
        for blocks in documents(stream):
            yield from self._document(lambda blocks=blocks: next(blocks, b""), part)  # type: ignore[misc]

    def _document(self, read: Callable[[], bytes], part: str) -> Iterator[list[str]]:
        opening = read()
        encoding = encoding_of(opening)
        source = _Source(read, opening, encoding)
        block = check(source.next(), source.next, shape=self._shape, part=part)
        building = _Building(self._walk, self._limits, part)
        while block:
            yield from building.feed(block)
            block = source.next()
        yield from building.close()


class _Source:
    """Blocks of a document, turned into UTF-8 where its encoding is one that expat does not speak."""

    def __init__(self, read: Callable[[], bytes], opening: bytes, encoding: str) -> None:
        self._read, self._opening, self._encoding = read, opening, encoding
        self._decoder = None if encoding == BY_EXPAT else codecs.getincrementaldecoder(encoding)()

    def next(self) -> bytes:
        """The next block, empty at the end. Raises `Refused` where the bytes are not in the declared encoding."""
        block = self._taken()
        if self._decoder is None:
            return block
        try:
            while (
                not (text := self._decoder.decode(block, not block)) and block
            ):  # half a character is not the end
                block = self._taken()
        except UnicodeDecodeError as fault:
            raise wrong_encoding(self._encoding) from fault
        return text.encode()

    def _taken(self) -> bytes:
        block, self._opening = self._opening or self._read(), b""
        return block


class _Walk:
    """The paths of a shape, and the function that follows them through a row."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.beyond: Beyond = defaultdict(list)
        self._visit = visitor(paths.row, self.beyond)
        self._nothing = [""] * len(paths.header)

    def row(self, element: Element) -> list[str]:
        row = self._nothing.copy()
        self._visit(element, row)
        return row


def _ways(table: Table, element: Element) -> list[Step]:
    """What an element on the way to the rows is: a row, or else what lies under it."""
    found = steps(table, element)
    return found if len(found) <= 1 else [step for step in found if step.cells][:1] or found


def _let_go(element: Element, at: Step, depth: int, found: list[tuple[Element, Table, int]]) -> None:
    """Into `found`, and out of an element that may still be open: all children but the last, which are closed."""
    found += [(child, at.inner, depth + 1) for child in element[:-1]]
    del element[:-1]
    for last in element:
        for step in _ways(at.inner, last):
            if not step.cells:
                _let_go(last, step, depth + 1, found)


class _Building:
    """One document being built: what is closed and wanted is given as rows, what is closed is let go."""

    def __init__(self, walk: _Walk, limits: Limits, part: str) -> None:
        self._walk, self._part = walk, part
        self._guard = Guard(limits)
        self._text_node = limits.text_node
        self._builder = TreeBuilder()
        self._parser = XMLParser(target=self._builder, encoding=BY_EXPAT)
        self._parser.entity.update(CHARACTERS)
        self._root: Element | None = None

    def feed(self, block: bytes) -> list[list[str]]:
        self._guard.hear(block)
        try:
            self._parser.feed(block)
        except ParseError as fault:
            raise self._fault(fault) from fault
        if self._root is None and (root := self._builder.close()) is not None:
            self._root = self._expected(root)
        found: list[tuple[Element, Table, int]] = []
        if self._root is not None:
            for step in _ways(self._walk.paths.roots, self._root):
                if not step.cells:
                    _let_go(self._root, step, 1, found)
        self._guard.see(self._root, [element for element, _, _ in found])
        return self._rows(found)

    def close(self) -> list[list[str]]:
        try:
            root = self._expected(self._parser.close())
        except ParseError as fault:
            raise self._fault(fault) from fault
        self._guard.see(root, [root])
        return self._rows([(root, self._walk.paths.roots, 1)])

    def _rows(self, closed: list[tuple[Element, Table, int]]) -> list[list[str]]:
        """The rows among and below closed elements, which stand at a depth and may take the steps of a table."""
        rows: list[list[str]] = []
        beyond, base = self._walk.beyond, 0
        for element, table, depth in closed:
            if depth != base:
                self._guard.measure(beyond, base)
                base = depth
            found = _ways(table, element)
            if found and found[0].cells:
                rows.append(self._walk.row(element))
                if self._guard.large and len(max(rows[-1], key=len)) > self._text_node:
                    raise self._guard.too_long()
                continue
            for step in found:
                rows += self._rows([(child, step.inner, depth + 1) for child in element])
            if not found and len(element):
                beyond[0].append(element)
        self._guard.measure(beyond, base)
        return rows

    def _expected(self, root: Element) -> Element:
        if steps(self._walk.paths.roots, root):
            return root
        known = "、".join(sorted(tag.rpartition("}")[2] for tag in self._walk.paths.roots))
        raise Refused(
            "xml_root",
            Words(
                zh=f"XML 的根元素是“{root.tag[:200]}”，应为“{known}”。请检查是否选错了格式。",
                en=f"The XML’s root is “{root.tag[:200]}”, not “{known}”. Is this the right format?",
            ),
        )

    def _fault(self, fault: ParseError) -> Refused:
        if fault.code != _UNDEFINED_ENTITY:
            return broken(expat.errors.messages.get(fault.code, str(fault)), fault.position[0], self._part)
        return Refused(
            "xml_entity",
            Words(
                zh=f"XML 用到了没有定义的实体（{fault}），系统不读取外部定义。请导出不含实体的文件。",
                en=f"The XML uses an entity not defined in it ({fault}), and nothing outside is read. Export it without.",
            ),
            place=Place(row=fault.position[0]),
        )
