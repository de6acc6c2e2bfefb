"""The figures of statistics_of_searches.py: every kind of question, over an archive that it makes itself."""

import runpy
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "statistics_of_searches.py"


def test_every_kind_of_question_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "generated.db"
    monkeypatch.setattr(sys, "argv", [str(SCRIPT), "--articles", "300", "--rounds", "1", "--archive", str(kept)])
    monkeypatch.syspath_prepend(str(SCRIPT.parent))
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(SCRIPT), run_name="__main__")
    assert ended.value.code == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if " CPU " in line]
    assert len(lines) == 16
    counted = {line.split("  ")[0].strip(): line for line in lines}
    by_month = next(line for name, line in counted.items() if "by month" in name)
    assert int(by_month[50:60].replace(",", "")) > 250
