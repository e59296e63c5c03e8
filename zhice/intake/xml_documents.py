"""Files that hold many documents: offices concatenate a week's publications, each with its own `<?xml …?>`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from zhice.intake.xmls import BLOCK

_MARK = b"\n<?xml "
"""At the beginning of a line. Inside a document no parser would take it."""


def documents(stream: IO[bytes]) -> Iterator[Iterator[bytes]]:
    """For each document the blocks of its bytes; draw them all before the next document."""
    cut = _Cut(stream)
    while cut.more():
        yield cut.document()


class _Cut:
    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._held, self._ended = stream, b"", False

    def more(self) -> bool:
        """Whether another document begins: something other than spaces is left."""
        while not self._held.strip() and not self._ended:
            self._read()
        return bool(self._held.strip())

    def document(self) -> Iterator[bytes]:
        while True:
            at = self._held.find(_MARK)
            if at >= 0:
                ending, self._held = self._held[:at], self._held[at + 1 :]
                if ending:
                    yield ending
                return
            if self._ended:
                rest, self._held = self._held, b""
                if rest:
                    yield rest
                return
            sure = len(self._held) - len(_MARK) + 1  # a mark may be cut in two by the end of the block
            if sure > 0:
                ready, self._held = self._held[:sure], self._held[sure:]
                yield ready
            self._read()

    def _read(self) -> None:
        block = self._stream.read(BLOCK)
        self._ended = not block
        self._held += block
