"""The figures of web_pages.py: every kind of page of an archive answers, and is in the table."""

import runpy
import sys
from pathlib import Path

import pytest

from tests.web.complete_archive import build_complete_archive

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "web_pages.py"


def test_every_kind_of_page_is_asked(tmp_path, monkeypatch, capsys) -> None:
    path = tmp_path / "archive.db"
    build_complete_archive(path)
    monkeypatch.setattr(sys, "argv", [str(SCRIPT), "--archive", str(path), "--rounds", "1", "--limit-ms", "0"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(SCRIPT), run_name="__main__")
    told = capsys.readouterr().out
    assert ended.value.code == 0, told
    pages = runpy.run_path(str(SCRIPT))["PAGES"]
    assert [line.split(" | ")[0].removeprefix("| ") for line in told.splitlines()[2:]] == [kind.name for kind in pages]
    assert "status" not in told
    assert told.count("the archive has no") == 2, "the sample archive has neither near-duplicates nor a picture"
    assert "| **" in told


def test_words_are_chosen_by_how_common_they_are() -> None:
    texts = ["of the harbour", "of the quay", "of the sea and the pier"]
    words = runpy.run_path(str(SCRIPT))["words_of"](texts)
    assert set(words["common"][:1] + words["common2"][:1]) == {"of", "the"}
    assert words["phrase"][0] == "of the"
    assert "pier" in words["rare"]
