"""How well the plan reader reads: precision, recall and F1 per set, strict (every field) and found (span and value).

    python -m bench.plan_reader            the seed, our own sentences (build half), the five plans for building
    python -m bench.plan_reader --held     also the sentences and the plans that were put aside

A target is *found* when its span overlaps the label's and its value is the label's; it is *exact* when comparator,
low, high, unit, year and period agree as well. 翻一番, which the label files leave out, is not counted against us there;
labels flagged borderline count neither way (docs/plan-reader.md, "Conventions").
"""

from __future__ import annotations

import argparse
import json
import re
import time
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from zhice.plan.documents.reader import read_plan
from zhice.plan.documents.reading import Reading, Target

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "cases"
PLANS = ROOT.parent / "shared" / "data" / "plans" / "real"
SEED = ROOT.parent / "shared" / "seeds" / "000_6e201a31877a1028.txt"
HELD_PLANS = ("shanghai", "zhejiang", "ningxia", "anhui")
FIELDS = ("comparator", "low", "high", "unit", "year", "period")
_WANT = re.compile(
    r"^(?P<subject>.+); (?P<comparator>\w+) (?P<low>[0-9]+(?:\.[0-9]+)?)(?:\.\.(?P<high>[0-9.]+))? "
    r"(?P<unit>\S+); (?P<year>[0-9]{4}|-) (?P<period>\w+)(?P<hoped> hoped)?$"
)


@dataclass
class Score:
    """Counts of one set; `misses` are lines for people."""

    name: str
    labels: int = 0
    given: int = 0
    found: int = 0
    exact: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        self.labels += other.labels
        self.given += other.given
        self.found += other.found
        self.exact += other.exact
        self.misses += other.misses

    def figures(self, hits: int) -> tuple[float, float, float]:
        """Precision, recall and F1 for a count of hits; nothing to find and nothing given is perfect."""
        precision = hits / self.given if self.given else float(not self.labels)
        recall = hits / self.labels if self.labels else float(not self.given)
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    @property
    def f1(self) -> float:
        return self.figures(self.exact)[2]

    def line(self) -> str:
        found, exact = self.figures(self.found), self.figures(self.exact)
        return (
            f"{self.name:<32} labels {self.labels:>4} given {self.given:>4} | found P {found[0]:.3f} R "
            f"{found[1]:.3f} F1 {found[2]:.3f}"
            f" | strict P {exact[0]:.3f} R {exact[1]:.3f} F1 {exact[2]:.3f}"
        )


def want_of(line: str) -> dict[str, Any]:
    """One expected target of a case file as the fields of a label."""
    match = _WANT.match(line)
    if match is None:
        raise ValueError(f"not an expected target: {line!r}")
    low, high = _number(match["low"]), _number(match["high"] or match["low"])
    comparator = match["comparator"]
    return {
        "subject": match["subject"],
        "comparator": comparator,
        "low": None if comparator in ("at_most", "less_than") else low,
        "high": None if comparator in ("at_least", "more_than") else high,
        "unit": "" if match["unit"] == "-" else match["unit"],
        "year": None if match["year"] == "-" else int(match["year"]),
        "period": match["period"],
        "aspirational": bool(match["hoped"]),
    }


def _number(text: str) -> float:
    return float(text)


def score(
    name: str, reading: Reading, labels: list[dict[str, Any]], *, leaves_doublings: bool, spans: bool
) -> Score:
    """Match each label with at most one target: same value first, then the most fields in common."""
    free = [t for t in reading.targets if not (leaves_doublings and t.rule.startswith("doubling"))]
    free = _without_borderline(free, labels)
    labels = [label for label in labels if not _is_borderline(label)]
    result = Score(name, labels=len(labels), given=len(free))
    for label in labels:
        choices = [
            t
            for t in free
            if _values(_fields(t)) == _values(label) and (not spans or _overlap(t.text, label["text"]))
        ]
        best = max(
            choices,
            key=lambda t: sum(_same(_fields(t), label, f) for f in FIELDS),
            default=None,
        )
        if best is None:
            result.misses.append(f"  missed  {name}: {_show(label)}")
            continue
        free.remove(best)
        result.found += 1
        wrong = [f for f in FIELDS if not _same(_fields(best), label, f)]
        if wrong:
            result.misses.append(
                f"  wrong {','.join(wrong)}  {name}: {_show(label)} ≠ {_show(_fields(best))} [{best.rule}]"
            )
        else:
            result.exact += 1
    result.misses += [f"  extra   {name}: {_show(_fields(t))} [{t.rule}] {t.text}" for t in free]
    return result


