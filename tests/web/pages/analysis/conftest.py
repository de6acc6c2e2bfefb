"""The invented archive of the statistics, served."""

from pathlib import Path

import pytest
from datasette.app import Datasette

from newsarchive.web.serve import make_datasette
from tests.archive.analysis.invented import build_analysis_archive
from tests.web.sample_archive import NOW


@pytest.fixture(scope="session")
def analysis_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of build_analysis_archive."""
    path = tmp_path_factory.mktemp("analysis") / "archive.db"
    build_analysis_archive(path)
    return path


@pytest.fixture
def analysis(analysis_path: Path, monkeypatch: pytest.MonkeyPatch) -> Datasette:
    """What `newsarchive serve` serves of it, with its clock at NOW."""
    monkeypatch.setattr("newsarchive.clock.now", lambda: NOW)
    return make_datasette(analysis_path)
