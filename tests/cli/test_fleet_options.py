"""--fleet opens workers only where it is given, and is refused in one line where it cannot work."""

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from newsarchive.cli.fleet_options import opened_fleet
from newsarchive.errors import SettingsError
from newsarchive.fleet import dask_pool, extra
from newsarchive.settings import Settings
from newsarchive.workers.executors import TaskPool


def test_without_it_there_are_no_workers_and_dask_is_not_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(extra, "find_spec", lambda name: None)
    with opened_fleet(None, Settings(root=tmp_path, db=tmp_path / "archive.db")) as pool:
        assert pool is None


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(extra, "find_spec", lambda name: None)
    settings = Settings(root=tmp_path, db=tmp_path / "archive.db")
    with pytest.raises(SettingsError, match=r"newsarchive\[fleet\]"), opened_fleet("2", settings):
        pass


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: int, status: int
):
    @contextmanager
    def pool_of_one(place: str, settings: Settings) -> Iterator[TaskPool]:
        with ThreadPoolExecutor(1) as executor:
            yield TaskPool(executor, lambda: 1, place)

    monkeypatch.setattr(dask_pool, "fleet_pool", pool_of_one)
    settings = Settings(root=tmp_path, db=tmp_path / "archive.db")
    with pytest.raises(SystemExit) as end, opened_fleet("2", settings):
        signal.raise_signal(number)
    assert end.value.code == status
    stopped = "newsarchive: stopped; what was stored stays. Run the command again to go on\n"
    assert capsys.readouterr() == ("", stopped)
