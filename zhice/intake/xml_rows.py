"""The rows of an XML file: each row element is built, walked once along the shape's paths, and let go.

The standard library's parser builds the elements, at a speed that handlers of ours could not reach; the limits are
kept beside it: the prolog is judged first (`xml_prolog`), and after every block how deep the file is open, how long a
tag grows, how long a text. What is let go of is let go before the next block is read, so a file of any size fits.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from xml.parsers import expat

from zhice.intake.format import XmlShape
from zhice.intake.limits import Limits
from zhice.intake.refusals import Place, Refused
from zhice.intake.xml_documents import documents
from zhice.intake.xml_paths import Paths, Step, compile_paths, fill, steps
from zhice.intake.xml_prolog import CHARACTERS, check
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
        block = check(source.next(), source.next, shape=self._shape, encoding=encoding, part=part)
        building = _Building(self.paths, self._limits, encoding, part)
        while block:
            yield from building.feed(block)
            block = source.next()
        yield from building.close()


class _Source:
    """Blocks of a document, turned into UTF-8 where its encoding is one that expat does not speak."""

    def __init__(self, read: Callable[[], bytes], opening: bytes, encoding: str) -> None:
        self._read, self._opening, self._encoding = read, opening, encoding
        self._decoder = None if encoding in BY_EXPAT else codecs.getincrementaldecoder(encoding)()

    def next(self) -> bytes:
        """The next block, empty at the end. Raises `Refused` where the bytes are not in the declared encoding."""
        block, self._opening = self._opening or self._read(), b""
        if self._decoder is None:
            return block
        try:
            return self._decoder.decode(block, not block).encode()
        except UnicodeDecodeError as fault:
            raise wrong_encoding(self._encoding) from fault


class _Building:
    """One document being built: what is closed and wanted is given as rows, what is closed is let go."""

    def __init__(self, paths: Paths, limits: Limits, encoding: str, part: str) -> None:
        self._paths, self._limits, self._part = paths, limits, part
        self._builder = TreeBuilder()
        self._parser = XMLParser(target=self._builder, encoding=None if encoding in BY_EXPAT else "utf-8")
        self._parser.entity.update(CHARACTERS)
        self._root: Element | None = None
        self._tail, self._text = b"", 0

    def feed(self, block: bytes) -> Iterator[list[str]]:
        self._long(block)
        try:
            self._parser.feed(block)
        except ParseError as fault:
            raise self._fault(fault) from fault
        if self._root is None and (root := self._builder.close()) is not None:
            self._root = self._expected(root)
        if self._root is not None:
            self._deep(self._root)
            for step in steps(self._paths.roots, self._root):
                if not step.cells:
                    yield from self._opened(self._root, step)

    def close(self) -> Iterator[list[str]]:
        try:
            root = self._expected(self._parser.close())
        except ParseError as fault:
            raise self._fault(fault) from fault
        for step in steps(self._paths.roots, root):
            yield from self._closed(root, step)

    def _opened(self, element: Element, at: Step) -> Iterator[list[str]]:
        """Rows among the children of an element that may still be open: all but the last are closed."""
        closed = element[:-1]
        del element[:-1]
        for child in closed:
            for step in steps(at.inner, child):
                yield from self._closed(child, step)
        for last in element:
            for step in steps(at.inner, last):
                if not step.cells:
                    yield from self._opened(last, step)

    def _closed(self, element: Element, at: Step) -> Iterator[list[str]]:
        if at.cells:
            row = [""] * len(self._paths.header)
            fill(element, self._paths.row, row)
            if len(max(row, key=len)) > self._limits.text_node:
                raise self._too_long()
            yield row
            return
        for child in element:
            for step in steps(at.inner, child):
                yield from self._closed(child, step)

    def _expected(self, root: Element) -> Element:
        if any(True for _ in steps(self._paths.roots, root)):
            return root
        known = "、".join(sorted(tag.rpartition("}")[2] for tag in self._paths.roots))
        raise Refused(
            "xml_root",
            Words(
                zh=f"XML 的根元素是“{root.tag[:200]}”，应为“{known}”。请检查是否选错了格式。",
                en=f"The XML’s root is “{root.tag[:200]}”, not “{known}”. Is this the right format?",
            ),
        )

    def _deep(self, element: Element) -> None:
        depth = 1
        while len(element):
            element, depth = element[-1], depth + 1
            if depth > self._limits.depth:
                raise Refused(
                    "xml_depth",
                    Words(
                        zh=f"XML 嵌套超过 {self._limits.depth} 层。",
                        en=f"The XML is nested more than {self._limits.depth} deep.",
                    ),
                )

    def _long(self, block: bytes) -> None:
        """A text or a tag that goes on over many blocks is stopped before the parser has gathered it."""
        if b"<" not in block and b">" not in block:
            self._text += len(block.decode("utf-8", "ignore"))
            self._tail += block if self._tail else b""
            if not self._tail and self._text > self._limits.text_node:
                raise self._too_long()
        else:
            self._text = 0
            self._tail = self._tail + block if self._tail and b">" not in block else b""
            if (at := block.rfind(b"<")) > block.rfind(b">"):
                self._tail = block[at:]
        named = self._tail.count(b"=") if not self._tail.startswith((b"<!", b"<?")) else 0
        if named > self._limits.attributes and len(self._tail) > BLOCK:
            raise self._too_many(named)

    def _too_many(self, attributes: int) -> Refused:
        return Refused(
            "xml_attributes",
            Words(
                zh=f"XML 的一个元素有 {attributes} 个以上的属性，超过上限 {self._limits.attributes}。",
                en=f"One XML element has {attributes} attributes or more; the limit is {self._limits.attributes}.",
            ),
        )

    def _too_long(self) -> Refused:
        return Refused(
            "xml_text",
            Words(
                zh=f"XML 的一段文字超过 {self._limits.text_node} 个字符。",
                en=f"One text in the XML is longer than {self._limits.text_node} characters.",
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
