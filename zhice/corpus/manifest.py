"""The manifest of a corpus: what it holds, of which day, from where, and whether a person should take it for real."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words

FILE = "manifest.yaml"
CHUNK = 1 << 20


class BadCorpus(ZhiceError):
    """A folder is no corpus, or not the one its manifest speaks of."""


@dataclass(frozen=True)
class Held:
    """One relation in a corpus."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """`day` is the as-of day, `origin` says where the facts come from, `generated` that they are made up (示例数据)."""

    day: date
    origin: str
    generated: bool
    relations: Mapping[str, Held]

    def write(self, folder: Path) -> None:
        plain = {
            "day": self.day,
            "origin": self.origin,
            "generated": self.generated,
            "relations": {
                name: {"rows": held.rows, "sha256": held.sha256} for name, held in self.relations.items()
            },
        }
        (folder / FILE).write_text(
            yaml.safe_dump(plain, allow_unicode=True, sort_keys=False), encoding="utf-8"
        )

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        try:
            plain = yaml.safe_load((folder / FILE).read_text(encoding="utf-8"))
            held = {name: Held(one["rows"], one["sha256"]) for name, one in plain["relations"].items()}
            return cls(plain["day"], plain["origin"], plain["generated"], held)
        except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as fault:
            raise BadCorpus(
                Words(
                    zh=f"{folder} 不是语料文件夹：{FILE} 缺失或不可读；请重新生成快照。",
                    en=f"{folder} is no corpus: its {FILE} is missing or unreadable; take the snapshot again.",
                )
            ) from fault


def digest(file: Path) -> str:
    """SHA-256 of a file's bytes."""
    sha = hashlib.sha256()
    with file.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            sha.update(chunk)
    return sha.hexdigest()
