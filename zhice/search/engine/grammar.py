"""The language of questions: words, "phrases", AND OR NOT (与 或 非 -), fields (ipc: 地区: …) and parentheses.

    question = either { either }                     words side by side must all be found
    either   = each { (OR | 或) each }
    each     = (NOT | 非 | -) each | ( question ) | [field:] word | [field:] "phrase"

`read` answers with a tree or refuses with words; there is no question that it fails on.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words, shown
from zhice.search.engine.normal import normal

LONGEST = 300  # signs
MOST = 30  # terms
DEEPEST = 10  # parentheses

FIELDS = {
    **dict.fromkeys(("name", "title", "名称", "标题", "题名"), "name"),
    **dict.fromkeys(("text", "abstract", "摘要", "全文", "内容"), "text"),
    **dict.fromkeys(("holder", "people", "权利人", "申请人", "发明人", "人"), "people"),
    **dict.fromkeys(
        ("number", "no", "号", "申请号", "专利号", "公开号", "公布号", "号码", "注册号"), "number"
    ),
    **dict.fromkeys(("ipc", "分类号", "分类"), "ipc"),
    **dict.fromkeys(("region", "地区", "区划", "所在地"), "region"),
    **dict.fromkeys(("kind", "类型", "种类"), "kind"),
    **dict.fromkeys(("year", "年", "年份"), "year"),
}
_AND = {"AND", "&&", "与", "且", "並且", "并且"}
_OR = {"OR", "||", "或", "或者"}
_NOT = {"NOT", "非", "不含"}
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<open>\() | (?P<close>\)) | (?P<minus>-(?=[^\s\-()]))
    | (?P<field>[^\s()":\-]{1,10}):(?=\S) (?P<value>"[^"]*"?|[^\s()]+)
    | (?P<phrase>"[^"]*"?) | (?P<word>[^\s()"]+)
    )""",
    re.VERBOSE,
)
_QUOTES = str.maketrans("“”„‟「」『』〝〞＂（）：", '"""""""""""():')


class QuestionRefused(ZhiceError):
    """The question cannot be understood; the words say which part."""


@dataclass(frozen=True)
class Term:
    """A text in normal form to be found in `field` ("": anywhere); `raw` is what was written."""

    text: str
    field: str = ""
    raw: str = ""


@dataclass(frozen=True)
class Each:
    """All of them."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Either:
    """At least one of them."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Without:
    """Not this."""

    part: Node


Node = Term | Each | Either | Without


def read(question: str) -> Node:
    """The tree of a question; raises QuestionRefused.

    >>> [term.text for term in terms(read('ipc:H01M 电池 -锂 (氢 或 "燃料 电池")'))]
    ['h01m', '电池', '氢', '燃料 电池']
    """
    if len(question) > LONGEST:
        raise _refusal(
            f"检索式最长 {LONGEST} 个字，请缩短。", f"A question has {LONGEST} signs at most; shorten it."
        )
    found = _Reader(_tokens(question.translate(_QUOTES)))
    node = found.question(0)
    if found.rest:
        raise _refusal("括号不成对：多了一个“)”。", "The parentheses do not match: one “)” too many.")
    return node


def terms(node: Node) -> list[Term]:
    """The terms that a hit must or may hold (none that it must not): what is marked in what was found."""
    if isinstance(node, Term):
        return [node]
    if isinstance(node, Without):
        return []
    return [term for part in node.parts for term in terms(part)]


@dataclass
class _Token:
    kind: str  # open, close, and, or, not, term
    term: Term | None = None


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            break  # only white space is left
        place = match.end()
        found += _token(match)
        if sum(token.kind == "term" for token in found) > MOST:
            raise _refusal(
                f"检索式最多 {MOST} 个词，请减少。", f"A question has {MOST} terms at most; use fewer."
            )
    return found


def _token(match: re.Match[str]) -> list[_Token]:
    if match["open"] or match["close"]:
        return [_Token("open" if match["open"] else "close")]
    if match["minus"]:
        return [_Token("not")]
    word = match["word"]
    if word:
        for kind, words in (("and", _AND), ("or", _OR), ("not", _NOT)):
            if word in words:
                return [_Token(kind)]
    if match["field"]:
        field = FIELDS.get(unicodedata.normalize("NFKC", match["field"]).lower())
        if field:
            return _terms(match["value"].strip('"'), field)
        return _terms(f"{match['field']} {match['value']}".replace('"', " "), "")  # just a colon in a text
    return _terms((match["phrase"] or word or "").strip('"'), "")


def _terms(raw: str, field: str) -> list[_Token]:
    text = normal(raw)
    return [_Token("term", Term(text, field, raw))] if text else []


class _Reader:
    """Recursive descent over the tokens."""

    def __init__(self, rest: list[_Token]) -> None:
        self.rest = rest

    def question(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise _refusal(f"括号最多 {DEEPEST} 层。", f"Parentheses can be nested {DEEPEST} deep at most.")
        parts: list[Node] = []
        while self.rest and self.rest[0].kind != "close":
            if self.rest[0].kind == "and":
                self.rest.pop(0)
                if not parts or not self.rest or self.rest[0].kind in ("close", "and", "or"):
                    raise _beside("与 / AND")
                continue
            parts.append(self.either(depth))
        if not parts:
            raise _refusal("请输入要查找的文字或号码。", "Enter a text or a number to look for.")
        return parts[0] if len(parts) == 1 else Each(tuple(parts))

    def either(self, depth: int) -> Node:
        parts = [self.each(depth)]
        while self.rest and self.rest[0].kind == "or":
            self.rest.pop(0)
            parts.append(self.each(depth))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def each(self, depth: int) -> Node:
        negated = False
        while self.rest and self.rest[0].kind == "not":
            self.rest.pop(0)
            negated = not negated
        if not self.rest or self.rest[0].kind in ("close", "and", "or"):
            raise _beside("或 / OR、非 / NOT")
        token = self.rest.pop(0)
        node = token.term if token.term is not None else self._inside(depth)
        return Without(node) if negated else node

    def _inside(self, depth: int) -> Node:
        node = self.question(depth + 1)
        if not self.rest:
            raise _refusal("括号不成对：缺少“)”。", "The parentheses do not match: a “)” is missing.")
        self.rest.pop(0)
        return node


def _beside(word: str) -> QuestionRefused:
    return _refusal(f"“{word}”旁边缺少要查找的文字。", f"“{shown(word)}” has nothing to look for beside it.")


def _refusal(zh: str, en: str) -> QuestionRefused:
    return QuestionRefused(Words(zh=zh, en=en))
