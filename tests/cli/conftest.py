"""The command line as a user runs it, in this process, on an archive of a few documents."""

import io
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from newsarchive.cli.main import main
from tests.cli.support import a_document


@dataclass(frozen=True)
class Ran:
    """What a command printed and ended with."""

    out: str
    err: str
    status: int


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `newsarchive …` in an empty folder whose archive is archive.db."""
    for name in ("NEWSARCHIVE_DB", "NEWSARCHIVE_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def run_it(*words: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["newsarchive", *map(str, words)])
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as end:
            main()
        return Ran(out.getvalue(), err.getvalue(), int(end.value.code or 0))

    return run_it


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A folder of three documents."""
    folder = tmp_path / "letters"
    folder.mkdir()
    bridge = a_document("Bridge to open in May", "The harbour bridge opens in May.\n\n---\n\nIt took nine years.")
    (folder / "1.txt").write_text(bridge.replace("\n\n---\n\nIt took", "\n\n\\---\n\nIt took"), encoding="utf-8")
    (folder / "2.txt").write_text(
        a_document("Ferry prices rise", "The ferry costs more.", "01.02.2016"), encoding="utf-8"
    )
    (folder / "3.md").write_text(
        a_document("東京で新しい橋", "新しい橋が東京湾に完成した。", "10.12.2016"), encoding="utf-8"
    )
    return folder


@pytest.fixture
def archive(run: Run, letters: Path) -> Path:
    """An archive of the three letters: 1 the bridge, 2 the ferry, 3 the one in Japanese."""
    assert run("import", letters).status == 0
    return letters.parent / "archive.db"
