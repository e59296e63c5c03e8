"""The index: entries in, keys out. One writer at a time; a reader sees the last commit that it has looked for."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import rjieba
import tantivy

from zhice.search.engine import grams, numbers, sounds
from zhice.search.engine.normal import Signs, signs_of

VERSION = "1"  # of the schema: an index of another version is built anew
HEAP = 60_000_000  # bytes a writer gathers before it writes a segment
BULK_HEAP = 1_600_000_000  # for a new index: few segments, little merging
APART = ("text", "people", "place")  # cut into pairs on their own; the index's `text` holds the name, too
GRAMS = ("name", *APART)
PARTS = 32  # so many parts of the index, by chance, are asked one at a time for what stands nearly everywhere
_PART_NAMES = [str(part) for part in range(PARTS)]
_KIND_BITS, _PK_BITS = 20, 40


class Entry(NamedTuple):
    """One record as it is found. `people`: personal names, found only by whom names are not masked for."""

    kind: str
    pk: int
    name: str = ""
    people: str = ""
    text: str = ""
    numbers: tuple[str, ...] = ()
    ipc: tuple[str, ...] = ()  # canonical symbols
    region: str = ""  # six digits
    place: str = ""  # names of the region and those above it
    year: int | None = None
    heard: str = ""  # a name that is also found by its sound
    people_heard: str = ""


def key_of(kind: str, pk: int) -> int:
    """The record's one number in the index."""
    return _number_of(kind) << _PK_BITS | pk


@lru_cache(maxsize=1_000)
def _number_of(kind: str) -> int:
    return zlib.crc32(kind.encode()) & ((1 << _KIND_BITS) - 1)


def pk_of(key: int) -> int:
    return key & ((1 << _PK_BITS) - 1)


def kind_number(key: int) -> int:
    return key >> _PK_BITS


def schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", indexed=True, fast=True, stored=False)
    for name in ("kind", "section", "region"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_unsigned_field("year", indexed=True, fast=True, stored=False)
    for name in GRAMS:  # pairs of signs, with places: exact
        builder.add_text_field(name, tokenizer_name="tokens", index_option="position")
    builder.add_text_field("words", tokenizer_name="tokens", index_option="freq")
    for name in ("number", "ipc", "regions", "sound", "people_sound", "part"):
        builder.add_text_field(name, tokenizer_name="tokens", index_option="basic")
    return builder.build()


def _registered(index: Any) -> Any:
    tokens = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("tokens", tokens)
    return index


class Writer:
    """Puts entries in and takes them out; nothing is seen before `commit`."""

    def __init__(self, path: Path, *, heap: int = HEAP, threads: int = 1) -> None:
        new = not (path / "meta.json").exists()
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        index = tantivy.Index(schema(), path=str(path)) if new else tantivy.Index.open(str(path))
        self.index = _registered(index)
        self.writer = self.index.writer(heap_size=heap, num_threads=threads)

    def put(self, entries: Sequence[Entry], *, fresh: bool = False) -> None:
        """Each entry in place of the one with its key; `fresh`: there is none yet."""
        if not fresh:
            self.drop(key_of(entry.kind, entry.pk) for entry in entries)
        if not entries:
            return
        names = signs_of([entry.name for entry in entries])
        cut = (grams.cut(names), *(_cut([getattr(e, field) for e in entries]) for field in APART))
        for entry, said, name, text, people, place in zip(entries, words(names), *cut, strict=True):
            document = tantivy.Document()
            document.add_unsigned("key", key_of(entry.kind, entry.pk))
            document.add_text("kind", entry.kind)
            document.add_text("part", _PART_NAMES[entry.pk * 2_654_435_761 % 2**32 % PARTS])
            document.add_text("text", f"{name} {grams.BREAK} {text}" if name and text else name or text)
            if name:
                document.add_text("name", name)
                document.add_text("words", said)
            if people:
                document.add_text("people", people)
            if place:
                document.add_text("place", place)
            _add_further(document, entry)
            self.writer.add_document(document)

    def drop(self, keys: Iterable[int]) -> None:
        # deleting by term does nothing where the field holds numbers; by query it does
        self.writer.delete_documents_by_query(
            tantivy.Query.term_set_query(self.index.schema, "key", list(keys))
        )

    def commit(self) -> None:
        self.writer.commit()

    def close(self) -> None:
        self.writer.wait_merging_threads()


def _cut(texts: list[str]) -> list[str]:
    return grams.many(texts) if any(texts) else texts


def _add_further(document: Any, entry: Entry) -> None:
    """What is not cut into pairs."""
    if entry.heard:
        document.add_text("sound", " ".join(sounds.tokens(entry.heard)))
    if entry.people_heard:
        document.add_text("people_sound", " ".join(sounds.tokens(entry.people_heard)))
    if entry.numbers:
        document.add_text("number", " ".join(form for each in entry.numbers for form in numbers.forms(each)))
    if entry.ipc:
        document.add_text(
            "ipc", " ".join(dict.fromkeys(step for each in entry.ipc for step in ipc_steps(each)))
        )
        document.add_text("section", entry.ipc[0][:1])
    if entry.region:
        document.add_text("region", entry.region)
        document.add_text("regions", f"{entry.region[:2]} {entry.region[:4]} {entry.region}")
    if entry.year is not None:
        document.add_unsigned("year", entry.year)


def words(names: Signs) -> list[str]:
    """The words of each name, for ranking: what was asked as a word is better than what is part of two."""
    joined = names.tobytes().decode("utf-32-le")
    return [line.strip() for line in " ".join(rjieba.cut_for_search(joined)).split("\n")[:-1]]


def ipc_steps(symbol: str) -> list[str]:
    """
    >>> ipc_steps("A01B7/00")
    ['A', 'A01', 'A01B', 'A01B7', 'A01B7/00']
    """
    plain = "".join(symbol.upper().split())
    steps = [plain[:1], plain[:3], plain[:4], plain.partition("/")[0], plain]
    return list(dict.fromkeys(step for step in steps if step))


class Reader:
    """Asks one index; the searcher is of the last commit."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.index = _registered(tantivy.Index.open(str(path)))
        self.index.config_reader("manual", 0)
        self.stamp = -1
        self.refresh()

    def refresh(self) -> None:
        stamp = (self.path / "meta.json").stat().st_mtime_ns
        if stamp != self.stamp:
            self.index.reload()
            self.searcher = self.index.searcher()
            self.stamp = stamp

    @property
    def size(self) -> int:
        return int(self.searcher.num_docs)

    def frequency(self, field: str, token: str) -> int:
        """How many documents hold the token; an upper bound, since what was taken out may still be counted."""
        return int(self.searcher.doc_freq(field, token))

    def hits(self, query: Any, *, limit: int, offset: int = 0) -> list[tuple[int, float]]:
        """(key, score), the best first."""
        found = self.searcher.search(query, limit, count=False, offset=offset).hits
        keys = self.searcher.fast_field_values("key", [address for _, address in found])
        return [(key, score) for key, (score, _) in zip(keys, found, strict=True)]

    def latest(self, query: Any, by: str, *, limit: int, offset: int = 0) -> list[tuple[int, float]]:
        """(key, 0), the greatest value of the field `by` first."""
        found = self.searcher.search(query, limit, count=False, offset=offset, order_by_field=by).hits
        return [
            (key, 0.0) for key in self.searcher.fast_field_values("key", [address for _, address in found])
        ]

    def count(self, query: Any) -> int:
        return int(self.searcher.search(query, 1, count=True).count)

    def facets(
        self, query: Any, names: Iterable[str], *, most: int = 100
    ) -> dict[str, list[tuple[str, int]]]:
        """For each name the values and how many hits have them, the most frequent first."""
        wanted = {name: {"terms": {"field": name, "size": most}} for name in names}
        found = self.searcher.aggregate(query, wanted)
        return {
            name: [(_plain(bucket["key"]), int(bucket["doc_count"])) for bucket in found[name]["buckets"]]
            for name in wanted
        }


def _plain(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) else str(value)
