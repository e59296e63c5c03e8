"""Where the index of this installation stands: it is made from the records, so no backup holds it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from zhice.search.engine.shelf import Shelf


def shelf() -> Shelf:
    return _at(Path(settings.ZHICE_HOME) / "search")


@lru_cache(maxsize=4)
def _at(folder: Path) -> Shelf:
    return Shelf(folder)
