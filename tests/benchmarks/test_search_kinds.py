"""The figures of search_kinds.py: every kind of search, over an archive that it makes itself."""

import runpy
import sys
from pathlib import Path

import pytest

from newsarchive.archive.database import Archive

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "search_kinds.py"


def test_every_kind_of_search_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "generated.db"
    monkeypatch.setattr(sys, "argv", [str(SCRIPT), "--articles", "300", "--rounds", "1", "--archive", str(kept)])
    monkeypatch.syspath_prepend(str(SCRIPT.parent))
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(SCRIPT), run_name="__main__")
    assert ended.value.code == 0
    rows = {line[:34].strip(): line[34:].split() for line in capsys.readouterr().out.splitlines() if " / " in line}
    assert {"phrase of common words", "prefix", "-word", "misspelt word", "earlier versions"} <= rows.keys()
    # So few articles are all ranked.
    assert rows["middling word"][-1] == "1.00"
    with Archive.open(kept) as archive:
        assert archive.conn.execute("SELECT count(*) FROM revisions").fetchone() == (6,)
