"""Where a value comes from: a clause of a published document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Clause:
    """A place in a document that people can look up.

    >>> str(Clause("中华人民共和国专利法", "第四十二条"))
    '中华人民共和国专利法 第四十二条'
    >>> str(Clause("济管市监〔2020〕61号", "二（一）", title="济源示范区知识产权战略行动计划"))
    '济源示范区知识产权战略行动计划 二（一）'
    """

    document: str  # the number or title by which the document is found
    clause: str = ""  # 第四十二条, 二（一）, 附件2; empty = the document as a whole
    title: str = ""  # what people call it, where `document` is only a number

    def __str__(self) -> str:
        return f"{self.title or self.document} {self.clause}".strip()
