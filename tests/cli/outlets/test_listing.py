"""The list of outlets: what comes from files and what from the archive."""

from datetime import UTC, datetime
from pathlib import Path

from newsarchive.archive import runs
from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.cli.outlets.listing import listed_outlets, row_of, summary, table
from newsarchive.outlet import Outlet, site_outlet
from newsarchive.settings import Settings

POST = Outlet("post", "Rivertown Post", "https://post.example/", "en", "UTC", "gb", kind="public_broadcaster")
SITE = site_outlet("https://harbour.example/a", "harbour.example")
AT = datetime(2026, 11, 3, 7, 30, tzinfo=UTC)


def test_without_an_archive_there_are_the_declared_outlets(tmp_path: Path):
    (one,) = listed_outlets(Settings(tmp_path, db=tmp_path / "absent.db"), [POST])
    assert (one.outlet, one.origin, one.articles, one.visited_at) == (POST, "file", 0, None)
    assert not (tmp_path / "absent.db").exists()


def test_an_outlet_with_a_file_keeps_the_facts_of_its_file(tmp_path: Path):
    settings = Settings(tmp_path, db=tmp_path / "archive.db")
    with Archive.open(settings.db, write=True) as archive:
        register_outlets(archive, [Outlet("post", "Old Post", "https://old.example/", "en", "UTC"), SITE])
        runs.begin_run(archive, None, "post", AT)
    post, site = listed_outlets(settings, [POST])
    assert (post.outlet, post.origin, post.visited_at) == (POST, "file", AT)
    assert (site.outlet.name, site.origin, site.place) == ("harbour_example", "fetch", "int")
    assert row_of(site)["last_crawled_at"] is None
    assert summary([post, site]) == "2 outlets, 1 of them never crawled; 1 made by `newsarchive fetch`"
    assert [line.split()[-3:] for line in table([post, site]).splitlines()[1:]] == [
        ["public", "0", "2026-11-03"],
        ["(fetch)", "0", "never"],
    ]
