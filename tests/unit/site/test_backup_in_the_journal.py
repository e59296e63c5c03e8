"""A backup holds everything there is: it leaves an event, and without the event there is none."""

import pytest
from django.db import connection

from zhice.accounts.acting import SYSTEM, acting_as
from zhice.journal import chain
from zhice.site import backup, restoring

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def target(tmp_path, monkeypatch):
    monkeypatch.setenv("ZHICE_DATABASE", connection.settings_dict["NAME"])
    return tmp_path / "b.tar"


def events():
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute("select action, detail ->> 'file' from journal_event order by seq")
        return cursor.fetchall()


def test_one_event_for_a_backup_and_one_for_its_restoration(target):
    with acting_as(SYSTEM):
        made = backup.take(target)
        restoring.note(target, made)
    assert events() == [("site.database.backup", "b.tar"), ("site.database.restore", "b.tar")]
    assert backup.verify(target) == made


def test_no_event_no_backup(target, monkeypatch):
    def refuse(*arguments, **options):
        raise OSError("the journal cannot be written")

    monkeypatch.setattr(chain, "append", refuse)
    with acting_as(SYSTEM), pytest.raises(OSError, match="journal"):
        backup.take(target)
    assert not target.exists() and events() == []


def test_no_backup_no_event(target):
    target.write_text("somebody's")
    with acting_as(SYSTEM), pytest.raises(backup.BackupRefused):
        backup.take(target)
    assert target.read_text() == "somebody's" and events() == []
