"""What makes the tables anew: whatever fills them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zhice.registry.regions import gazetteer
from zhice.site import migrating


def test_the_files_that_name_regions_are_watched() -> None:
    names = gazetteer.installed()
    if names is None:
        pytest.skip("the set-up's names of counties are not here")
    assert names in migrating.sources()
    assert {*Path(gazetteer.__file__).parent.glob("data/*.yaml")} <= set(migrating.sources())


def test_counties_that_come_later_are_something_new(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(migrating, "ROOT", tmp_path)
    monkeypatch.setattr(migrating.roles, "__file__", str(tmp_path / "roles.py"))
    (tmp_path / "requirements.lock").write_text("")
    (tmp_path / "roles.py").write_text("")
    before = migrating.digest()
    folder = tmp_path / "zhice/web/static/vendor/china-division"
    folder.mkdir(parents=True)
    assert migrating.digest() == before
    (folder / "pca-code.json").write_text(json.dumps([]))
    assert migrating.digest() != before
