"""Are two firms one? Precision and recall of our matcher, of nomenklatura's and of plain rapidfuzz; and a million names indexed.

    python -m bench.matching [--names 1000000] [--held] [--misses]

The pairs are those of tests/cases/firm_pairs.py and those by hand. Without --held only the build half is measured; the
held half is for the final figure. Of each peer the best threshold *for these very pairs* is taken (the highest F1, and
beside it the recall at a precision of 0.99), which flatters it: ours is measured at the threshold it ships with.
nomenklatura is not part of the product: it is installed from requirements-peers.lock into build/peers and runs in a
process of its own; where that fails it is skipped by name.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from pathlib import Path

from tests.cases import firm_pairs
from tests.cases.firm_pairs import Labelled
from zhice.matching.firms import Firm, compare
from zhice.matching.index import FirmIndex
from zhice.matching.places import PlaceWords
from zhice.registry.regions.gazetteer import national

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / "build" / "peers"
LOOK_UPS = 2000
_NOMENKLATURA = """
import json, sys
sys.path.insert(0, sys.argv[1])
from followthemoney import model
from nomenklatura.matching import get_algorithm
def entity(number, name):
    return model.get_proxy({"id": str(number), "schema": "Company", "properties": {"name": [name]}})
from nomenklatura.matching.types import ScoringConfig
matcher = get_algorithm(sys.argv[2])
config = matcher.default_config() if hasattr(matcher, "default_config") else ScoringConfig.defaults()
pairs = json.load(sys.stdin)
print(json.dumps([matcher.compare(entity(1, a), entity(2, b), config).score for a, b in pairs]))
"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--names", type=int, default=100_000, help="names to index; 0 for none")
    asked.add_argument("--held", action="store_true", help="measure the held half, not the build half")
    asked.add_argument("--misses", action="store_true", help="print what differs from its label")
    told = asked.parse_args()
    places = PlaceWords(national().units())
    pairs = [
        pair for pair in (*firm_pairs.made(), *firm_pairs.by_hand()) if firm_pairs.is_held(pair) == told.held
    ]
    print(f"{len(pairs)} pairs of the {'held' if told.held else 'build'} half")
    ours(pairs, places, misses=told.misses)
    by_hand = [pair for pair in firm_pairs.by_hand() if firm_pairs.is_held(pair) == told.held]
    print(f"of them {len(by_hand)} by hand:")
    ours(by_hand, places, misses=False)
    for name, scores in peers(pairs):
        at_best_threshold(name, pairs, scores)
    if told.names:
        index(told.names, places)


def ours(pairs: list[Labelled], places: PlaceWords, *, misses: bool) -> None:
    """At the threshold that ships: only the verdict "same" counts as given; "review" finds nothing and errs nowhere."""
    began = time.perf_counter()
    verdicts = [compare(Firm(name=a), Firm(name=b), places).verdict.value for _, _, a, b in pairs]
    spent = (time.perf_counter() - began) / len(pairs) * 1e6
    same = [pair[0] == "same" for pair in pairs]
    precision, recall = rates([verdict == "same" for verdict in verdicts], same)
    looked_at = sum(verdict == "review" for verdict in verdicts) / len(pairs)
    print(
        f"  zhice               P {precision:.4f}  R {recall:.4f}  review {looked_at:.3f}  {spent:.0f} µs a pair"
    )
    for pair, verdict in zip(pairs, verdicts, strict=True):
        if misses and verdict != pair[0]:
            print(f"    {verdict} ≠ {' '.join(pair)}")


def peers(pairs: list[Labelled]) -> list[tuple[str, list[float]]]:
    """Name and score of every pair, by each peer that can be had here."""
    from rapidfuzz import fuzz

    found = [
        ("rapidfuzz ratio", [fuzz.ratio(a, b) / 100 for _, _, a, b in pairs]),
        ("rapidfuzz WRatio", [fuzz.WRatio(a, b) / 100 for _, _, a, b in pairs]),
    ]
    if not installed():
        print("  nomenklatura: skipped, requirements-peers.lock cannot be installed here")
        return found
    for algorithm in ("logic-v2", "regression-v1"):
        done = subprocess.run(
            [sys.executable, "-c", _NOMENKLATURA, str(PEERS), algorithm],
            input=json.dumps([pair[2:] for pair in pairs]),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            print(f"  nomenklatura {algorithm}: skipped, {done.stderr.strip().splitlines()[-1]}")
        else:
            found.append((f"nomenklatura {algorithm}", json.loads(done.stdout.splitlines()[-1])))
    return found


def installed() -> bool:
    """Install the peers on demand; False where that cannot be done."""
    if (PEERS / "nomenklatura").is_dir():
        return True
    uv = Path(sys.executable).with_name("uv")
    words = [uv, "pip", "install", "--quiet", "--require-hashes", "--target", PEERS]
    command = [*map(str, words), "-r", str(ROOT / "requirements-peers.lock")]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def at_best_threshold(name: str, pairs: list[Labelled], scores: list[float]) -> None:
    same = [pair[0] == "same" for pair in pairs]
    best, safe = (0.0, 0.0, 0.0, 0.0), 0.0
    for threshold in sorted(set(scores)):
        precision, recall = rates([score >= threshold for score in scores], same)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        best = max(best, (f1, threshold, precision, recall))
        safe = max(safe, recall) if precision >= 0.99 else safe
    print(
        f"  {name:<19} P {best[2]:.4f}  R {best[3]:.4f}  at its best threshold {best[1]:.3f}; R at P ≥ 0.99: {safe:.4f}"
    )


def rates(given: list[bool], wanted: list[bool]) -> tuple[float, float]:
    """Precision and recall."""
    hits = sum(g and w for g, w in zip(given, wanted, strict=True))
    return hits / (sum(given) or 1), hits / (sum(wanted) or 1)


def names(count: int, maker: firm_pairs.Maker) -> list[str]:
    """So many generated names; a few 字号 are borne by very many, as in life."""
    brands = [maker.brand() for _ in range(max(1, count // 40))]
    return [
        str(firm_pairs.replace(maker.name(), brand=brands[int(len(brands) * maker.random.random() ** 2)]))
        for _ in range(count)
    ]


def index(count: int, places: PlaceWords) -> None:
    """Build and look up; every look-up is of a name that is there, half of them written otherwise."""
    listed = names(count, firm_pairs.Maker(7))
    began = time.perf_counter()
    made = FirmIndex(listed, places)
    built = time.perf_counter() - began
    chosen = random.Random(7).sample(range(count), min(LOOK_UPS, count))
    times, found = [], 0
    for turn, place in enumerate(chosen):
        name = listed[place].replace("有限公司", "有限责任公司") if turn % 2 else listed[place]
        began = time.perf_counter()
        hits = made.find(Firm(name=name))
        times.append((time.perf_counter() - began) * 1000)
        found += any(listed[hit.place] == listed[place] for hit in hits)
    times.sort()
    print(
        f"{count} names indexed in {built:.1f} s ({count / built:,.0f}/s); look-up p50 {times[len(times) // 2]:.2f} ms, "
        f"p99 {times[int(len(times) * 0.99)]:.2f} ms; found {found / len(chosen):.4f}"
    )


if __name__ == "__main__":
    main()
