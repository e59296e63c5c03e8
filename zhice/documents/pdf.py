"""An official document as PDF, set by typst. Content travels as data: no record's text is markup."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

from zhice.documents.official import Block, OfficialDocument

TEMPLATE = Path(__file__).parent / "official.typ"
# The machine's own Song face is preferred; this package's face is there where the machine has none.
FALLBACK_FACE = "cvttf_NotoSansCJK_Regular"


def write_pdf(document: OfficialDocument) -> bytes:
    """The bytes of the PDF file."""
    content = asdict(document) | {"body": [_block(block) for block in document.body]}
    pages: bytes = typst.compile(
        TEMPLATE.read_bytes(),
        sys_inputs={"document": json.dumps(content, ensure_ascii=False)},
        font_paths=_faces(),
    )
    return pages


def _block(block: Block) -> dict[str, Any]:
    return asdict(block) | {"kind": type(block).__name__.lower()}


def _faces() -> list[Path]:
    found = find_spec(FALLBACK_FACE)
    return [Path(found.origin).parent] if found and found.origin else []
