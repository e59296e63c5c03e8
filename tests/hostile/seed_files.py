"""Every hostile input as a real file: `python -m tests.hostile.seed_files FOLDER` writes one for each entry.

They are made and not kept, because a bomb in a repository is a nuisance to whoever scans it, and because a list can be
read. Files of catalogue.yaml bear the name of what builds them, those of cells.yaml the item's number.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import yaml

from tests.hostile import builders

_HERE = Path(__file__).parent


def entries(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((_HERE / name).read_text("utf-8"))
    return found


def write(folder: Path) -> list[Path]:
    """All of them into `folder`; where each lies."""
    from tests.hostile import cell_files  # knows the registers, so Django must have been set up

    written = []
    for number, entry in enumerate(entries("catalogue.yaml")):
        kind = Path(entry["name"].replace("\\", "/")).suffix.replace("\0", "") or ".csv"
        path = folder / f"{entry['item']:03}-{number:03}-{entry['build'].replace('_', '-')}{kind}"
        getattr(builders, entry["build"])(path)
        written.append(path)
    return written + cell_files.write(folder)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhice.site.settings")
    django.setup()
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    sys.stdout.write(f"{len(write(target))} files\n")
