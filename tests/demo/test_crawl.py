"""One crawl of the demo, as the process that runs it sees its arguments; whole crawls are in test_run.py."""

from pathlib import Path

import pytest

from newsarchive.demo import crawl
from newsarchive.demo.addresses import home_of
from newsarchive.demo.folder import make_folder
from newsarchive.errors import NewsArchiveError

HOME = "http://127.0.0.1:41873/"


class _Done:
    exit_code = 1


@pytest.fixture
def demo_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A demo folder whose settings are used, with the outlets' URLs restored afterwards."""
    make_folder(tmp_path, [HOME])
    monkeypatch.setenv("NEWSARCHIVE_CONFIG", str(tmp_path / "newsarchive.toml"))
    monkeypatch.setattr("newsarchive.demo.addresses._homes", {"mimori_shimpo": "http://127.0.0.1:8932/"})
    return tmp_path


def test_the_outlets_in_the_arguments_are_crawled_at_their_urls(demo_folder: Path, monkeypatch: pytest.MonkeyPatch):
    calls = []

    def crawl_outlets(settings, spiders, options):
        calls.append((settings.db, [spider.name for spider in spiders], options.command, home_of("mimori_shimpo")))
        return _Done

    monkeypatch.setattr(crawl, "crawl_outlets", crawl_outlets)
    assert crawl.main([f"mimori_shimpo={HOME}"]) == 1
    assert calls == [(demo_folder / "archive.db", ["mimori_shimpo"], "newsarchive demo", HOME)]


def test_an_error_is_one_line_and_exit_status_1(
    demo_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def crawl_outlets(settings, spiders, options):
        raise NewsArchiveError("the disk is full")

    monkeypatch.setattr(crawl, "crawl_outlets", crawl_outlets)
    assert crawl.main([f"mimori_shimpo={HOME}"]) == 1
    assert capsys.readouterr().err == "the disk is full\n"


def test_an_unknown_outlet_is_reported(demo_folder: Path, capsys: pytest.CaptureFixture[str]):
    assert crawl.main([f"mimori_shinpo={HOME}"]) == 1
    assert "did you mean mimori_shimpo" in capsys.readouterr().err
