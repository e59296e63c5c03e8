"""Opening docx and pdf in a child process: a hostile file can end the child, never the caller."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words

SECONDS = 60
MEMORY_BYTES = 1_500 * 1024 * 1024


class ExtractionRefused(ZhiceError):
    """A docx or pdf that cannot be read, or that cost more than its limits."""


def extract_in_child(path: Path, *, kind: str) -> str:
    """The text of a docx or pdf. Raises ExtractionRefused with the file's name and the reason."""
    command = [
        sys.executable,
        "-m",
        "zhice.plan.documents.extract",
        kind,
        str(path.resolve()),
        str(MEMORY_BYTES),
        str(SECONDS),
    ]
    root = Path(__file__).resolve().parents[3]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=SECONDS + 5, check=False, cwd=root, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as error:
        raise _over_limit(path.name) from error
    try:
        answer = json.loads(done.stdout.decode("utf-8"))
    except ValueError as error:
        raise _over_limit(path.name) from error
    if "refused" in answer:
        zh, en = answer["refused"]
        raise ExtractionRefused(Words(zh=f"“{path.name}”{zh}", en=f"“{path.name}” {en}"))
    return str(answer["text"])


def _over_limit(name: str) -> ExtractionRefused:
    return ExtractionRefused(
        Words(
            zh=f"“{name}”超出了读取时的内存或时间限制，或文件已损坏，没有读入任何内容。",
            en=f"“{name}” went over the limits of memory or time while it was read, or it is damaged; nothing "
            f"was taken in.",
        )
    )
