"""Writes the locks anew: every package pinned, every file hashed, no address of an index."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = (
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--universal",
    "--python-version",
    "3.11",
)


def main() -> int:
    uv = Path(sys.executable).parent / "uv"
    for name in ("requirements", "requirements-dev", "requirements-peers"):
        words = [uv, "pip", "compile", "--quiet", "--upgrade", *OPTIONS, f"{name}.in", "-o", f"{name}.lock"]
        if subprocess.run([str(word) for word in words], cwd=ROOT, check=False).returncode:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
