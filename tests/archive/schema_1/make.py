"""How archive.db.gz beside this file was made: an archive of schema 1, written by the code that had that schema.

    python tests/archive/schema_1/make.py FOLDER     in a checkout whose SCHEMA_VERSION is 1

It is never made anew: later code would write a later schema. Two outlets, four scripts; a revision, a stub, a page
that was refused, an address in each outcome, a removed article, an imported document, feeds, crawls and runs. All
texts are invented. Its WARC files are kept in captures/.
"""

import gzip
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from newsarchive.archive.archive import Archive
from newsarchive.archive.feed_states import save_feed_state
from newsarchive.archive.identity import Addresses
from newsarchive.archive.removal import remove_article
from newsarchive.archive.store import Capture, record_capture, register_outlets, save
from newsarchive.archive.writing import version_of

from newsarchive.archive import queue, runs
from newsarchive.archive.captures import pack
from newsarchive.archive.schema import SCHEMA_VERSION
from newsarchive.outlet import IMPORTED, Outlet
from newsarchive.records import Article, Author, FeedState, Outcome, Page, RunCounts, Sighting, Stamp

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
GAZETTE = Outlet(
    name="reedmouth_gazette",
    title="Reedmouth Gazette",
    home="https://gazette.example/",
    country="gb",
    language="en",
    timezone="Europe/London",
    domains=("gazette.example",),
)
KAWABE = Outlet(
    name="kawabe_nippo",
    title="川辺日報",
    home="https://kawabe.example/",
    country="jp",
    language="ja",
    timezone="Asia/Tokyo",
    domains=("kawabe.example",),
)
FERRY = (
    "The Reedmouth ferry will sail on Sundays again from March, the harbour board said.\n\n"
    "It had stopped when its second engine failed. A new one was fitted in the autumn and tried on the river for six "
    "weeks without a fault, and the crew has been trained.\n\nTickets stay at four pounds."
)
WEIR = "The weir at Alder Lock was opened by hand on Friday night after its motor was flooded for the third time."
PENS = "The private letter of a resident stood here by mistake, with a street and a number that nobody should read."
BRIDGE = "川辺橋の補修工事が来月から始まる。市は夜間の通行止めを二週間にわたり予定している。"
MARKET = "تفتح السوق القديمة أبوابها صباح السبت بعد ترميم دام عامين، وتعود إليها دكاكين العطارين."
MUSEUM = "Музей лодок открыл новый зал, в котором показана барка, поднятая со дна прошлым летом."


def an_article(outlet: Outlet, headline: str, body: str, **facts: object) -> Article:
    published = Stamp(date(2026, 11, 21), datetime(2026, 11, 21, 8, 30, tzinfo=UTC))
    given = {"language": outlet.language, "published": published, "source": outlet.title, "section": "Local", **facts}
    return Article(outlet=outlet.name, headline=headline, body=body, **given)  # type: ignore[arg-type]


def put(archive: Archive, outlet: Outlet, url: str | None, article: Article, days: int = 0) -> int | None:
    """Saves article as a page at url shows it; without an address, as a document."""
    now = NOW + timedelta(days=days)
    page = Page(url or "", url or "", now, 200, (("Content-Type", "text/html"),), article.body.encode())
    version = version_of(article, outlet.name, "0.1.0+rules" if url else None)
    addresses = Addresses(url, url, article.canonical_url) if url else Addresses()
    capture = Capture(pack(page), url) if url else None
    return save(archive, version, outlet=outlet, addresses=addresses, now=now, capture=capture).article_id


