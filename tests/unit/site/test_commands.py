"""What the command line answers, as data: the journal's verdict."""

import json

import pytest

from zhice.accounts.acting import SYSTEM, acting_as
from zhice.cli import frame
from zhice.journal.acts import act
from zhice.site import commands


@pytest.mark.django_db(transaction=True)
def test_the_journal_is_whole_and_then_the_first_bad_event_is_named(
    superuser, capfdbinary, settings, tmp_path
):
    settings.ZHICE_HOME = tmp_path  # checkpoints of its own
    with acting_as(SYSTEM):
        for number in range(3):
            with act("registry.party.rename", record=f"party:{number}", reason="试"):
                pass
    whole = commands.journal_verify()
    assert (whole["ok"], whole["events"], whole["first_bad"], whole["fault"]) == (True, 3, None, None)
    superuser.execute("alter table journal_event disable trigger all")
    (second,) = superuser.execute("select seq from journal_event order by seq offset 1 limit 1").fetchone()
    superuser.execute("update journal_event set body = replace(body, '试', '改') where seq = %s", [second])
    bad = commands.journal_verify()
    assert not bad["ok"] and bad["first_bad"] == second and bad["fault"] == "changed"
    frame.emit(bad)
    assert json.loads(capfdbinary.readouterr().out)["words"].startswith(f"第 {second} 条日志")
