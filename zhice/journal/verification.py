"""Is the journal what was written? `verify()` answers, and names the first event that is not.

`examine()` is the pure part: events in order, lines of the checkpoint file, the public key. It keeps nothing but the last
event, so a journal of any length streams through.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import chain as joined
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import transaction

from zhice.journal import checkpoints, keys
from zhice.journal.canonical import ALGORITHMS
from zhice.journal.chain import START
from zhice.journal.checkpoint_file import Anchors, FileFault, read_anchors
from zhice.journal.reading import stored_events
from zhice.kernel.words import Words


class Row(NamedTuple):
    """What of an event is examined. `at` in seconds; `agrees`: every readable column says what `body` says."""

    seq: int
    body: str
    previous: str
    hash: str
    at: float
    anchor: str
    algorithm: str
    agrees: bool


class Fault(Enum):
    CHANGED = Words(zh="内容被改动", en="changed")
    COLUMN = Words(zh="可读列与原文不符", en="a readable column differs from the hashed text")
    REMOVED = Words(zh="被删除", en="removed")
    INSERTED = Words(zh="被插入", en="inserted")
    REORDERED = Words(zh="顺序被调换", en="reordered")
    REPEATED = Words(zh="重复", en="repeated")
    TRUNCATED = Words(zh="末尾被截去", en="the end was cut off")
    REWRITTEN = Words(zh="自此被整段改写", en="rewritten from here on")
    CLOCK = Words(zh="时间早于前一条", en="earlier than the event before it")
    ANCHOR = Words(zh="所依据的检查点已不在文件中", en="names a checkpoint that is no longer in the file")
    CHECKPOINT = Words(zh="检查点文件被改动", en="the checkpoint file was tampered with")
    SIGNATURE = Words(zh="检查点签名不符", en="a checkpoint's signature is wrong")
    MISSING_CHECKPOINTS = Words(zh="检查点文件缺失", en="the checkpoint file is missing")


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """`first_bad` is the number of the first event that is not as written; `fault` says what is wrong with it.

    `events` counts what was examined, `covered` is the last event a checkpoint vouches for; what follows it is only
    chained. `line` names the line of the checkpoint file where the fault lies there.
    """

    events: int
    checkpoints: int
    covered: int
    first_bad: int | None = None
    fault: Fault | None = None
    line: int | None = None
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        return self.fault is None

    @property
    def words(self) -> Words:
        if self.fault is None:
            return Words(
                zh="完好：{n} 条日志，{c} 个检查点，已签到第 {s} 条。",
                en="Intact: {n} events, {c} checkpoints, signed up to event {s}.",
            ).fill(n=self.events, c=self.checkpoints, s=self.covered)
        if self.line is not None:
            return Words(
                zh="检查点文件第 {line} 行：{fault}。自第 {seq} 条日志起不能证明。",
                en="Line {line} of the checkpoint file: {fault}. From event {seq} on nothing is proven.",
            ).fill(line=self.line, fault=self.fault.value, seq=self.first_bad)
        return Words(zh="第 {seq} 条日志：{fault}。", en="Event {seq}: {fault}.").fill(
            seq=self.first_bad, fault=self.fault.value
        )


def verify(*, public_key: Ed25519PublicKey | None = None, lines: Sequence[str] | None = None) -> Verdict:
    """Stream the whole journal against the checkpoint file; whoever calls must be allowed to read all events.

    `public_key`: the copy you kept; else keys/journal.pub, which only proves that file and signatures belong together.
    """
    began = time.perf_counter()
    place = checkpoints.file()
    with transaction.atomic():
        events = stored_events()
        first = next(events, None)
        if lines is None:
            # what follows the last line break was torn by a power cut and never acknowledged
            lines = place.read_text("utf-8").split("\n")[:-1] if place.exists() else []
        if first is None and not lines:
            return Verdict(events=0, checkpoints=0, covered=0)
        if not lines:
            return Verdict(events=0, checkpoints=0, covered=0, first_bad=1, fault=Fault.MISSING_CHECKPOINTS)
        rows = joined([first], events) if first else ()
        verdict = examine(rows, lines, public_key=public_key or keys.public_key())
    return replace(verdict, seconds=time.perf_counter() - began)


def examine(events: Iterable[Row], lines: Sequence[str], *, public_key: Ed25519PublicKey) -> Verdict:
    """The pure part of `verify`; `events` in the order of the table, `lines` as they stand in the checkpoint file."""
    try:
        anchors = read_anchors(lines, public_key=public_key)
    except FileFault as fault:
        anchors = fault.before
        found = _walk(events, anchors)
        if found.ok or (found.first_bad or 0) > anchors.covered:
            kind = Fault.SIGNATURE if fault.signature else Fault.CHECKPOINT
            return replace(found, first_bad=anchors.covered + 1, fault=kind, line=fault.line)
        return found
    return _walk(events, anchors)


def _walk(events: Iterable[tuple[Any, ...]], anchors: Anchors) -> Verdict:
    """The loop is written out: it runs once per event, at some hundred thousand events a second."""
    links, known = anchors.links, anchors.digests
    digits, covered = checkpoints.DIGITS, anchors.covered
    sha256, seq, previous, at, anchor = hashlib.sha256, 0, START, 0.0, ""
    rows = iter(events)
    for row in rows:
        number, body, named, found, moment, names, algorithm, agrees = row
        seq += 1
        text = named + body
        true = sha256(text.encode()).hexdigest() if algorithm == "sha256" else _hash(algorithm, text)
        if (
            number != seq
            or named != previous
            or found != true
            or (seq <= covered and found[:digits] != links[(seq - 1) * digits : seq * digits])
        ):
            return _verdict(seq, anchors, _why(row, next(rows, None), seq, previous, anchors))
        if moment < at or not agrees:
            return _verdict(seq, anchors, Fault.COLUMN if not agrees else Fault.CLOCK)
        if names != anchor and known.get(names, seq) >= seq:
            return _verdict(seq, anchors, Fault.ANCHOR)
        if seq in anchors.heads and anchors.heads[seq] != found:
            return _verdict(seq, anchors, Fault.REWRITTEN)
        previous, at, anchor = found, moment, names
    if seq < covered:
        return _verdict(seq + 1, anchors, Fault.TRUNCATED)
    return Verdict(events=seq, checkpoints=len(anchors.heads), covered=covered)


def _verdict(seq: int, anchors: Anchors, fault: Fault) -> Verdict:
    return Verdict(
        events=seq - 1, checkpoints=len(anchors.heads), covered=anchors.covered, first_bad=seq, fault=fault
    )


def _why(
    bad: tuple[Any, ...], after: tuple[Any, ...] | None, seq: int, previous: str, anchors: Anchors
) -> Fault:
    """What happened at `seq`, judged by this event, the next one and what the checkpoints remember."""
    row, following = Row(*bad), Row(*after) if after is not None else None
    if row.seq < seq:
        return Fault.REPEATED
    if row.seq > seq:
        return Fault.REORDERED if following is not None and following.seq < row.seq else Fault.REMOVED
    if row.previous == previous and row.hash == _hash(row.algorithm, row.previous + row.body):
        return Fault.REWRITTEN  # a sound chain, but not the one that was signed
    return _displaced(row, following, now=anchors.link(seq), after=anchors.link(seq + 1))


def _displaced(row: Row, following: Row | None, *, now: str, after: str) -> Fault:
    """`now` and `after`: how the hashes signed for this place and the next begin, "" where nothing is signed."""
    nearby = following.hash[: checkpoints.DIGITS] if following is not None else ""
    own = row.hash[: checkpoints.DIGITS]
    if after and own == after:
        return Fault.REORDERED if nearby == now else Fault.REMOVED  # swapped, or the next one moved up
    if now and own != now and nearby == now:
        return Fault.INSERTED  # the true event comes after it
    return Fault.CHANGED


def _hash(algorithm: str, text: str) -> str:
    """An algorithm nobody knows gives no hash, so that the event counts as changed."""
    return hashlib.new(algorithm, text.encode()).hexdigest() if algorithm in ALGORITHMS else ""
