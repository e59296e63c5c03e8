"""XML is heard as a stream: no doctype, no entity, no depth, no size takes us by surprise.

Expat is the standard library's own parser. `walk` adds what it does not refuse by itself: any doctype (and with it
every entity trick), depth, number of attributes, long text, encodings other than the four we accept. XInclude,
stylesheets and schema locations are plain markup here: nothing is ever fetched. Rows are read by `xml_rows`.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import IO, Protocol
from xml.parsers import expat

from zhice.intake.limits import Limits
from zhice.intake.refusals import Place, Refused
from zhice.kernel.words import Words

BLOCK = 1 << 14
"""Small: what is built of a block is read again while it still lies in the processor's cache."""
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")
_ENCODINGS = {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "gb2312", "ascii"}
BY_EXPAT = "utf-8"
"""All that expat is ever handed, and told, whatever the document declares: what else we read is turned into it first."""


class Hearer(Protocol):
    """What a reader wants to hear; names are `{namespace}name` or `name`."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


def walk(stream: IO[bytes], hearer: Hearer, *, limits: Limits, part: str = "") -> None:
    """Feed `stream` through expat to `hearer` under the limits. Raises `Refused`; what the hearer raises
    passes.
    """
    opening = stream.read(BLOCK)
    encoding = encoding_of(opening)
    parser = expat.ParserCreate(BY_EXPAT, namespace_separator="}")
    _Guard(parser, hearer, limits)
    decoder = codecs.getincrementaldecoder(encoding)() if encoding != BY_EXPAT else None
    block = opening
    try:
        while block:
            _feed(parser, block, decoder)
            block = stream.read(BLOCK)
        if decoder is not None:
            decoder.decode(b"", True)
        parser.Parse(b"", True)
    except expat.ExpatError as fault:
        raise broken(expat.errors.messages[fault.code], fault.lineno, part) from fault
    except UnicodeDecodeError as fault:
        raise wrong_encoding(encoding) from fault


def _feed(parser: expat.XMLParserType, block: bytes, decoder: codecs.IncrementalDecoder | None) -> None:
    if decoder is None:
        parser.Parse(block, False)
    else:  # the declaration names an encoding that expat does not speak: hand it UTF-8 instead
        parser.Parse(decoder.decode(block).encode("utf-8"), False)


def encoding_of(opening: bytes) -> str:
    if opening.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"\x00\x00\x00<", b"<\x00\x00\x00")):
        raise _unknown_encoding("UTF-32")
    if opening.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if opening.startswith((b"<\x00", b"\x00<")):
        raise _unknown_encoding("UTF-16 without a byte order mark")
    declared = _DECLARED.match(opening.removeprefix(b"\xef\xbb\xbf").lstrip())
    if declared is None:
        return "utf-8"
    name = declared.group(1)[:60].decode("ascii", "replace")
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        raise _unknown_encoding(name) from None
    if found not in _ENCODINGS or found.startswith("utf-16"):
        raise _unknown_encoding(name)
    return "gb18030" if found in ("gbk", "gb2312") else found


class _Guard:
    """Between expat and the hearer: counts, and refuses."""

    def __init__(self, parser: expat.XMLParserType, hearer: Hearer, limits: Limits) -> None:
        self._parser, self._hearer, self._limits = parser, hearer, limits
        self._depth, self._length = 0, 0
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def _doctype(self, *_: object) -> None:
        raise self._refused(
            "xml_doctype",
            Words(
                zh="XML 含有文档类型声明（DOCTYPE），可能夹带实体攻击，不予接受。请导出不带 DOCTYPE 的文件。",
                en="The XML has a doctype, which may carry entity attacks. Export it without a doctype.",
            ),
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._length = 0
        if self._depth > self._limits.depth:
            raise self._refused(
                "xml_depth",
                Words(
                    zh=f"XML 嵌套超过 {self._limits.depth} 层。",
                    en=f"The XML is nested more than {self._limits.depth} deep.",
                ),
            )
        if len(attributes) > self._limits.attributes:
            raise self._refused(
                "xml_attributes",
                Words(
                    zh=f"XML 的一个元素有 {len(attributes)} 个属性，超过上限 {self._limits.attributes}。",
                    en=f"One XML element has {len(attributes)} attributes; the limit is "
                    f"{self._limits.attributes}.",
                ),
            )
        if "}" in "".join(attributes):
            attributes = {_name(attribute): value for attribute, value in attributes.items()}
        self._hearer.start(_name(name), attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._length = 0
        self._hearer.end(_name(name))

    def _text(self, text: str) -> None:
        self._length += len(text)
        if self._length > self._limits.text_node:
            raise self._refused(
                "xml_text",
                Words(
                    zh=f"XML 的一段文字超过 {self._limits.text_node} 个字符。",
                    en=f"One text in the XML is longer than {self._limits.text_node} characters.",
                ),
            )
        self._hearer.text(text)

    def _refused(self, code: str, reason: Words) -> Refused:
        return Refused(code, reason, place=Place(row=self._parser.CurrentLineNumber))


def _name(name: str) -> str:
    return "{" + name if "}" in name else name


class _Deaf:
    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


def judge(path: Path, *, limits: Limits) -> None:
    """Read the whole file for its dangers alone; raises `Refused`."""
    with path.open("rb") as file:
        walk(file, _Deaf(), limits=limits)


def broken(what: str, line: int, part: str) -> Refused:
    inside = f"（{part}）" if part else ""
    return Refused(
        "xml_broken",
        Words(
            zh=f"XML{inside}不完整或不合语法（{what}）。请重新导出或重新上传。",
            en=f"The XML{f' in {part}' if part else ''} is cut off or not well formed ({what}). Export it "
            f"anew.",
        ),
        place=Place(row=line),
    )


def _unknown_encoding(name: str) -> Refused:
    return Refused(
        "xml_encoding",
        Words(
            zh=f"XML 声明的编码“{name}”不受支持，请改用 UTF-8。",
            en=f"The XML’s encoding “{name}” is not one we read; use UTF-8.",
        ),
    )


def wrong_encoding(name: str) -> Refused:
    return Refused(
        "xml_encoding",
        Words(
            zh=f"XML 的内容与声明的编码“{name}”不符，请以 UTF-8 重新导出。",
            en=f"The XML’s content is not in the encoding it declares, “{name}”; export it in UTF-8.",
        ),
    )
