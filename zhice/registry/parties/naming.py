"""How a name is compared, and what kind of party it names. Pure Python."""

from __future__ import annotations

import re
from functools import lru_cache

from zhice.kernel.text import clean, skeleton

ORGANISATION, PERSON = "organisation", "person"

# A name of more than four characters or with one of these endings or words is no natural person's in Chinese.
_ORGANISED = re.compile(
    r"公司|集团|企业|工厂|大学|学院|学校|中学|小学|研究|中心|银行|基金|合作社|医院|.{3}[厂院所局部社店会站队]$"
    r"|株式会社|\b(?:inc|ltd|llc|corp|co|gmbh|ag|sa|bv|nv|plc|company|university|institute|foundation)\b",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_TRANSCRIBED = re.compile(r"[A-Z]\.|[·•・]")
LONGEST_HAN_NAME = 4


@lru_cache(maxsize=200_000)
def matching_name(name: str) -> str:
    """The form in which two writings of one name are equal: NFKC, look-alikes folded, no spaces, small letters.

    >>> matching_name("济源示例（集团）有限公司") == matching_name("济源示例(集团) 有限公司")
    True
    """
    return skeleton(name)


@lru_cache(maxsize=200_000)
def display_name(name: str) -> str:
    """One writing for the usual variants of a Chinese name: full-width brackets, no spaces between characters.

    So that a party is called the same whichever of its rows came first.

    >>> display_name("济源示例(集团) 有限公司"), display_name("Example (Group) Co., Ltd.")
    ('济源示例（集团）有限公司', 'Example (Group) Co., Ltd.')
    """
    tidy = clean(name)[0]
    if not _HAN.search(tidy):
        return tidy
    tidy = tidy.replace("(", "（").replace(")", "）")
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", tidy)


@lru_cache(maxsize=200_000)
def kind_of(name: str) -> str:
    """`organisation` or `person`, guessed from the name alone; a person may correct it in the register.

    >>> kind_of("匠人之心（北京）产品设计有限公司"), kind_of("福春"), kind_of("A.尚穆加孙达拉姆")
    ('organisation', 'person', 'person')
    """
    if _ORGANISED.search(name):
        return ORGANISATION
    if _TRANSCRIBED.search(name):
        return PERSON
    han = "".join(_HAN.findall(name))
    return PERSON if han and len(han) <= LONGEST_HAN_NAME and len(han) == len(name) else ORGANISATION
