"""The figures of reading.py: side by side on one page, and nothing without a corpus."""

import gzip
import json
import runpy
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "reading.py"
PAGE = "<html><body><article><h1>Bridge reopens</h1>" + "<p>The bridge was opened again on Friday.</p>" * 9


def run(monkeypatch: pytest.MonkeyPatch, shared: Path) -> int | str | None:
    monkeypatch.setattr(sys, "argv", [str(SCRIPT), "--shared", str(shared)])
    monkeypatch.syspath_prepend(str(SCRIPT.parent))
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(SCRIPT), run_name="__main__")
    return ended.value.code


def test_both_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "corpus" / "pages").mkdir(parents=True)
    row = {"id": "a", "url": "https://bay.example/2026/bridge", "site": "bay.example", "charset": "utf-8"}
    (tmp_path / "corpus" / "index.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (tmp_path / "corpus" / "pages" / "a.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    assert run(monkeypatch, tmp_path) == 0
    told = capsys.readouterr().out
    assert told.startswith("1 pages")
    assert float(told.split("ours / plain")[1].split()[0]) > 0


def test_without_a_corpus_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, tmp_path) == 0
    assert "nothing to read" in capsys.readouterr().err
