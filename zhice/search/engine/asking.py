"""From the tree of a question to a query of the index."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import tantivy

from zhice.search.engine import grams, numbers
from zhice.search.engine.grammar import Each, Either, Node, Term, Without
from zhice.search.engine.index import Reader
from zhice.search.engine.index import schema as make_schema
from zhice.search.engine.normal import normal

SCHEMA = make_schema()
_MUST, _SHOULD, _NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
_BOOST = {"name": 3.0, "people": 2.0, "text": 1.0, "place": 0.5}
_NUMBER, _WORD, _SOUND = 20.0, 2.0, 1.5
_COMMON, _LARGE = 20, 100_000  # in more than one document of twenty, of so many
_SOUNDS_LIKE = re.compile(r"[a-z]{2,40}")
_YEARS = re.compile(r"((?:19|20)[0-9]{2})?(?: ((?:19|20)[0-9]{2}))?")


@dataclass(frozen=True)
class Asked:
    """A question put to one index. `masked`: personal names are not looked into.

    `whole` is the text as it was typed: one that is a number, however spaced, also finds that number.
    """

    reader: Reader
    node: Node
    masked: bool = False
    whole: str = ""

    def query(self) -> Any:
        query = self._of(self.node)
        forms = numbers.forms(self.whole)
        if forms:
            return any_of([query, tantivy.Query.boost_query(one_of("number", forms), _NUMBER)])
        return query

    def best(self, query: Any, *, limit: int, offset: int = 0) -> list[tuple[int, float]]:
        """The best hits of `query`, which is this question's, perhaps narrowed.

        Of what stands in more than one document of twenty the best are looked for in one part of the index: there are
        thousands as good, and to score them all would take the longest of all questions.
        """
        if self.reader.size > _LARGE and self._most(self.node) * _COMMON > self.reader.size:
            part = all_of([query, tantivy.Query.const_score_query(one_of("part", ["0"]), 0.0)])
            found = self.reader.hits(part, limit=limit, offset=offset)
            if len(found) == limit:
                return found
        return self.reader.hits(query, limit=limit, offset=offset)

    def _most(self, node: Node) -> int:
        """An upper bound of how many documents are found, from the frequencies of the tokens."""
        if isinstance(node, Without) or (isinstance(node, Term) and node.field in _PARTICULAR):
            return self.reader.size
        if isinstance(node, Term):
            return self._bound(node.text, node.field or "text")
        bounds = [self._most(part) for part in node.parts]
        return min(bounds) if isinstance(node, Each) else max(bounds)

    def _bound(self, term: str, field: str) -> int:
        """At most so many documents hold the term in the field; 0: none does."""
        return min(
            self.reader.size if place.open else self.reader.frequency(field, place.token)
            for place in grams.places(term)
        )

    def _of(self, node: Node) -> Any:
        if isinstance(node, Term):
            return self._term(node)
        if isinstance(node, Without):
            return all_of([], but=[self._of(node.part)])
        if isinstance(node, Either):
            return any_of([self._of(part) for part in node.parts])
        wanted = [self._of(part) for part in node.parts if not isinstance(part, Without)]
        return all_of(wanted, but=[self._of(part.part) for part in node.parts if isinstance(part, Without)])

    def _term(self, term: Term) -> Any:
        if term.field in _PARTICULAR:
            return _PARTICULAR[term.field](term)
        fields = [term.field] if term.field else ["text", "people", "place"]
        if self.masked:
            fields = [field for field in fields if field != "people"]
        found = [field for field in fields if self._bound(term.text, field)]
        parts = [tantivy.Query.boost_query(exactly(term.text, field), _BOOST[field]) for field in found]
        if not term.field:
            parts += self._otherwise(term)
        if not parts:
            return tantivy.Query.empty_query()
        return better(any_of(parts), self._bonus(term) if "text" in found else [])

    def _bonus(self, term: Term) -> list[Any]:
        """What puts a hit further up without making one: the term in the name, and there as a word."""
        bonus = []
        if self._bound(term.text, "name"):
            bonus.append(tantivy.Query.boost_query(exactly(term.text, "name"), _BOOST["name"]))
        if self.reader.frequency("words", term.text):
            word = tantivy.Query.term_query(SCHEMA, "words", term.text)
            bonus.append(tantivy.Query.boost_query(word, _WORD))
        return bonus

    def _otherwise(self, term: Term) -> list[Any]:
        """As a number in another spelling, and by its sound."""
        found = []
        forms = [form for form in numbers.forms(term.raw) if self.reader.frequency("number", form)]
        if forms:
            found.append(tantivy.Query.boost_query(one_of("number", forms), _NUMBER))
        if _SOUNDS_LIKE.fullmatch(term.text):
            for field in ("sound",) if self.masked else ("sound", "people_sound"):
                sound = tantivy.Query.regex_query(SCHEMA, field, f"{term.text}.*")
                found.append(tantivy.Query.boost_query(sound, _SOUND))
        return found


def better(query: Any, bonus: list[Any]) -> Any:
    """`query`, its hits scored higher where `bonus` holds as well."""
    if not bonus:
        return query
    return tantivy.Query.boolean_query([(_MUST, query), *((_SHOULD, each) for each in bonus)])


def exactly(term: str, field: str) -> Any:
    """Where `term` (in normal form) stands in the field."""
    found = grams.places(term)
    if len(found) == 1:
        if found[0].open:
            return tantivy.Query.regex_query(SCHEMA, field, f"{term}.*")
        return tantivy.Query.term_query(SCHEMA, field, found[0].token)
    if any(place.open for place in found):
        parts: list[str | tuple[int, str]] = [
            (place.at, f"{place.token}.*" if place.open else place.token) for place in found
        ]
        return tantivy.Query.regex_phrase_query(SCHEMA, field, parts)
    return tantivy.Query.phrase_query(SCHEMA, field, [(place.at, place.token) for place in found])


def any_of(queries: Iterable[Any]) -> Any:
    parts = [(_SHOULD, query) for query in queries]
    return parts[0][1] if len(parts) == 1 else tantivy.Query.boolean_query(parts)


def all_of(queries: Iterable[Any], *, but: Iterable[Any] = ()) -> Any:
    parts = [(_MUST, query) for query in queries] + [(_NOT, query) for query in but]
    if not parts or parts[0][0] == _NOT:
        parts.insert(0, (_MUST, tantivy.Query.const_score_query(tantivy.Query.all_query(), 0.0)))
    return parts[0][1] if len(parts) == 1 else tantivy.Query.boolean_query(parts)


def one_of(field: str, values: Iterable[str]) -> Any:
    """The field holds one of the tokens; no token: nothing is found."""
    return tantivy.Query.const_score_query(tantivy.Query.term_set_query(SCHEMA, field, list(values)), 0.01)


def weighted(field: str, value: str, weight: float) -> Any:
    """Adds `weight` to the score of what holds the token."""
    return tantivy.Query.const_score_query(tantivy.Query.term_query(SCHEMA, field, value), weight)


def keys(found: Iterable[int]) -> Any:
    return tantivy.Query.const_score_query(tantivy.Query.term_set_query(SCHEMA, "key", list(found)), 0.0)


def years(first: int | None, last: int | None) -> Any:
    if first is None and last is None:
        return tantivy.Query.all_query()
    return tantivy.Query.range_query(SCHEMA, "year", tantivy.FieldType.Unsigned, first, last)


def _number(term: Term) -> Any:
    return one_of("number", numbers.forms(term.raw) or [normal(term.raw).upper().replace(" ", "")])


def _ipc(term: Term) -> Any:
    return one_of("ipc", ["".join(term.raw.upper().rstrip("*").split())])


def _region(term: Term) -> Any:
    if term.text.isdigit():
        code = term.text
        while len(code) > 2 and code.endswith("00"):  # noqa: PLR2004  # a province has two digits
            code = code[:-2]
        return one_of("regions", [code])
    return exactly(term.text, "place")


def _kind(term: Term) -> Any:
    return one_of("kind", [term.raw.lower(), term.text.replace(" ", "_")])


def _year(term: Term) -> Any:
    match = _YEARS.fullmatch(term.text)
    if match is None or not match[1]:
        return tantivy.Query.empty_query()
    first = int(match[1])
    return years(first, int(match[2] or first))


_PARTICULAR = {"number": _number, "ipc": _ipc, "region": _region, "kind": _kind, "year": _year}
