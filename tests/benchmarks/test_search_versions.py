"""The figures of search_versions.py: every kind of words, over an archive that it makes itself."""

import runpy
import sys
from pathlib import Path

import pytest

from newsarchive.archive.database import Archive

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "search_versions.py"


def test_index_and_scan_are_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "generated.db"
    monkeypatch.setattr(sys, "argv", [str(SCRIPT), "--versions", "100", "--rounds", "1", "--archive", str(kept)])
    monkeypatch.syspath_prepend(str(SCRIPT.parent))
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(SCRIPT), run_name="__main__")
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert "in nearly every text" in told
    assert float(told.split("their index:")[1].split()[0].replace(",", "")) > 0
    with Archive.open(kept) as archive:
        assert archive.conn.execute("SELECT count(*) FROM revisions").fetchone()[0] >= 100
        assert archive.conn.execute("SELECT DISTINCT revision FROM articles").fetchall() == [(6,)]
