"""Clean text: what was changed is flagged, what only a person can judge is left."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zhice.kernel.look_alikes import LATIN_TWINS, RARE_FORMS, TWINS
from zhice.kernel.text import Flag, clean, skeleton


@pytest.mark.parametrize(
    ("raw", "tidy", "flags"),
    [
        ("济源市", "济源市", []),
        ("济源\u200b市", "济源市", [Flag.INVISIBLE]),
        ("济源\u00ad市", "济源市", [Flag.INVISIBLE]),
        ("\ufeff济源市", "济源市", [Flag.INVISIBLE]),
        ("济源\u202e市", "济源市", [Flag.BIDI]),
        ("济源\0市", "济源市", [Flag.NUL]),
        ("济源\x07市", "济源市", [Flag.CONTROL]),
        ("\u2fa6\u2f26", "金子", [Flag.RADICAL]),  # Kangxi radicals
        ("\u2ed4", "门", [Flag.RADICAL]),  # a radical NFKC does not know
        ("囯泰", "囯泰", [Flag.LOOK_ALIKE]),
        ("䏍科技", "䏍科技", [Flag.LOOK_ALIKE]),
        ("\u0410bc", "\u0410bc", [Flag.MIXED_SCRIPT]),
        ("\u0397ello", "\u0397ello", [Flag.MIXED_SCRIPT]),
        ("\u0410\u0411\u0412", "\u0410\u0411\u0412", []),  # a Russian word is no fraud
        ("（集团）", "(集团)", [Flag.COMPATIBILITY]),
        ("ＡＢＣ", "ABC", [Flag.COMPATIBILITY]),
        ("  甲\u3000 乙 ", "甲 乙", [Flag.SPACING]),
        ("甲\r\n乙", "甲\n乙", [Flag.SPACING]),
        ("甲\ufffd", "甲\ufffd", [Flag.REPLACEMENT]),
        ("甲\ue000", "甲\ue000", [Flag.PRIVATE_USE]),
        ("😀𠀀", "😀𠀀", []),
        ("null", "null", []),
        ("NaN", "NaN", []),
        ("", "", []),
    ],
)
def test_what_is_done_and_said(raw: str, tidy: str, flags: list[Flag]) -> None:
    assert clean(raw) == (tidy, flags)


def test_prose_keeps_its_full_width_punctuation() -> None:
    assert clean("目标：超过6件，力争8件。", keep_width=True) == ("目标：超过6件，力争8件。", [])


def test_only_flags_of_forgery_and_broken_encoding_refuse_a_cell() -> None:
    assert {flag for flag in Flag if flag.refuses} == {Flag.NUL, Flag.BIDI, Flag.REPLACEMENT}


def test_every_flag_has_words() -> None:
    assert all(flag.words.zh and flag.words.en for flag in Flag)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("济源国泰（集团）有限公司", "济源囯泰(集团) 有限公司"),
        ("ABC科技", "\u0410\u0412\u0421科技"),
        ("己方", "已方"),
        ("济源〔2020〕", "济源[2020]"),
    ],
)
def test_names_that_look_alike_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_different_names_keep_different_skeletons() -> None:
    assert skeleton("济源钢铁") != skeleton("济源特钢")


@given(st.text(max_size=40))
@example("0\x1f\r0")
def test_clean_text_is_clean(text: str) -> None:
    tidy, _ = clean(text)
    assert clean(tidy)[0] == tidy
    assert "\0" not in tidy
    assert all(unicodedata.category(sign) not in ("Cc", "Cs") or sign == "\n" for sign in tidy)


def test_the_tables_of_look_alikes_do_not_contradict_themselves() -> None:
    assert not set(RARE_FORMS) & set(RARE_FORMS.values())
    assert all(latin.isascii() and not sign.isascii() for sign, latin in LATIN_TWINS.items())
    grouped = "".join(TWINS)
    assert len(set(grouped)) == len(grouped)
