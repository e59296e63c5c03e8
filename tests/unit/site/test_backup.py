"""Round trip: what was backed up comes back, and nothing is touched by a backup that is not whole."""

import io
import json
import shutil
import tarfile

import psycopg
import pytest

from zhice.kernel.errors import ZhiceError
from zhice.site import backup, home, migrating, postgres, restoring
from zhice.site.cluster import Cluster


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """A home with a table behind row-level security, a file, a key and a checkpoint; at rest."""
    with pytest.MonkeyPatch.context() as patch:
        place = tmp_path_factory.mktemp("model") / "home"
        patch.setenv("ZHICE_HOME", str(place))
        with postgres.running(), psycopg.connect(**postgres.conninfo("owner")) as owner:
            owner.execute(
                "create table party (name text); insert into party values ('济源市富源机械有限公司');"
                "alter table party enable row level security; alter table party force row level security;"
                "create index on party using gin (name gin_trgm_ops)"
            )
        (home.ensure("files", "ab") / "abc").write_bytes(b"\x00evidence")
        (home.ensure("checkpoints") / "1.json").write_text("{}")
        home.secret("django")
    return place


@pytest.fixture
def filled(own_home, model, monkeypatch):
    """A copy of the model."""
    monkeypatch.setattr(migrating, "ensure", lambda: False)
    shutil.copytree(model, own_home, copy_function=shutil.copy2, ignore=shutil.ignore_patterns("socket-*"))
    return own_home


def make(target):
    with postgres.running():
        return backup.write(target)


def parties():
    with postgres.running(), psycopg.connect(**postgres.conninfo("bootstrap")) as boss:
        return boss.execute("select name from party").fetchall()


def everything(place):
    return {
        str(f.relative_to(place)): f.read_bytes()
        for n in home.KEPT
        for f in (place / n).rglob("*")
        if f.is_file()
    }


def test_rows_files_and_keys_come_back_in_an_empty_home(filled, tmp_path, monkeypatch):
    made = make(tmp_path / "b.tar")
    assert set(made.files) == {"database.dump", "files/ab/abc", "checkpoints/1.json", "keys/django"}
    monkeypatch.setenv("ZHICE_HOME", str(tmp_path / "new"))
    restoring.restore(tmp_path / "b.tar", replace=False)
    assert parties() == [("济源市富源机械有限公司",)]  # a dump by any weaker role would have lost the row
    assert everything(tmp_path / "new") == everything(filled)
    assert (tmp_path / "new" / "keys" / "django").stat().st_mode & 0o777 == 0o600
    with postgres.running(), psycopg.connect(**postgres.conninfo("app")) as app:
        assert app.execute("select name from party").fetchall() == []  # the wall came back too
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("truncate party")
    assert not list((tmp_path / "new").glob(".restoring-*"))


def test_existing_data_are_not_given_up_unasked(filled, tmp_path):
    make(tmp_path / "b.tar")
    with postgres.running(), psycopg.connect(**postgres.conninfo("bootstrap")) as boss:
        boss.execute("insert into party values ('later')")
    with pytest.raises(restoring.RestoreRefused, match="--replace"):
        restoring.restore(tmp_path / "b.tar", replace=False)
    assert len(parties()) == 2
    restoring.restore(tmp_path / "b.tar", replace=True)
    assert len(parties()) == 1


def test_it_is_not_restored_under_somebody_who_uses_the_database(filled, tmp_path):
    make(tmp_path / "b.tar")
    with postgres.running(), pytest.raises(ZhiceError, match="还有知策进程在使用数据库"):
        restoring.restore(tmp_path / "b.tar", replace=True)
    assert len(parties()) == 1


def test_a_backup_is_private_and_replaces_no_file(filled, tmp_path):
    make(tmp_path / "b.tar")
    assert (tmp_path / "b.tar").stat().st_mode & 0o777 == 0o600
    before = (tmp_path / "b.tar").read_bytes()
    with pytest.raises(backup.BackupRefused, match="已存在"):
        make(tmp_path / "b.tar")
    assert (tmp_path / "b.tar").read_bytes() == before


def altered(source, target, change):
    """Copy the tar, letting `change` replace, drop (None) or add members."""
    members = {}
    with tarfile.open(source) as tar:
        for member in tar:
            members[member.name] = tar.extractfile(member).read()
    change(members)
    with tarfile.open(target, "w") as tar:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))


def another_manifest(members):
    told = json.loads(members["manifest.json"])
    members["manifest.json"] = json.dumps({**told, "format": "other"}).encode()


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (lambda m: m.update({"database.dump": m["database.dump"][:-1]}), "database.dump"),
        (lambda m: m.update({"files/ab/abc": b"\x00Evidence"}), "files/ab/abc"),
        (lambda m: m.pop("keys/django"), "keys/django"),
        (lambda m: m.update({"files/extra": b"x"}), "files/extra"),
        (lambda m: m.update({"../outside": b"x"}), "../outside"),
        (lambda m: m.update({"/absolute": b"x"}), "absolute"),
        (another_manifest, "不是知策的备份"),
    ],
)
def test_what_is_not_the_backup_that_was_made_touches_nothing(filled, tmp_path, change, names):
    make(tmp_path / "b.tar")
    altered(tmp_path / "b.tar", tmp_path / "bad.tar", change)
    before = everything(filled)
    with pytest.raises(backup.Damaged, match=names):
        restoring.restore(tmp_path / "bad.tar", replace=True)
    assert everything(filled) == before and len(parties()) == 1
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_backup_cut_short_touches_nothing(filled, tmp_path, share):
    make(tmp_path / "b.tar")
    whole = (tmp_path / "b.tar").read_bytes()
    (tmp_path / "cut.tar").write_bytes(whole[: int(len(whole.rstrip(b"\0")) * share)])
    with pytest.raises(backup.Damaged):
        restoring.restore(tmp_path / "cut.tar", replace=True)
    assert len(parties()) == 1


def test_links_and_devices_are_no_members_of_a_backup(filled, tmp_path):
    make(tmp_path / "b.tar")
    with tarfile.open(tmp_path / "b.tar", "a") as tar:
        link = tarfile.TarInfo("files/link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    with pytest.raises(backup.Damaged, match="files/link"):
        backup.verify(tmp_path / "b.tar")


def test_a_dump_that_cannot_be_restored_leaves_the_old_home(filled, tmp_path, monkeypatch):
    make(tmp_path / "b.tar")
    keys = everything(filled)

    def fail(*arguments, **options):
        raise backup.BackupRefused(restoring.Words(zh="断电", en="power cut"))

    monkeypatch.setattr(backup, "run_tool", fail)
    with pytest.raises(backup.BackupRefused, match="断电"):
        restoring.restore(tmp_path / "b.tar", replace=True)
    assert everything(filled) == keys and len(parties()) == 1
    assert Cluster().pid() is None and not list(filled.glob(".restoring-*"))
