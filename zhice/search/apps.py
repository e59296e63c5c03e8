from typing import Any

from django.apps import AppConfig


class Search(AppConfig):
    name = "zhice.search"
    verbose_name = "检索"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        post_migrate.connect(_watch, sender=self, dispatch_uid="zhice.search")


def _watch(sender: Any, using: str, **_: Any) -> None:
    """What is declared to be found is watched from the migration on that made its table."""
    from django.db import connections

    from zhice.search import watching

    if "search_change" in connections[using].introspection.table_names():
        watching.ensure(using)
