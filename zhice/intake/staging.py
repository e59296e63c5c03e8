"""A file on its way in: kept as it came, parsed once, understood row by row, and not yet in the database.

    staged = stage(file, name="公报.csv", format=GAZETTE, root=…)     # child process; raises Refused or Ask
    understood = understand(staged)                                   # accepted, duplicate and rejected rows

A staged file is a folder named by its token: `original`, `rows.jsonl` (what the child said),
`staged.json`. So the
preview and the confirmation may be two requests, and the worker that confirms may be another process.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from zhice.intake.format import FORMATS, Format, comparable
from zhice.intake.limits import DEFAULT, Limits
from zhice.intake.parent import Parsed, Progress, parse, silent, spooled
from zhice.intake.readers import Marks, Reading
from zhice.intake.refusals import Ask, Place, Refused
from zhice.kernel.words import Words

REJECTION = "退回编号"
"""Heading of the number that a row of a workbook of rejects carries, so that its correction finds it
again.
"""

_BLOCK = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Staged:
    """A parsed file. `columns[i]` is the column name of the i-th heading, or "" for one that nobody knows."""

    token: str
    folder: Path
    name: str
    format: Format
    mapping: dict[str, str]
    columns: tuple[str, ...]
    header: tuple[str, ...]
    sha256: str
    size: int
    count: int
    about: dict[str, str]
    warnings: tuple[Words, ...]
    memory: int
    seconds: float

    @property
    def original(self) -> Path:
        return self.folder / "original"

    def rows(self) -> Iterator[tuple[int, list[str], Marks]]:
        return spooled(self.folder / "rows.jsonl")


def stage(
    file: Path,
    *,
    name: str,
    format: Format,
    root: Path,
    mapping: dict[str, str] | None = None,
    reading: Reading | None = None,
    limits: Limits = DEFAULT,
    progress: Progress = silent,
) -> Staged:
    """Copy `file` under its own token and parse it. Raises `Refused`, or `Ask` where the user must choose.

    `mapping`: heading in the file → column name, for headings that the format does not know. The original
    of a
    refused file is kept too (`originals` in `root`, by SHA-256).
    """
    name = readable_name(name)
    token = secrets.token_hex(16)
    folder = root / "staged" / token
    folder.mkdir(parents=True, mode=0o700)
    try:
        shutil.copyfile(file, folder / "original")
        parsed = parse(
            folder / "original",
            name=name,
            format=format,
            mapping=mapping or {},
            reading=reading or Reading(),
            limits=limits,
            spool=folder / "rows.jsonl",
            progress=progress,
        )
        staged = _staged(folder, name, format, mapping or {}, parsed)
    except Refused:
        keep_original(folder, root)
        raise
    _write(staged)
    return staged


def readable_name(name: str) -> str:
    """A file's name for showing only: no folders, no control or direction signs, not too long.

    >>> readable_name("../../etc/公报\\u202e.csv")
    '公报.csv'
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        sign for sign in last if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    )
    return kept.strip()[-200:] or "未命名"


def load(token: str, *, root: Path, formats: Any = FORMATS) -> Staged:
    """A file staged before, by its token. Raises `Refused` where it is gone."""
    folder = root / "staged" / token
    if not token.isalnum() or not (folder / "staged.json").is_file():
        raise Refused(
            "staged_gone",
            Words(
                zh="这个待确认的文件已不存在（可能已确认或已清理）。请重新上传。",
                en="The staged file is no longer here: confirmed already, or cleared. Upload it again.",
            ),
        )
    said = json.loads((folder / "staged.json").read_text("utf-8"))
    return Staged(
        token=token,
        folder=folder,
        name=said["name"],
        format=formats[said["format"]],
        mapping=said["mapping"],
        columns=tuple(said["columns"]),
        header=tuple(said["header"]),
        sha256=said["sha256"],
        size=said["size"],
        count=said["count"],
        about=said["about"],
        warnings=tuple(Words(**words) for words in said["warnings"]),
        memory=said["memory"],
        seconds=said["seconds"],
    )