def _is_borderline(label: dict[str, Any]) -> bool:
    """Labels that their maker left open ("leave out of scoring if in doubt")."""
    return any(flag.startswith("borderline") for flag in label.get("flags", ()))


def _without_borderline(given: list[Target], labels: list[dict[str, Any]]) -> list[Target]:
    """The targets given, less those that answer a borderline label: such a label counts neither way."""
    open_labels = [label for label in labels if _is_borderline(label)]
    return [
        t
        for t in given
        if not any(_overlap(t.text, label["text"]) and t.low == label["low"] for label in open_labels)
    ]


def _fields(target: Target) -> dict[str, Any]:
    return {**target.__dict__}


def _values(record: dict[str, Any]) -> tuple[float | None, float | None]:
    low, high = record["low"], record["high"]
    low, high = (low if low is not None else high), (high if high is not None else low)
    return float(low), float(high)


def _same(target: dict[str, Any], label: dict[str, Any], name: str) -> bool:
    return target[name] == label[name] or (name == "unit" and _folded(target[name]) == _folded(label[name]))


def _folded(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _overlap(left: str, right: str) -> bool:
    left, right = _folded(left), _folded(right)
    return left in right or right in left or bool(set(_grams(left)) & set(_grams(right)))


def _grams(text: str, size: int = 6) -> list[str]:
    return [text[i : i + size] for i in range(max(1, len(text) - size + 1))]


def _show(record: dict[str, Any]) -> str:
    return " ".join(str(record.get(name)) for name in ("subject", *FIELDS))


def score_cases(path: Path) -> Score:
    """The score of a case file of our own sentences."""
    total = Score(path.stem)
    for index, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
        labels = [want_of(line) for line in case["want"]]
        total.add(score(f"{index}", read_plan(case["say"]), labels, leaves_doublings=False, spans=False))
    return total


def score_plan(stem: str, folder: Path = PLANS) -> Score:
    """The score of one labelled real plan."""
    labels = json.loads((folder / f"{stem}.labels.json").read_text(encoding="utf-8"))
    reading = read_plan((folder / f"{stem}.txt").read_text(encoding="utf-8"))
    return score(stem, reading, labels, leaves_doublings=True, spans=True)


def score_seed() -> Score:
    """The score on the seed plan, against the expected table in tests/cases/plan_seed.yaml."""
    labels = [
        want_of(line)
        for line in yaml.safe_load((CASES / "plan_sentences_seed.yaml").read_text(encoding="utf-8"))["want"]
    ]
    return score(
        "seed", read_plan(SEED.read_text(encoding="utf-8")), labels, leaves_doublings=False, spans=False
    )


def plan_stems(*, held: bool) -> list[str]:
    """The labelled plans for building, or those put aside."""
    stems = sorted(path.name.removesuffix(".labels.json") for path in PLANS.glob("*.labels.json"))
    return [stem for stem in stems if stem.startswith(HELD_PLANS) == held]


def scores(*, held: bool) -> list[Score]:
    """All sets that can be scored here; the neighbour folder's plans only where it is present."""
    results = (
        [score_cases(CASES / "plan_sentences_build.yaml")]
        if (CASES / "plan_sentences_build.yaml").exists()
        else []
    )
    if SEED.exists():
        results.insert(0, score_seed())
    if held:
        results.append(score_cases(CASES / "plan_sentences_held.yaml"))
    for group in (False, True) if held else (False,):
        each = [score_plan(stem) for stem in plan_stems(held=group)]
        if each:
            total = Score("plans put aside" if group else "plans for building")
            for one in each:
                total.add(Score(one.name, one.labels, one.given, one.found, one.exact, one.misses))
            results += [*each, total]
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held", action="store_true", help="also score what was put aside")
    parser.add_argument("--misses", action="store_true", help="print every difference")
    options = parser.parse_args()
    for result in scores(held=options.held):
        print(result.line())
        if options.misses and not result.name.startswith("plans "):
            print("\n".join(result.misses))
    if SEED.exists():
        text = SEED.read_text(encoding="utf-8")
        times = []
        for _ in range(5):
            begun = time.perf_counter()
            read_plan(text)
            times.append(time.perf_counter() - begun)
        print(f"seed read in {sorted(times)[2] * 1000:.0f} ms (median of 5)")


if __name__ == "__main__":
    main()
