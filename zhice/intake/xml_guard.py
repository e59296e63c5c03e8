"""What stands between an XML document and the rows made of it: depth, attributes and texts, none of which can be passed.

Depth is counted to the last element: the walk hands over every branch that it does not go into, and these are gone
down level by level in C. A tag with too many attributes, or a text too long, needs more bytes without a “<”, or more
bytes of a row, than honest rows have: only where there are so many is every element looked at, exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from xml.etree.ElementTree import Element

from zhice.intake.limits import Limits
from zhice.intake.refusals import Refused
from zhice.intake.xml_walk import Beyond
from zhice.intake.xmls import BLOCK
from zhice.kernel.words import Words

_LEAST = 5
"""Bytes of an attribute: a space, a letter, “=”, two quotation marks."""


class Guard:
    """Beside one document: `hear` every block before the parser does, `see` all that was closed in it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._window = _LEAST * limits.attributes
        self._tail, self._text = b"", 0
        self._equals = 0  # signs “=” since the last “<”
        self._held = 0  # bytes since the last element was let go
        self._block = 0
        self._crowded = self._was_crowded = False
        self.large = False
        """Whether what the last block closed may hold a text that is too long, taken together."""

    def hear(self, block: bytes) -> None:
        """A text or a tag that goes on over many blocks is stopped before the parser has gathered it."""
        self._long(block)
        self._block = len(block)
        self._held += self._block
        self._crowded = self._crowds(block)
        self._was_crowded |= self._crowded

    def see(self, open_at: Element | None, closed: Sequence[Element]) -> None:
        """Every element that is let go after the last block, with all in it; and the way to what is still open."""
        self.large = self._held > self._limits.text_node
        if closed:
            if self._was_crowded or self.large:
                self._look(closed)
            self._held, self._was_crowded = self._block, self._crowded  # what is open now began in this block
        depth = 1
        while open_at is not None:
            if depth > self._limits.depth:
                raise self._too_deep()
            self._fits(open_at)
            open_at, depth = (open_at[-1] if len(open_at) else None), depth + 1

    def measure(self, beyond: Beyond, depth: int) -> None:
        """Go down the branches that a row at `depth` has beyond its paths, and forget them."""
        level, deepest = 0, max(beyond, default=0)
        elements: list[Element] = []
        while elements or level <= deepest:
            elements += beyond.pop(level, ())
            if elements and depth + level >= self._limits.depth:
                raise self._too_deep()  # they have children
            elements = list(filter(len, chain.from_iterable(elements)))
            level += 1

    def _look(self, closed: Sequence[Element]) -> None:
        for element in chain.from_iterable(one.iter() for one in closed):
            self._fits(element)

    def _fits(self, element: Element) -> None:
        if (attributes := len(element.keys())) > self._limits.attributes:
            raise self._too_many(attributes)
        if max(len(element.text or ""), len(element.tail or "")) > self._limits.text_node:
            raise self.too_long()

    def _crowds(self, block: bytes) -> bool:
        """Whether more “=” stand between a “<” and the next than an element may have attributes. Looks only where so
        many have room."""
        most, window, size = self._limits.attributes, self._window, len(block)
        end = block.find(b"<")
        self._equals += block.count(b"=", 0, end if end >= 0 else size)
        found = self._equals > most
        at = end + 1
        while end >= 0:
            last = block.rfind(b"<", at, at + window)
            if last >= 0:
                at = last + 1
                continue
            end = block.find(b"<", at + window)
            self._equals = block.count(b"=", at, end if end >= 0 else size)
            found |= self._equals > most
            at = end + 1
        return found

    def _long(self, block: bytes) -> None:
        if b"<" not in block and b">" not in block:
            self._text += len(block.decode("utf-8", "ignore"))
            self._tail += block if self._tail else b""
            if not self._tail and self._text > self._limits.text_node:
                raise self.too_long()
        else:
            self._text = 0
            self._tail = self._tail + block if self._tail and b">" not in block else b""
            if (at := block.rfind(b"<")) > block.rfind(b">"):
                self._tail = block[at:]
        named = self._tail.count(b"=") if not self._tail.startswith((b"<!", b"<?")) else 0
        if named > self._limits.attributes and len(self._tail) > BLOCK:
            raise self._too_many(named)

    def _too_deep(self) -> Refused:
        return Refused(
            "xml_depth",
            Words(
                zh=f"XML 嵌套超过 {self._limits.depth} 层。",
                en=f"The XML is nested more than {self._limits.depth} deep.",
            ),
        )

    def _too_many(self, attributes: int) -> Refused:
        return Refused(
            "xml_attributes",
            Words(
                zh=f"XML 的一个元素有 {attributes} 个以上的属性，超过上限 {self._limits.attributes}。",
                en=f"One XML element has {attributes} attributes or more; the limit is {self._limits.attributes}.",
            ),
        )

    def too_long(self) -> Refused:
        return Refused(
            "xml_text",
            Words(
                zh=f"XML 的一段文字超过 {self._limits.text_node} 个字符。",
                en=f"One text in the XML is longer than {self._limits.text_node} characters.",
            ),
        )
