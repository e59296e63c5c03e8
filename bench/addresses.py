"""How well an address leads to its region: ours beside a plain second reader, on real addresses of gazettes.

    python -m bench.addresses FOLDER [--differences]     FOLDER: holds gazette/*.csv and regions/

2,000 different addresses are drawn (seeded), 300 of them are labelled: where both readers agree, by that; where they do not, a
person has read the address and decided (`addresses_decided.yaml` has a digest and the code, no address). The second reader
knows the full names of another list of regions and looks for the longest anywhere in the beginning of the text; it shares
neither data nor method with ours. Precision: of the answers given, how many are right; recall: of the addresses that name a
region, how many were answered rightly. An answer is right when it is the finest unit that the address names.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml

from zhice.registry.regions.gazetteer import national

DRAWN, LABELLED, SEED = 2000, 300, 2026
WITHIN = 26
"""Signs from the beginning in which the second reader looks for a name."""
DECIDED = Path(__file__).parent / "addresses_decided.yaml"
_CODE = re.compile(r"^[0-9]{6}")
_FULL = ("市", "区", "县", "旗", "州", "盟", "地区", "林区", "特区")

Resolver = Callable[[str], str | None]


def drawn(folder: Path) -> list[str]:
    """The sample: different addresses, in a seeded order."""
    found: set[str] = set()
    for file in sorted((folder / "gazette").glob("*.csv")):
        with file.open(encoding="gb18030", newline="") as rows:
            found.update(row["address"] for row in csv.DictReader(rows))
    return random.Random(SEED).sample(sorted(found), DRAWN)  # a sample, no secret


@dataclass
class SecondReader:
    """Names of provinces, cities and counties from the list of another project."""

    provinces: dict[str, str]
    cities: dict[str, str]
    counties: list[tuple[str, str]]

    @classmethod
    def of(cls, folder: Path) -> SecondReader:
        def table(name: str) -> list[dict[str, str]]:
            with (folder / "regions" / f"modood_{name}.csv").open(encoding="utf-8", newline="") as rows:
                return list(csv.DictReader(rows))

        provinces = {row["name"]: row["code"].ljust(6, "0") for row in table("provinces")}
        cities = {
            row["code"].ljust(6, "0"): row["name"] for row in table("cities") if row["name"].endswith(_FULL)
        }
        return cls(provinces, cities, [(row["name"], row["code"]) for row in table("areas")])

    def __call__(self, address: str) -> str | None:
        text = _CODE.sub("", address.strip())[:WITHIN]
        province = max(
            (name for name in self.provinces if text.startswith((name, name[:2]))), key=len, default=""
        )
        within = self.provinces[province][:2] if province else ""
        named = [
            (text.find(name), -len(name), code)
            for code, name in self.cities.items()
            if name in text and code.startswith(within)
        ]
        city = min(named)[2] if named else ""
        if not province and not (named and min(named)[0] == 0):
            within = city[:2] or "nowhere"
        counties = [
            (not (city and code.startswith(city[:4])), text.find(name), -len(name), code)
            for name, code in self.counties
            if name in text and code.startswith(within)
        ]
        if counties:
            return min(counties)[3]
        return city or (self.provinces[province] if province else None)


def digest(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()[:16]


def ours(address: str) -> str | None:
    return national().resolve(address).code


def labels(sample: list[str], second: Resolver) -> dict[str, str | None]:
    decided = yaml.safe_load(DECIDED.read_text("utf-8")) or {}
    return {each: decided[digest(each)] if digest(each) in decided else second(each) for each in sample}


def report(name: str, resolver: Resolver, right: dict[str, str | None]) -> None:
    answers = {address: resolver(address) for address in right}
    good = sum(answer is not None and answer == right[address] for address, answer in answers.items())
    given, named = (
        sum(a is not None for a in answers.values()),
        sum(code is not None for code in right.values()),
    )
    county = sum(code is not None and not code.endswith("00") for code in right.values())
    sys.stdout.write(
        f"{name:28} precision {good / given:.4f} ({good} of {given})   recall {good / named:.4f} ({good} of {named}; "
        f"{county} name a county, {len(right) - named} name no region)\n"
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument(
        "--differences", action="store_true", help="show the addresses that the two read differently"
    )
    said = asked.parse_args()
    sample, second = drawn(said.folder), SecondReader.of(said.folder)
    agree = sum(ours(address) == second(address) for address in sample)
    sys.stdout.write(f"{DRAWN} addresses drawn; the two readers agree on {agree}\n")
    right = labels(sample[:LABELLED], second)
    report("ours", ours, right)
    report("plain longest match", second, right)
    if said.differences:
        known = {unit.code: unit.name for unit in national().units()}
        for address in sample:
            one, two = ours(address), second(address)
            if one != two:
                mark = "*" if address in right else " "
                names = " | ".join(f"{code} {known.get(code or '', '?')}" for code in (one, two))
                sys.stdout.write(f"{mark} {digest(address)} {names} | {address}\n")


if __name__ == "__main__":
    main()
