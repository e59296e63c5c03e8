"""Reading the checkpoint file as a proof: every line signed, chained to the one before it, moving forward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from zhice.journal import checkpoints, keys
from zhice.journal.checkpoints import Checkpoint


@dataclass(frozen=True, kw_only=True)
class Anchors:
    """What the checkpoints vouch for.

    `heads`: hash of the event at each checkpoint; `links`: the first digits of every event's hash, one after another;
    `digests`: digest of each line → the last event it covers ("" , no checkpoint yet, covers 0).
    """

    heads: Mapping[int, str] = field(default_factory=dict)
    links: str = ""
    digests: Mapping[str, int] = field(default_factory=lambda: {"": 0})
    covered: int = 0

    def link(self, seq: int) -> str:
        """The first digits of the hash of event `seq`, "" beyond the last checkpoint."""
        return self.links[(seq - 1) * checkpoints.DIGITS : seq * checkpoints.DIGITS]


class FileFault(Exception):
    """Line `line` is not as written; `before` is what the lines above it vouch for. Internal to the verification."""

    def __init__(self, *, line: int, signature: bool, before: Anchors) -> None:
        super().__init__(line)
        self.line, self.signature, self.before = line, signature, before


def read_anchors(lines: Sequence[str], *, public_key: Ed25519PublicKey) -> Anchors:
    """All lines, checked; raises FileFault at the first bad one."""
    heads: dict[int, str] = {}
    digests: dict[str, int] = {"": 0}
    links: list[str] = []
    previous, covered = checkpoints.START, 0
    name = keys.fingerprint(public_key)
    for number, line in enumerate(lines, start=1):
        point = _read(line)
        continues = (
            point is not None
            and point.previous == previous
            and point.seq > covered
            and point.count == point.seq
            and len(point.links) == (point.seq - covered) * checkpoints.DIGITS
            and point.line() == line
        )
        signed = point is not None and point.key == name and _is_signed(point, public_key)
        if point is None or not continues or not signed:
            before = Anchors(heads=heads, links="".join(links), digests=digests, covered=covered)
            raise FileFault(line=number, signature=point is not None and not signed, before=before)
        heads[point.seq], digests[point.digest] = point.hash, point.seq
        links.append(point.links)
        previous, covered = point.digest, point.seq
    return Anchors(heads=heads, links="".join(links), digests=digests, covered=covered)


def _read(line: str) -> Checkpoint | None:
    try:
        return checkpoints.read_line(line)
    except (ValueError, KeyError, TypeError):
        return None


def _is_signed(point: Checkpoint, public_key: Ed25519PublicKey) -> bool:
    try:
        public_key.verify(bytes.fromhex(point.signature), point.signed)
    except (InvalidSignature, ValueError):
        return False
    return True
