"""--fleet opens workers only where it is given, and is refused in one line where it cannot work."""

from pathlib import Path

import pytest

from newsarchive.cli.fleet_options import opened_fleet
from newsarchive.errors import SettingsError
from newsarchive.fleet import extra
from newsarchive.settings import Settings


def test_without_it_there_are_no_workers_and_dask_is_not_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(extra, "find_spec", lambda name: None)
    with opened_fleet(None, Settings(root=tmp_path, db=tmp_path / "archive.db")) as pool:
        assert pool is None


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(extra, "find_spec", lambda name: None)
    settings = Settings(root=tmp_path, db=tmp_path / "archive.db")
    with pytest.raises(SettingsError, match=r"newsarchive\[fleet\]"), opened_fleet("2", settings):
        pass
