"""What stands before a document's root: the one place where a doctype may stand, and so every entity trick.

Expat itself reads it, with our ear at every declaration. A doctype passes only where the shape expects it; what it
names outside of the file is never fetched, and a parsed entity that it declares refuses the file. Declarations of
pictures (`NDATA`), elements and attributes are of no harm and say nothing to us.
"""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase
from html.entities import html5
from xml.parsers import expat

from zhice.intake.format import XmlShape
from zhice.intake.refusals import Place, Refused
from zhice.intake.xmls import BY_EXPAT, broken
from zhice.kernel.words import Words

LONGEST = 4 << 20
"""Bytes before the root; honest files have some hundred, one of 400 pictures 40,000."""

CHARACTERS = {name.removesuffix(";"): text for name, text in html5.items() if name.endswith(";")}
_GREEK = "a b g d e z ee th i k l m n x o p r sf s t u ph kh ps oh".split()  # noqa: SIM905 - ISO 8879 Greek 1
CHARACTERS |= {f"{name}gr": chr(0x3B1 + at) for at, name in enumerate(_GREEK)}
CHARACTERS |= {f"{name.capitalize()}gr": chr(0x391 + at) for at, name in enumerate(_GREEK) if name != "sf"}
CHARACTERS |= {"EEgr": "Η", "THgr": "Θ", "PHgr": "Φ", "KHgr": "Χ", "PSgr": "Ψ", "OHgr": "Ω"}
"""Characters that old documents write as `&aring;` and leave to a DTD that we do not fetch."""


class _RootReached(Exception):
    """Not a fault: the prolog is over."""


def check(opening: bytes, more: Callable[[], bytes], *, shape: XmlShape, part: str) -> bytes:
    """Read from `opening`, and as needed from `more()`, until the root begins; all bytes read so far, as they came.

    Raises `Refused` for a doctype that is not expected, an entity, a prolog without end.
    """
    parser = expat.ParserCreate(BY_EXPAT)
    _Ear(parser, shape)
    block = read = opening
    try:
        while block and len(read) <= LONGEST:
            parser.Parse(block, False)
            block = more()
            read += block
    except _RootReached:
        return read
    except expat.ExpatError as fault:
        raise broken(expat.errors.messages[fault.code], fault.lineno, part) from fault
    if len(read) > LONGEST:
        raise Refused(
            "xml_prolog",
            Words(zh="XML 在根元素之前的内容过长。", en="The XML has too much before its root."),
        )
    return read


class _Ear:
    def __init__(self, parser: expat.XMLParserType, shape: XmlShape) -> None:
        self._parser, self._shape = parser, shape
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.StartElementHandler = self._root

    def _root(self, *_: object) -> None:
        raise _RootReached

    def _doctype(self, name: str, system: str | None, public: str | None, _: bool) -> None:
        said = [one for one in (system, public) if one] or [name]
        if any(fnmatchcase(one, allowed) for one in said for allowed in self._shape.doctypes):
            return
        raise self._refused(
            "xml_doctype",
            Words(
                zh="XML 含有这种格式没有的文档类型声明（DOCTYPE），可能夹带实体攻击，不予接受。"
                "请导出不带 DOCTYPE 的文件，或检查是否选错了格式。",
                en="The XML has a doctype that this format does not know and that may carry entity attacks. Export "
                "it without a doctype, or choose the right format.",
            ),
        )

    def _entity(self, name: str, *about: object) -> None:
        if about[-1]:  # a notation: the name of a picture, which nobody reads
            return
        raise self._refused(
            "xml_entity",
            Words(
                zh=f"XML 声明了实体“{name[:40]}”，系统不展开实体。请导出不含实体声明的文件。",
                en=f"The XML declares the entity “{name[:40]}”, and no entity is expanded. Export it without.",
            ),
        )

    def _refused(self, code: str, reason: Words) -> Refused:
        return Refused(code, reason, place=Place(row=self._parser.CurrentLineNumber))
