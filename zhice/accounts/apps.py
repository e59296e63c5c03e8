from typing import Any

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "zhice.accounts"
    verbose_name = "人员与权限"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from django.db.models.signals import post_migrate, pre_migrate

        from zhice.accounts import acting, authority, signing_in  # noqa: F401  # signing_in connects its signals
        from zhice.accounts.notices import queries
        from zhice.web import bell, doors

        doors.install(authority)
        bell.install(bell.Bell(page="notices:list", unread=queries.unread))
        _fill_journal()
        connection_created.connect(acting.repeat_settings, dispatch_uid="zhice.accounts")
        pre_migrate.connect(_open_wall, dispatch_uid="zhice.accounts")
        post_migrate.connect(_shut_wall, dispatch_uid="zhice.accounts")


def _fill_journal() -> None:
    """The journal's address is below this floor; who may open it is known here."""
    from django.urls import path

    from zhice.accounts import screens
    from zhice.journal import urls

    urls.urlpatterns[:] = [path("", screens.journal, name="journal")]


def _open_wall(sender: Any, using: str, **_: Any) -> None:
    """Migrations run as the owner, whom the wall binds too: they move rows that nobody in particular may see."""
    from zhice.accounts import acting

    acting.tell(acting.session_settings(acting.SYSTEM), using=using)


def _shut_wall(sender: Any, using: str, **_: Any) -> None:
    from zhice.accounts import acting

    acting.tell(acting.current_settings(), using=using)
