"""Numbers in any spelling: patent, publication, PCT, trademark and credit numbers as tokens that meet each other.

The trade writes one number in many ways: ZL 2018 1 0053768.3, CN201810053768.3, ２０１８１００５３７６８３. All spellings of a
number share at least one form; no check digit is asked for, since a search may also look for what is wrong.
"""

from __future__ import annotations

import re
import unicodedata

_LABEL = re.compile(
    r"(?:专利|申请|公布|公告|公开|注册|登记|国际|文献|授权|统一|社会|信用)*(?:号码?|代码)?第?[:#]?号?"
)
_LOOSE = re.compile(r"[\s.。·\-‐-―/\\_,，()（）]+")
_NUMBER = re.compile(r"[A-Z]{0,5}[0-9][0-9A-Z]{3,24}")
_APPLICATION = re.compile(
    r"((?:19|20)[0-9]{2}[12389][0-9]{7}|[89][0-9][12389][0-9]{5}|0[0-3][12389][0-9]{5})[0-9X]?"
)
_PUBLICATION = re.compile(r"(?:CN)?([0-9]{7,9})[A-Z][0-9]?")
_WORLD = re.compile(r"(WO[0-9]{7,10})[A-C][0-9]")
_FEWEST_DIGITS = 4


def read(text: str) -> str:
    """The number in capitals and without what only pleases the eye; "" where the text is no number.

    >>> read("专利号：ＺＬ ２０１８ １ ００５３７６８．３"), read("PCT/CN2020/123456"), read("一种装置")
    ('ZL2018100537683', 'PCTCN2020123456', '')
    """
    plain = unicodedata.normalize("NFKC", text).upper().strip()
    plain = _LABEL.sub("", plain, count=1) if not plain[:1].isascii() else plain
    plain = _LOOSE.sub("", plain).rstrip("号")
    if _NUMBER.fullmatch(plain) and sum(map(str.isdigit, plain)) >= _FEWEST_DIGITS:
        return plain
    return ""


def forms(text: str) -> list[str]:
    """All forms under which a number is kept and looked for, the fullest first; none where it is no number.

    >>> forms("zl201810053768.3")
    ['ZL2018100537683', '2018100537683', '201810053768']
    >>> forms("CN 102889890 B")
    ['CN102889890B', '102889890B', '102889890']
    """
    plain = read(text)
    if not plain:
        return []
    bare = re.sub(r"^(?:PCT|CN|ZL)+(?=[0-9])", "", plain)
    found = [plain, bare]
    for pattern in (_APPLICATION, _PUBLICATION, _WORLD):
        match = pattern.fullmatch(bare)
        if match:
            found.append(match[1])
    return list(dict.fromkeys(found))
