"""The tables are what the models say; asked of the files, so that no database is needed."""

from __future__ import annotations

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState
from django.utils import translation


def test_every_model_has_its_migration():
    with translation.override(None):  # as makemigrations does: labels in the language of the code
        told = missing_migrations()
    assert not told, f"{told}\nRun: .venv/bin/python -m django makemigrations"


def missing_migrations() -> dict[str, list[str]]:
    loader = MigrationLoader(None)
    wanted = ProjectState.from_apps(apps)
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("zhice.")}
    missing = MigrationAutodetector(
        loader.project_state(), wanted, NonInteractiveMigrationQuestioner(specified_apps=ours, dry_run=True)
    ).changes(graph=loader.graph, trim_to_apps=ours)
    return {
        app: [str(operation.describe()) for migration in migrations for operation in migration.operations]
        for app, migrations in missing.items()
    }


def test_no_two_ends():
    """Two migrations of one app after the same parent would stop `zhice migrate` on the reader's machine."""
    loader = MigrationLoader(None)
    assert not loader.detect_conflicts()
