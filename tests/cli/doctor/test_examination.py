"""All checks together: whatever is broken, the others still run."""

from datetime import UTC, datetime
from pathlib import Path

from newsarchive.archive import runs
from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.cli.doctor.diagnosis import Diagnosis, State, ok
from newsarchive.cli.doctor.examination import FIRST_OUTLET, Wanted, examine
from newsarchive.outlet import Outlet

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
OFFLINE = Wanted(is_offline=True)


def examined(wanted: Wanted = OFFLINE) -> dict[str, Diagnosis]:
    return {line.name: line for line in examine(wanted, NOW)}


def test_a_good_archive_has_no_problem(archive: Path, monkeypatch):
    monkeypatch.setenv("NEWSARCHIVE_CONTACT", "ada@library.example")
    monkeypatch.setenv("NEWSARCHIVE_MIN_FREE_GB", "0")
    lines = examined()
    assert [line for line in lines.values() if line.state is State.PROBLEM] == []
    assert list(lines)[:4] == ["newsarchive", "python", "sqlite", "time zones"]
    assert {"contact", "archive", "quick check", "permissions", "clock", "outlets", "network"} <= set(lines)


def test_settings_that_cannot_be_read_do_not_hide_the_rest(run, archive: Path):
    (archive.parent / "newsarchive.toml").write_text("contct = 'x'")
    lines = examined()
    assert (lines["settings"].state, lines["settings"].advice) == (State.PROBLEM, "did you mean contact?")
    assert "archive" in lines
    assert examined(Wanted(archive, is_offline=True))["archive"].found.startswith(f"{archive}: 3 articles")


def test_a_clock_before_the_archives_newest_row_is_a_problem(archive: Path):
    with Archive.open(archive, write=True) as opened:
        runs.begin_crawl(opened, "newsarchive crawl", datetime(2027, 1, 1, tzinfo=UTC))
    assert examined()["clock"].state is State.PROBLEM


def test_the_outlet_that_was_crawled_last_is_asked(archive: Path, monkeypatch):
    asked = []

    def network_check(settings, url):
        asked.append(url)
        yield ok("network", url)

    monkeypatch.setattr("newsarchive.cli.doctor.network.network_check", network_check)
    examined(Wanted())
    with Archive.open(archive, write=True) as opened:
        register_outlets(opened, [Outlet("orf", "ORF", "https://orf.at/", "de", "Europe/Vienna")])
        runs.begin_run(opened, None, "orf", NOW)
    examined(Wanted())
    assert FIRST_OUTLET in asked[0]
    assert "orf.at" in asked[1]
