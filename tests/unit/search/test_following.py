"""The index follows what is committed, by whatever way it was written; and can be built anew while it is asked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import Any

import pytest

from tests.unit.registry.conftest import LUOYANG, publication
from zhice.accounts.acting import SYSTEM, acting_as
from zhice.search import finding, following
from zhice.search.models import Change


def found(question: str) -> list[str]:
    with acting_as(SYSTEM):
        return sorted(hit.what.kind for hit in finding.find(SYSTEM, question).hits)


def test_what_is_written_changed_and_deleted_is_followed(follow: Any, stored: Any) -> None:
    from zhice.registry.models import Party, PartyName, PCTApplication

    follow()
    stored(
        publication(
            "CN100000001B",
            title="一种铅锭连铸装置",
            first_applicant="济源甲机械有限公司",
            applicants="济源甲机械有限公司",
        )
    )
    assert found("铅锭") == []
    assert follow() > 0
    assert found("铅锭连铸") == ["patent"]
    assert found("甲机械") == ["party", "patent"]
    with acting_as(SYSTEM):
        party = Party.objects.get()
        Party.objects.filter(pk=party.pk).update(name="济源乙机械有限公司")
        PartyName.objects.create(party=party, name="曾用丙公司", matching_name="曾用丙公司")
        application = PCTApplication.objects.create(
            application_number="PCT/CN2020/123456",
            title="电解液",
            filed_date="2020-01-01",
            applicant=party,
            region_id=LUOYANG,
        )
    follow()
    assert found("乙机械") == ["party", "patent", "pct"]  # the records that bear its name, too
    assert found("曾用丙") == ["party"]
    assert found("甲机械") == ["patent"]  # all applicants, as the gazette had them
    assert found("pct/cn2020/123456") == ["pct"]
    with acting_as(SYSTEM):
        PartyName.objects.all().delete()
        application.delete()
    follow()
    assert found("曾用丙") == found("电解液") == []
    with acting_as(SYSTEM):
        assert not Change.objects.exists()


@pytest.mark.django_db
def test_what_is_rolled_back_is_never_found(follow: Any, stored: Any) -> None:
    from django.db import transaction

    from zhice.registry.models import Patent

    stored(publication("CN100000001B", title="一种铅锭装置"))
    follow()
    with acting_as(SYSTEM), transaction.atomic():
        Patent.objects.update(title="不留下的名称")
        transaction.set_rollback(True)
    follow()
    assert found("不留下") == []
    assert found("铅锭") == ["patent"]


def test_a_change_that_was_written_but_not_struck_is_written_again(
    follow: Any, stored: Any, place: Any, monkeypatch: Any
) -> None:
    follow()
    stored(publication("CN100000001B", title="一种铅锭装置"))

    def killed(changes: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt), acting_as(SYSTEM):
        patch.setattr(following, "strike", killed)
        follower = following.Follower(place)
        try:
            follower.step()
        finally:
            follower.close()
    assert found("铅锭") == ["patent"]
    assert follow() > 0
    assert found("铅锭") == ["patent"]


def test_it_is_built_anew_while_it_is_asked(follow: Any, stored: Any, place: Any) -> None:
    """Changes that come while the new index is built stand in the old one at once, and in the new one afterwards."""
    stored(publication("CN100000001B", title="一种铅锭装置"))
    follow()
    seen: list[int] = []

    def meanwhile(done: int, total: int) -> None:
        seen.append(len(found("铅锭")))
        if len(seen) == 1:
            stored(publication("CN100000002B", title="又一种铅锭装置"))
            follower = following.Follower(place)
            assert follower.step() > 0
            follower.close()
            assert len(found("铅锭")) == 2

    with acting_as(SYSTEM):
        assert following.rebuild(on=place, progress=meanwhile) > 0
    assert seen and 0 not in seen
    assert len(found("铅锭")) == 2
    follow()
    with acting_as(SYSTEM):
        assert not Change.objects.exists()


def test_a_building_that_was_killed_leaves_the_old_index_and_is_begun_anew(
    follow: Any, stored: Any, place: Any
) -> None:
    stored(publication("CN100000001B", title="一种铅锭装置"))
    follow()
    script = (
        "import sys, time; from pathlib import Path; from zhice.search.engine.shelf import Shelf\n"
        "from zhice.search.engine.index import Writer, Entry\n"
        "shelf = Shelf(Path(sys.argv[1]))\n"
        "with shelf.building():\n"
        "    writer = Writer(shelf.path(shelf.begin()))\n"
        "    writer.put([Entry('t', 1, text='x')]); writer.commit()\n"
        "    print('half', flush=True); time.sleep(60)\n"
    )
    broken = subprocess.Popen([sys.executable, "-c", script, str(place.folder)], stdout=subprocess.PIPE)
    assert broken.stdout is not None
    assert broken.stdout.readline() == b"half\n"
    os.kill(broken.pid, signal.SIGKILL)
    broken.wait()
    assert found("铅锭") == ["patent"]
    assert len([each for each in place.folder.iterdir() if each.is_dir()]) == 2
    with acting_as(SYSTEM):
        following.rebuild(on=place)
    assert found("铅锭") == ["patent"]
    assert len([each for each in place.folder.iterdir() if each.is_dir()]) == 1


def test_a_deleted_index_is_built_again(follow: Any, stored: Any, place: Any) -> None:
    import shutil

    stored(publication("CN100000001B", title="一种铅锭装置"))
    follow()
    shutil.rmtree(place.folder)
    with acting_as(SYSTEM):
        assert not finding.find(SYSTEM, "铅锭").ready
    follow()
    assert found("铅锭") == ["patent"]


@pytest.mark.django_db(transaction=True)
def test_a_commit_is_found_by_the_worker_s_own_thread(place: Any) -> None:
    """The real thread, the real commit, a connection each."""
    from zhice.registry.models import Party
    from zhice.site.indexing import following_in_background

    with following_in_background():
        with acting_as(SYSTEM):
            Party.objects.create(name="济源即刻有限公司", matching_name="济源即刻有限公司")
        end = time.monotonic() + 30  # not a measure: building the first index takes its time here
        while time.monotonic() < end and found("即刻") != ["party"]:
            time.sleep(0.05)
    assert found("即刻") == ["party"]
