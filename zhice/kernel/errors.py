"""Errors meant to be read by the person who can fix them."""

from __future__ import annotations

from zhice.kernel.words import Words


class ZhiceError(Exception):
    """Base of every error this package raises on purpose.

    Its words say what is wrong and what to do; `str()` gives the Chinese, `.words.en` the English.

    >>> str(ZhiceError(Words(zh="日期有误，请改正。", en="The date is wrong; correct it.")))
    '日期有误，请改正。'
    """

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        return str(self.words)
