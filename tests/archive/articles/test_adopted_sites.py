"""An outlet takes over what its site had before it had a file: search, totals and queue know one outlet."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive import ingest
from newsarchive.archive import runs
from newsarchive.archive.articles.adopted_sites import adopt_sites
from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.archive.health import outlet_days
from newsarchive.archive.maintenance.verify import verify
from newsarchive.archive.queue import url_states
from newsarchive.archive.search.totals import outlet_totals
from newsarchive.outlet import Outlet, site_outlet
from newsarchive.records import Outcome, Page
from tests.cli.support import PAGE

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
URL = "https://www.post.example/bridge"
SITE = site_outlet(URL, "post.example")
POST = Outlet("rivertown_post", "Rivertown Post", "https://www.post.example/", "en", "UTC", "gb", ("post.example",))
OTHER = Outlet("other", "Other", "https://other.example/", "en", "UTC", "gb", ("other.example",))


@pytest.fixture
def archive(tmp_path: Path):
    """An archive with an article, a queue and a run of a site without an outlet file."""
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        register_outlets(opened, [SITE])
        url_states.add_url(opened, SITE.name, URL, NOW)
        headers = (("Content-Type", "text/html; charset=utf-8"),)
        stored = ingest.ingest(opened, Page(URL, URL, NOW, 200, headers, PAGE.encode()), SITE, NOW)
        assert stored.outcome is Outcome.ARTICLE
        run = runs.begin_run(opened, None, SITE.name, NOW)
        outlet_days.record_run(opened, run, NOW)
        yield opened


def test_everything_becomes_the_outlets(archive: Archive):
    with archive.transaction():
        register_outlets(archive, [POST])
        outlet_days.record_day(archive, POST.name, NOW.date())
        assert adopt_sites(archive, POST) == [SITE.name] == ["post_example"]
    assert [(total.name, total.articles) for total in outlet_totals(archive.conn)] == [("rivertown_post", 1)]
    for table in ("articles", "urls", "runs", "health_days", "url_totals", "outlet_days"):
        assert {row[0] for row in archive.conn.execute(f"SELECT DISTINCT outlet FROM {table}")} == {"rivertown_post"}
    assert list(verify(archive, NOW)) == []


@pytest.mark.parametrize("outlet", [pytest.param(OTHER, id="another host"), pytest.param(SITE, id="the site itself")])
def test_other_outlets_take_nothing(archive: Archive, outlet: Outlet):
    with archive.transaction():
        register_outlets(archive, [outlet])
        assert adopt_sites(archive, outlet) == []
    assert archive.conn.execute("SELECT outlet FROM articles").fetchone()[0] == SITE.name


def test_every_table_with_an_outlet_is_known(archive: Archive):
    from newsarchive.archive.articles import adopted_sites

    tables = archive.conn.execute(
        """SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
           WHERE m.type = 'table' AND c.name = 'outlet'"""
    )
    kept_by_triggers = {"outlet_days", "url_totals"}
    assert {name for (name,) in map(tuple, tables)} == {*adopted_sites._TABLES, *kept_by_triggers}