def unchanged(staged: Staged, *, seen: str | None = None) -> None:
    """Refuse where the file is not the one that was previewed. `seen`: the SHA-256 shown to the user, if
    any.
    """
    now = digest(staged.original)
    if now != staged.sha256 or (seen is not None and seen != now):
        raise Refused(
            "changed_since_preview",
            Words(
                zh="文件与预览时不一致（SHA-256 不同），没有写入任何内容。请重新上传并预览。",
                en="The file is not the one that was previewed (SHA-256 differs); nothing was written. "
                "Upload it again.",
            ),
            file=staged.name,
        )


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep_original(folder: Path, root: Path) -> str:
    """Move the original among those kept by SHA-256, drop the rest of the folder, and give the SHA-256."""
    sha256 = digest(folder / "original")
    kept = root / "originals" / sha256[:2] / sha256
    kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / "original").replace(kept)
    shutil.rmtree(folder)
    return sha256


def _staged(folder: Path, name: str, format: Format, mapping: dict[str, str], parsed: Parsed) -> Staged:
    return Staged(
        token=folder.name,
        folder=folder,
        name=name,
        format=format,
        mapping=mapping,
        columns=match(parsed.header, format=format, mapping=mapping, name=name),
        header=tuple(parsed.header),
        sha256=digest(folder / "original"),
        size=(folder / "original").stat().st_size,
        count=parsed.count,
        about=parsed.about,
        warnings=parsed.warnings,
        memory=parsed.memory,
        seconds=parsed.seconds,
    )


def _write(staged: Staged) -> None:
    said = asdict(staged) | {"format": staged.format.name}
    for name in ("folder", "token"):
        del said[name]
    (staged.folder / "staged.json").write_text(json.dumps(said, ensure_ascii=False), "utf-8")


def match(header: list[str], *, format: Format, mapping: dict[str, str], name: str = "") -> tuple[str, ...]:
    """The column name for every heading, "" for unknown ones. Raises `Ask` where a required column is
    missing.
    """
    known = format.known_headings() | {comparable(REJECTION): REJECTION}
    known |= {comparable(heading): column for heading, column in mapping.items()}
    columns = tuple(known.get(comparable(heading), "") for heading in header)
    if format.first_heading_wins:
        columns = _first_wins(
            header, columns, format=format, chosen={comparable(heading) for heading in mapping}
        )
    for column in set(columns) - {""}:
        if columns.count(column) > 1:
            twice = "、".join(
                heading for heading, found in zip(header, columns, strict=True) if found == column
            )
            raise Refused(
                "column_twice",
                Words(
                    zh=f"这些列名都指向同一列，请只保留一个：{twice}。",
                    en=f"These headings all mean one column; keep one of them: {twice}.",
                ),
                file=name,
                place=Place(row=1),
            )
    missing = [column for column in format.columns if column.required and column.name not in columns]
    if missing:
        zh = "、".join(column.title.zh for column in missing)
        en = ", ".join(column.title.en for column in missing)
        raise Ask(
            "columns_missing",
            Words(
                zh=f"找不到这些必需的列：{zh}。请指明它们对应文件中的哪一列。",
                en=f"These required columns are not found: {en}. Say which heading stands for each.",
            ),
            file=name,
            place=Place(row=1),
            setting="mapping",
            choices=tuple(header),
        )
    return columns


def _first_wins(
    header: list[str], columns: tuple[str, ...], *, format: Format, chosen: set[str]
) -> tuple[str, ...]:
    """Each column once: under the heading that the user chose, else under that which the column lists first."""
    rank: dict[str, int] = {}
    for column in format.columns:
        for place, heading in enumerate(column.headings()):
            rank.setdefault(comparable(heading), place)
    order = [(comparable(heading) not in chosen, rank.get(comparable(heading), 0)) for heading in header]
    best = {
        column: min((order[place], place) for place, other in enumerate(columns) if other == column)[1]
        for column in set(columns) - {""}
    }
    return tuple(column if column and best[column] == place else "" for place, column in enumerate(columns))
