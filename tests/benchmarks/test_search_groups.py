"""The figures of search_groups.py: every kind of request both ways, over an archive that it makes itself."""

import runpy
import sys
from pathlib import Path

import pytest

from newsarchive.archive.database import Archive

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "search_groups.py"


def test_every_kind_is_measured_both_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "generated.db"
    monkeypatch.setattr(sys, "argv", [str(SCRIPT), "--articles", "300", "--rounds", "1", "--archive", str(kept)])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(SCRIPT), run_name="__main__")
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert "two common words" in told
    assert float(told.split("the middle kind:")[1]) > 0
    with Archive.open(kept) as archive:
        wrong = "cluster_id <> coalesce(copy_of, id) OR (copy_of IS NULL) <> (similarity IS NULL)"
        assert archive.conn.execute(f"SELECT count(*) FROM articles WHERE {wrong}").fetchone() == (0,)
        assert archive.conn.execute("SELECT count(*) FROM articles WHERE copy_of IS NOT NULL").fetchone()[0] > 10
