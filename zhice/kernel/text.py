"""Foreign text made safe to compare: what was changed is said, never done silently.

Names, numbers and addresses reach us from spreadsheets, gazettes and web forms. Two texts that look the same
to a person should compare equal, and a text that was built to look like another should be noticed.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from typing import Literal

from zhice.kernel.look_alikes import LATIN_TWINS, RARE_FORMS, TWINS
from zhice.kernel.words import Words


class Flag(Enum):
    """One thing `clean` found. The value is a stable code for storage; `.words` is for people."""

    CONTROL = "control"
    NUL = "nul"
    BIDI = "bidi"
    INVISIBLE = "invisible"
    COMPATIBILITY = "compatibility"
    RADICAL = "radical"
    LOOK_ALIKE = "look_alike"
    MIXED_SCRIPT = "mixed_script"
    REPLACEMENT = "replacement"
    PRIVATE_USE = "private_use"
    SPACING = "spacing"

    @property
    def words(self) -> Words:
        return _WORDS[self]

    @property
    def refuses(self) -> bool:
        """Whether a cell with this flag belongs in quarantine: no honest name holds it."""
        return self in (Flag.NUL, Flag.BIDI, Flag.REPLACEMENT)


_WORDS = {
    Flag.CONTROL: Words(zh="已去除控制字符", en="control characters removed"),
    Flag.NUL: Words(zh="已去除空字符（NUL）", en="NUL characters removed"),
    Flag.BIDI: Words(zh="已去除双向文字控制符", en="bidirectional controls removed"),
    Flag.INVISIBLE: Words(zh="已去除不可见字符", en="invisible characters removed"),
    Flag.COMPATIBILITY: Words(
        zh="已将全角或兼容字符规范化", en="full-width or compatibility characters normalised"
    ),
    Flag.RADICAL: Words(zh="已将部首字符换为汉字", en="radicals replaced by the ideographs they stand for"),
    Flag.LOOK_ALIKE: Words(zh="含形近字，请人工核对", en="holds look-alike ideographs; check by eye"),
    Flag.MIXED_SCRIPT: Words(
        zh="拉丁字母中混有希腊或西里尔字母", en="Greek or Cyrillic letters among Latin ones"
    ),
    Flag.REPLACEMENT: Words(
        zh="含乱码替代符，原文件编码可能有误", en="holds replacement characters; wrong encoding?"
    ),
    Flag.PRIVATE_USE: Words(zh="含私有区字符，无法辨认", en="holds private-use characters nobody can read"),
    Flag.SPACING: Words(zh="已合并多余空白", en="superfluous white space merged"),
}

# LRE RLE PDF LRO RLO, LRI RLI FSI PDI, LRM RLM, ALM
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
# Soft hyphen, combining grapheme joiner, zero-width space and joiners, invisible operators, Hangul fillers,
# Mongolian vowel separator, BOM.
_INVISIBLE = frozenset(
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u200b\u200c\u200d"
    "\u2060\u2061\u2062\u2063\u2064\u206a\u206b\u206c\u206d\u206e\u206f\u3164\ufeff\uffa0"
)

# Most of the CJK Radicals Supplement has no compatibility decomposition, so NFKC leaves it. Only radicals
# that have the shape of a whole ideograph are mapped; mere strokes (⺀ ⺍ …) stay.
_RADICALS_SUPPLEMENT = dict(
    zip(
        "⺁⺃⺄⺅⺇⺉⺋⺎⺏⺐⺑⺒⺓⺔⺖⺗⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺮⺯⺰⺱⺲⺴⺵⺶⺷⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乚乙亻几刂㔾兀尣尢尢巳幺彑忄㣺攵旡月歺母民氵氺灬爫爫丬牛犭王罒示礻竹糹纟罓罒网羊羊羊耂肀聿月臼艹艹艹虎衤西见角讠贝车辶辶辶阝钅長镸长门阜阝青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾齐齐齿齿竜龙龟龟龟",
        strict=True,
    )
)

_RADICALS = str.maketrans(_RADICALS_SUPPLEMENT)
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?(?:\r\n|[\r\n\x0b\x0c\x85\u2028\u2029])[\s]*")
# Everything that needs a look sign by sign; nine cells in ten hold none of it.
_SUSPECTS = "".join({*_BIDI, *_INVISIBLE, *_RADICALS_SUPPLEMENT, *RARE_FORMS, *LATIN_TWINS})
_SUSPECT = re.compile(
    rf"[{re.escape(_SUSPECTS)}\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u2f00-\u2fdf\ufffd\ud800-\uf8ff\U000f0000-\U0010ffff]"
)
_UNTIDY = re.compile(r"\A\s|\s\Z|\s\s|[^\S \n]")
_TWIN_KEY = str.maketrans({sign: group[0] for group in TWINS for sign in group})
_LATIN = str.maketrans(LATIN_TWINS)
_USUAL = str.maketrans(RARE_FORMS)
_PUNCTUATION = str.maketrans(
    {"〔": "(", "〕": ")", "【": "(", "】": ")", "[": "(", "]": ")", "·": "", "•": "", "・": ""}
)


def clean(text: str, *, keep_width: bool = False) -> tuple[str, list[Flag]]:
    """The text as people meant it, and what had to be done to it, in the order of `Flag`.

    NFKC (with `keep_width` only NFC, so that Chinese punctuation in prose stays full width), radicals to
    ideographs, no control, bidirectional or invisible characters, single spaces, line breaks as "\\n".
    Look-alikes and mixed scripts are flagged and left as they are: only a person can say what was meant.
    Keep the raw text beside it.

    >>> clean("济源\\u200b\u2f26科\uff08ABC\uff09")[0]
    '济源子科(ABC)'
    >>> [flag.value for flag in clean("济源\\u200b市")[1]]
    ['invisible']
    """
    form: Literal["NFC", "NFKC"] = "NFC" if keep_width else "NFKC"
    suspect = _SUSPECT.search(text) is not None
    if not suspect and unicodedata.is_normalized(form, text) and _is_tidy(text):
        return text, []
    found: set[Flag] = set()
    if suspect:
        text = _radicals_to_ideographs(_without(text, found), found)
    text = _normalised(text, found, form=form)
    tidy = text if _is_tidy(text) else _SPACES.sub(" ", _BREAKS.sub("\n", text)).replace(" \n", "\n").strip()
    if tidy != text:
        found.add(Flag.SPACING)
    if _SUSPECT.search(tidy):
        _look_at(tidy, found)
    return tidy, list(found) if len(found) == 1 else [flag for flag in Flag if flag in found]


def skeleton(text: str) -> str:
    """What two names that look alike have in common; for comparing only, never for showing.

    >>> skeleton("济源囯泰（集团）有限公司") == skeleton("济源国泰(集团) 有限公司")
    True
    >>> skeleton("АBC") == skeleton("abc")  # the first letter is Cyrillic
    True
    """
    tidy = clean(text)[0].translate(_LATIN).translate(_USUAL).translate(_TWIN_KEY).translate(_PUNCTUATION)
    return "".join(tidy.casefold().split())


def _is_tidy(text: str) -> bool:
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return True  # the usual case, seven times as fast
    return _UNTIDY.search(text) is None


def _without(text: str, found: set[Flag]) -> str:
    kept = []
    for sign in text:
        flag = _forbidden(sign)
        if flag is None:
            kept.append(sign)
        else:
            found.add(flag)
    return "".join(kept)


def _forbidden(sign: str) -> Flag | None:
    if sign == "\0":
        return Flag.NUL
    if sign in _BIDI:
        return Flag.BIDI
    if sign in _INVISIBLE:
        return Flag.INVISIBLE
    if unicodedata.category(sign) in ("Cc", "Cs") and not sign.isspace():
        return Flag.CONTROL
    return None


def _radicals_to_ideographs(text: str, found: set[Flag]) -> str:
    if not any("\u2f00" <= sign <= "\u2fdf" or sign in _RADICALS_SUPPLEMENT for sign in text):
        return text
    found.add(Flag.RADICAL)
    whole = "".join(unicodedata.normalize("NFKC", s) if "\u2f00" <= s <= "\u2fdf" else s for s in text)
    return whole.translate(_RADICALS)


def _normalised(text: str, found: set[Flag], *, form: Literal["NFC", "NFKC"]) -> str:
    normal = unicodedata.normalize(form, text)
    if normal != text and normal.split() != text.split():  # an ideographic space is spacing, not a letter
        found.add(Flag.COMPATIBILITY)
    return normal


def _look_at(text: str, found: set[Flag]) -> None:
    if "\ufffd" in text:
        found.add(Flag.REPLACEMENT)
    if any(unicodedata.category(sign) == "Co" for sign in text):
        found.add(Flag.PRIVATE_USE)
    if not RARE_FORMS.keys().isdisjoint(text):
        found.add(Flag.LOOK_ALIKE)
    for word in re.findall(r"[^\W\d_]+", text):
        latin = any("a" <= sign.lower() <= "z" for sign in word)
        if latin and not LATIN_TWINS.keys().isdisjoint(word):
            found.add(Flag.MIXED_SCRIPT)
