"""The regions of our own data files, written into the table: what is missing is added, what differs is corrected.

Runs after every migration and as the action `load_regions`; doing it twice changes nothing.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from zhice.registry.regions import gazetteer
from zhice.registry.regions.models import Region, RegionCode

_DATA = Path(__file__).parent / "data"
_SEEN = "见于 {first}–{last} 年各版 GB/T 2260，确切启用日未见"
_UNSEEN = "启用和停用日期未见"


def fill() -> dict[str, int]:
    """Add and correct regions and codes; how many of each."""
    added, corrected = _regions()
    return {"added": added, "corrected": corrected, "codes": _codes()}


def _regions() -> tuple[int, int]:
    known = {region.code: region for region in Region.objects.all()}
    missing, changed = [], []
    for unit in gazetteer.units(counties=gazetteer.installed()):  # parents come first
        said = {"name": unit.name, "level": unit.level.value, "parent_id": unit.parent}
        region = known.get(unit.code)
        if region is None:
            missing.append(Region(code=unit.code, **said))
        elif any(getattr(region, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(region, name, value)
            changed.append(region)
    Region.objects.bulk_create(missing)
    Region.objects.bulk_update(changed, ["name", "level", "parent"])
    return len(missing), len(changed)


def _codes() -> int:
    wanted = [code for unit in _with_codes() for code in unit]
    known = {(code.code, code.region_id) for code in RegionCode.objects.all()}
    missing = [code for code in wanted if (code.code, code.region_id) not in known]
    RegionCode.objects.bulk_create(missing)
    return len(missing)


def _with_codes() -> list[list[RegionCode]]:
    said = yaml.safe_load((_DATA / "henan.yaml").read_text("utf-8"))
    names = {
        name: code
        for top, unit in said["units"].items()
        for code, name in {top: unit["name"], **unit.get("counties", {})}.items()
    }
    former = [
        RegionCode(code=code, region_id=each["now"], name=each["name"], note=_UNSEEN)
        for code, each in said["former_codes"].items()
    ]
    return [
        former,
        *[
            [
                *[_own(code, earlier) for earlier in unit.get("earlier_codes", ())],
                *[_other(other, unit, names) for other in unit.get("other_meanings", ())],
            ]
            for code, unit in said["units"].items()
        ],
    ]


def _own(region: str, said: dict[str, Any]) -> RegionCode:
    """A code that the region has borne. The first day of the earliest edition in which it was seen stands for its start
    where the code has meant another region before.
    """
    seen = said.get("seen_in")
    today = said["code"] == region
    return RegionCode(
        code=said["code"],
        region_id=region,
        name=said.get("name", ""),
        valid_from=date(seen[0], 1, 1) if seen and today else None,
        note=_SEEN.format(first=seen[0], last=seen[-1]) if seen else _UNSEEN,
    )


def _other(said: dict[str, Any], unit: dict[str, Any], names: dict[str, str]) -> RegionCode:
    """The code meant another region until the region of today took it over."""
    own = next(code for code in unit["earlier_codes"] if code["code"] == said["code"])
    return RegionCode(
        code=said["code"],
        region_id=names[said["name"]],
        name=said["name"],
        valid_to=date(own["seen_in"][0], 1, 1),
        note=said.get("note", _UNSEEN),
    )
