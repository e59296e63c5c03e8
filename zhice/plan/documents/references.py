"""Numbers that point somewhere: dates, periods, documents, standards, list numbers, names. Found before all else."""

from __future__ import annotations

import re
from dataclasses import dataclass

_N = "[〇○零一二三四五六七八九十百]"
_FIVE_YEAR = "十[一二三四五六七八九]?五"


@dataclass(frozen=True)
class Mark:
    """A reference at [start, end) of one block's compact text."""

    start: int
    end: int
    kind: str


_QUARTER = r"(?:第?[一二三四1-4]季度|上半年|下半年)"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "address",
        re.compile(
            r"https?://[^\s，。；）]{1,400}|(?<![\w.-])[\w.-]{1,40}@[\w-]{1,40}\.[\w.]{1,40}|"
            r"@\s?[0-9a-f]{12,40}|#\s?source:.*"
        ),
    ),
    ("list_number", re.compile(r"(?:专栏|附件|附表|图|表)[0-9]{1,2}(?:[-—.][0-9]{1,2})?(?![0-9%])")),
    ("citation", re.compile(r"《[^《》]{0,200}(?:《[^《》]{0,100}》[^《》]{0,100}){0,4}》")),
    (
        "document_number",
        re.compile(r"[\u3400-\u9fff]{0,12}[〔\[［【（(](?:19|20)[0-9]{2}[〕\]］】）)](?:第)?[0-9]{1,5}号"),
    ),
    (
        "standard_number",
        re.compile(
            r"(?:GB|DB|ISO|IEC|WIPO|QB|HJ|NY|JR|YY|SB|"
            r"T)(?:/[A-Z]{1,4})?\s?(?:[0-9]{2}/T\s?)?[0-9]{3,6}(?:\.[0-9]{1,12})?(?:\s?[-—–:：][0-9]{2,4})?"
        ),
    ),
    ("standard_number", re.compile(r"(?<![0-9])[0-9]{5}(?:\.[0-9]{1,12})?[-—–](?:19|20)[0-9]{2}(?!年)")),
    ("date", re.compile(r"(?:19|20)[0-9]{2}年[0-9]{1,2}月(?:[0-9]{1,2}日)?")),
    (
        "date",
        re.compile(
            r"(?:19|20)[0-9]{2}[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12][0-9]|"
            r"3[01])(?:日)?(?:\s?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
        ),
    ),
    ("date", re.compile(rf"[一二]{_N}{{3}}年(?:{_N}{{1,3}}月)?(?:{_N}{{1,3}}日)?")),
    ("date", re.compile(r"(?:19|20)[0-9]{2}年?(?:[-—–~～至到]|——)(?:到)?(?:19|20)[0-9]{2}年?(?:期间|度)?")),
    ("date", re.compile(r"(?:(?:19|20)[0-9]{2}年?、){1,9}(?:19|20)[0-9]{2}年")),
    ("date", re.compile(rf"(?<![0-9.])(?:19|20)[0-9]{{2}}年(?:{_QUARTER}|度|底|末|初)?")),
    (
        "date",
        re.compile(r"(?<![0-9.])[0-9]{1,2}月(?:[0-9]{1,2}日|份|底|末)?(?![0-9])|(?<=[0-9]月)[0-9]{1,2}日"),
    ),
    ("date", re.compile(r"[0-9]{1,2}时[0-9]{1,2}分")),
    ("date", re.compile(rf"{_QUARTER}|(?<![0-9:])[0-9]{{1,2}}:[0-9]{{2}}(?![0-9:])")),
    (
        "date",
        re.compile(
            rf"[0-9一二三四五六七八九十百]{{1,4}}世纪(?:[0-9]{{2}}年代)?|(?<![0-9])[0-9]{{2}}年代|"
            rf"[0-9]{{2,4}}周年|本世纪中叶|第{_N}{{1,9}}个百年"
        ),
    ),
    (
        "period",
        re.compile(
            rf"[“”\"「]{_FIVE_YEAR}[“”\"」]|{_FIVE_YEAR}(?=规划|期间|时期|期末|末)|第{_FIVE_YEAR[:-1]}个五年"
        ),
    ),
    (
        "congress",
        re.compile(
            rf"党的{_N}{{1,3}}大|"
            rf"{_N}{{1,3}}届[一二三四五六七八九十、历次]{{1,12}}(?:中、?)?(?:[一二三四五六七八九]中)?(?:、[一二三四五六七八九]中)*全会|"
            rf"{_N}{{2,3}}届|{_N}{{2,3}}大(?=精神|报告|以来|和|召开|胜利)|[一二三四五六七八九]中全会|"
            rf"{_N}{{1,9}}次(?:全会|会议|全体会议|代表大会)"
        ),
    ),
    ("article", re.compile(rf"第(?:{_N}|[0-9])+(?:条|款|项|章|节|编|次|届|期|批|号|版|类|版本)")),
    ("note", re.compile(r"(?<=[\u3400-\u9fff”》）])[［\[][0-9]{1,3}[］\]]")),
    ("name", re.compile(r"(?<![0-9.])[0-9]{1,3}号(?!文)")),
    (
        "ratio",
        re.compile(
            r"(?<![0-9.:：∶])[0-9]{1,4}(?:\.[0-9]{1,3})?[：∶][0-9]{1,4}(?:\.[0-9]{1,3})?(?![0-9:：∶])"
        ),
    ),
    (
        "rank",
        re.compile(
            rf"第(?:{_N}|[0-9]){{1,4}}(?:位|名)(?:[-—至到]第?(?:{_N}|[0-9]){{1,4}}(?:位|名))?|前(?:{_N}|"
            rf"[0-9]){{1,4}}(?:位|名|强|列)"
        ),
    ),
    (
        "ratio",
        re.compile(
            r"(?<![0-9.:])[0-9]{1,4}(?:\.[0-9]{1,3})?(?:[:：∶][0-9]{1,4}(?:\.[0-9]{1,3})?){2,4}(?![0-9:])"
        ),
    ),
    (
        "slogan",
        re.compile(
            r"“[^“”]{0,6}[0-9][^“”]{0,8}”|[0-9]{1,12}(?:\+[0-9A-ZN]{1,12})+|"
            r"[0-9]{1,12}[-—][0-9]{1,12}[-—][0-9]{1,12}"
        ),
    ),
    (
        "slogan",
        re.compile(
            r"“[^“”，。；]{0,4}[一二两三四五六七八九十百千]+(?:个|大|项|条|位|带|网|位一|"
            r"[\u3400-\u9fff])[^“”，。；]{0,8}”"
        ),
    ),
    (
        "name",
        re.compile(
            r"(?<![0-9A-Za-z])(?=[0-9]*[A-Za-z]{1,12}[0-9])(?=[0-9A-Za-z]*[0-9]{1,12}[A-Za-z])[0-9A-Za-z]{10,}"
        ),
    ),
    (
        "name",
        re.compile(
            r"(?:PM|PM\s)(?:2\.5|10|1)(?![0-9])|"
            r"[A-Za-zⅠ-Ⅻ][A-Za-z]{0,12}[-—]?[0-9]{1,12}(?:\.[0-9]{1,12})?[A-Za-z]{0,12}|"
            r"(?<![0-9.])[0-9]{1,3}(?:G|D|C|A|X|R|T)(?![a-zA-Z0-9])|[0-9]{1,12}[•·][0-9]{1,12}"
        ),
    ),
    (
        "name",
        re.compile(
            r"(?<![0-9.])(?:12345|12315|12330|12348|12319|110|119|120|122)(?=热线|平台|政务|举报|报警|急救|"
            r"维权|投诉|[”\"])|(?<![0-9.])[0-9]{2,3}(?:国道|省道|县道|高速|专线)"
        ),
    ),
)
_LIST = re.compile(
    r"(?:(?<=^)|(?<=[。；;：:！？\n)）]))\s*(?:[（(](?:[一二三四五六七八九十]+|[0-9]{1,2})[)）]|"
    r"[一二三四五六七八九十]{1,3}、"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2})*(?:[、．)）]|\.(?![0-9]))|[①-⑳])"
)
_LIST_HEADING = re.compile(r"^\s*[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}(?=\s*[\u3400-\u9fff])")
_ENUMERATION = re.compile(
    r"(?:(?<=^)|(?<=[。；;：:，,]))(?:第?[一二三四五六七八九十]{1,2}是|其[一二三四五六])(?=[^分])"
)


def find_references(text: str, *, heading: bool = False) -> list[Mark]:
    """All references of a compact text, without overlaps, in order. Earlier patterns win over later ones."""
    marks: list[Mark] = []
    taken = bytearray(len(text))
    numbered = [("list_number", _LIST)] + ([("list_number", _LIST_HEADING)] if heading else [])
    for kind, pattern in (*numbered, *_PATTERNS, ("list_number", _ENUMERATION)):
        for match in pattern.finditer(text):
            start, end = match.span()
            start += len(match[0]) - len(match[0].lstrip())
            if start < end and not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                marks.append(Mark(start, end, kind))
    return sorted(marks, key=lambda mark: mark.start)