def fill(archive: Archive) -> None:
    """Every kind of row that this schema can hold."""
    register_outlets(archive, [GAZETTE, KAWABE])
    crawl = runs.begin_crawl(archive, "crawl reedmouth_gazette kawabe_nippo", NOW)
    run = runs.begin_run(archive, crawl, GAZETTE.name, NOW)
    add_addresses(archive)
    add_articles(archive)
    counts = RunCounts(requests=12, bytes_received=48_000, seen=20, new_articles=5, revised=1, refused={"refused": 1})
    runs.end_run(archive, run, "finished", counts, NOW)
    runs.end_crawl(archive, crawl, "finished", NOW)
    runs.begin_run(archive, runs.begin_crawl(archive, "crawl kawabe_nippo", NOW), KAWABE.name, NOW)
    runs.interrupt_unfinished(archive, NOW + timedelta(days=1))


def add_addresses(archive: Archive) -> None:
    """Two feeds, and an address in every outcome that a page without an article can have."""
    feed = "https://gazette.example/feed.xml"
    save_feed_state(archive, FeedState(feed, GAZETTE.name, "feed", etag='"7"', polled_at=NOW, newest_item_at=NOW))
    sitemap = "https://kawabe.example/sitemap.xml"
    save_feed_state(archive, FeedState(sitemap, KAWABE.name, "sitemap", failures=2, problem="not XML"))
    outcomes = [one for one in Outcome if one not in (Outcome.ARTICLE, Outcome.SAME_ARTICLE, Outcome.REMOVED)]
    urls = {one: f"https://gazette.example/news/{one.value}" for one in outcomes}
    seen = [Sighting(url, feed, "feed", f"About {one.value}", Stamp(date(2026, 11, 20))) for one, url in urls.items()]
    queue.sight(archive, GAZETTE.name, seen, NOW)
    for outcome, url in urls.items():
        if outcome is not Outcome.PENDING:
            queue.settle(archive, url, outcome, f"it was {outcome.value}", NOW)
    refused = urls[Outcome.NOT_ARTICLE]
    record_capture(archive, Capture(pack(Page(refused, refused, NOW, 200, (), b"<p>A list of links")), refused))


def add_articles(archive: Archive) -> None:
    """Seven articles: one revised, one at two addresses, a stub, three scripts more, a document, and one removed."""
    ferry = "https://gazette.example/news/ferry"
    authors = (Author("Ada Reed"), Author("Coast Wire", "agency"))
    first = an_article(GAZETTE, "Ferry to sail on Sundays", FERRY, authors=authors, byline="By Ada Reed, Coast Wire")
    put(archive, GAZETTE, ferry, first)
    put(archive, GAZETTE, "https://gazette.example/travel/ferry", first)
    dearer = FERRY.replace("four pounds", "five pounds")
    provenance = {"headline": "h1", "body": "#story"}
    put(archive, GAZETTE, ferry, an_article(GAZETTE, "Sunday ferry", dearer, provenance=provenance), days=1)
    put(archive, GAZETTE, f"{ferry}-stub", an_article(GAZETTE, "Weir opened", WEIR, completeness="stub", is_free=False))
    put(archive, KAWABE, "https://kawabe.example/a/1", an_article(KAWABE, "川辺橋、来月から補修", BRIDGE))
    put(archive, KAWABE, "https://kawabe.example/a/2", an_article(KAWABE, "السوق القديمة", MARKET, language="ar"))
    put(archive, KAWABE, "https://kawabe.example/a/3", an_article(KAWABE, "Музей лодок", MUSEUM, language="ru"))
    put(archive, IMPORTED, None, an_article(IMPORTED, "A letter", WEIR, published=None, language=None))
    gone = put(archive, GAZETTE, f"{ferry}-letter", an_article(GAZETTE, "Letter", PENS))
    assert gone is not None
    remove_article(archive, gone, "printed by mistake", NOW)


def main(folder: Path) -> None:
    """Writes archive.db.gz into folder, and captures/ beside it."""
    assert SCHEMA_VERSION == 1, "this code writes a later schema"
    with Archive.open(folder / "archive.db", write=True) as archive:
        fill(archive)
        # Leaves the file without half-empty pages, which would be kept for nothing.
        archive.conn.execute("VACUUM")
    (folder / "archive.db.gz").write_bytes(gzip.compress((folder / "archive.db").read_bytes(), mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
