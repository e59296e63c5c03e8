"""`zhice match`: whether two names are one party, and why. Needs neither database nor Django."""

from __future__ import annotations

import os
from typing import Any

import click

from zhice.cli.frame import emit, in_our_language
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words


class UnknownRegion(ZhiceError):
    """A region that the gazetteer does not know, or knows several of."""


@click.command()
@click.argument("left", metavar="NAME")
@click.argument("right", metavar="NAME")
@click.option("--person", is_flag=True, help="比对个人而非单位")
@click.option("--code-a", help="前者的统一社会信用代码")
@click.option("--code-b", help="后者的统一社会信用代码")
@click.option("--region-a", help="前者住所地：区划代码或名称")
@click.option("--region-b", help="后者住所地")
@click.option("--address-a", default="", help="前者地址")
@click.option("--address-b", default="", help="后者地址")
@click.option("--former-a", multiple=True, help="前者的曾用名，可重复")
@click.option("--former-b", multiple=True, help="后者的曾用名")
@click.option("--employer-a", default="", help="个人：前者的单位")
@click.option("--employer-b", default="", help="个人：后者的单位")
@click.option("--json", "as_json", is_flag=True)
def match(left: str, right: str, *, person: bool, as_json: bool, **told: Any) -> None:
    """比对两个名称是否同一主体：结论、得分与理由。不需要数据库。"""
    from zhice.matching.firms import Firm, compare
    from zhice.matching.persons import Person, compare_persons
    from zhice.matching.places import PlaceWords
    from zhice.registry.regions.gazetteer import national

    places = PlaceWords(national().units())
    regions = {side: _region(told[f"region_{side}"], places) for side in "ab"}
    sides = zip("ab", (left, right), strict=True)
    if person:
        a, b = (
            Person(name=name, employer=told[f"employer_{side}"], region=regions[side]) for side, name in sides
        )
        finding = compare_persons(a, b, places)
    else:
        c, d = (
            Firm(
                name=name,
                code=told[f"code_{side}"],
                region=regions[side],
                former_names=told[f"former_{side}"],
                address=told[f"address_{side}"],
            )
            for side, name in sides
        )
        finding = compare(c, d, places)
    answer = finding.as_dict(os.environ.get("ZHICE_LANGUAGE", "zh"))
    if as_json:
        emit(answer)
        return
    click.echo(f"{in_our_language(finding.verdict.words)}\t{finding.score}")
    for reason in finding.reasons:
        click.echo(f"{reason.weight:+g}\t{in_our_language(reason.words)}")


def _region(text: str | None, places: Any) -> str | None:
    code: str | None = places.code_of(text)
    if text and code is None:
        raise UnknownRegion(
            Words(
                zh=f"找不到区划“{text}”，或同名不止一个。请给六位代码，如 419001。",
                en=f"There is no region '{text}', or more than one. Give its six digits, such as 419001.",
            )
        )
    return code
