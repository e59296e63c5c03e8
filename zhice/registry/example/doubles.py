"""A few invented firms written twice, so that the queue of matches shows what it is for. Pure Python."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhice.registry.example.invented import Firm

_SIMPLE = "机电气环业农装铅锌张恒华谊启鼎达远宏图"
_TRADITIONAL = "機電氣環業農裝鉛鋅張恆華誼啟鼎達遠宏圖"


def doubles(firms: Sequence[Firm]) -> Iterator[tuple[str, Firm]]:
    """(name, the firm that is meant) as other files would write firms of the list: traditional, 股份, with the province …"""
    chosen = [firm for firm in firms if firm.uscc and firm.region == "419001"]
    signs = str.maketrans(_SIMPLE, _TRADITIONAL)
    traditional = [firm for firm in chosen if firm.name.translate(signs) != firm.name][:2]
    yield from ((firm.name.translate(signs), firm) for firm in traditional)
    rest = [firm for firm in chosen if firm not in traditional]
    if len(rest) > 2:  # noqa: PLR2004
        yield rest[0].name.replace("有限公司", "股份有限公司"), rest[0]
        yield f"河南省{rest[1].name}", rest[1]
        yield rest[2].name.replace("有限公司", "有限责任公司"), rest[2]
