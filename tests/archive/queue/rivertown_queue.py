"""A queue of two outlets: what their feeds say, what requests find, and the rows that come of it."""

from datetime import UTC, datetime, timedelta

from newsarchive.archive.queue import queued_urls, url_states
from newsarchive.outlet import Outlet
from newsarchive.records import Outcome, Sighting, Stamp

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED, OTHER_FEED = "https://rivertown.example/rss", "https://rivertown.example/news.xml"
URL = "https://rivertown.example/a"
POST, TIMES = "rivertown_post", "hill_times"


def an_outlet(name):
    return Outlet(name=name, title=name, home="https://rivertown.example/", language="en", timezone="UTC")


def a_sighting(url=URL, at=NOW - HOUR, **facts):
    stamp = Stamp(at.date(), at) if at else None
    return Sighting(**{"url": url, "found_in": FEED, "kind": "feed", "headline": "A", "published": stamp, **facts})


def modified(at):
    return Stamp(at.date(), at)


def add(archive, *sightings, now=NOW, outlet=POST):
    return url_states.add_sightings(archive, outlet, sightings, now)


def due(archive, now=NOW, limit=100, **bounds):
    return [one.url.rpartition("/")[2] for one in queued_urls.due(archive.conn, POST, now, limit, **bounds)]


def record(archive, outcome, now=NOW, url=URL, reason=None, **facts):
    url_states.record_outcome(archive, url, outcome, reason, now, **facts)


def store_article(archive, url=URL):
    """An article and the outcome of its URL, as saving would leave them."""
    with archive.transaction():
        cursor = archive.conn.execute(
            "INSERT INTO articles(search_id, outlet, url, headline, word_count, first_seen_at, checked_at, last_status)"
            " VALUES (1, ?, ?, 'A', 1, '2026-11-22T12:00:00Z', '2026-11-22T12:00:00Z', 200)",
            [POST, url],
        )
    record(archive, Outcome.ARTICLE, url=url, article_id=cursor.lastrowid)
    return cursor.lastrowid


def row(archive, url=URL):
    cursor = archive.conn.execute("SELECT * FROM urls WHERE url = ?", [url])
    return dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))


def article(archive, article_id):
    return archive.conn.execute("SELECT last_status, gone_at FROM articles WHERE id = ?", [article_id]).fetchone()
