"""Finding what the rooms declare: every file of one name in every app, however deep the room lies."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

from django.apps import apps

MACHINERY = ("zhice.web", "zhice.api", "django", "allauth")


def modules(name: str) -> Iterator[ModuleType]:
    """The modules called `name` of all apps, in the order of the apps; a broken one raises its own error."""
    for app in apps.get_app_configs():
        if app.name.startswith(MACHINERY):
            continue
        root = Path(app.path)
        for file in sorted(root.rglob(f"{name}.py")):
            inside = file.relative_to(root).with_suffix("").parts
            if all((root.joinpath(*inside[:depth]) / "__init__.py").exists() for depth in range(len(inside))):
                yield import_module(".".join((app.name, *inside)))
