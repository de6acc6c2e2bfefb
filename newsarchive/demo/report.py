"""The report of a demo: lines about its crawls, from the archive and the requests that the server received."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from newsarchive.archive.database import Archive
from newsarchive.archive.runs import list_runs
from newsarchive.demo.content import OUTLETS, TITLES
from newsarchive.demo.server import DemoServer, LoggedRequest

# Both URLs of an article. Which of them it is stored under depends on which page was read first.
_SECOND_URLS = """
SELECT min(u.url, a.url), max(u.url, a.url) FROM urls u JOIN articles a ON a.id = u.article_id
WHERE u.url <> a.url ORDER BY 1"""
_NOT_STORED = """
SELECT url, coalesce(reason, replace(outcome, '_', ' ')) FROM urls
WHERE outcome NOT IN ('article', 'same_article') ORDER BY url"""
_CORRECTED = """
SELECT r.headline, a.headline FROM revisions r JOIN articles a ON a.id = r.article_id ORDER BY a.id, r.number"""
_CAPTURED = "SELECT count(*), coalesce(sum(length), 0) FROM captures"
_STORED = "SELECT count(*), coalesce(sum(completeness = 'stub'), 0) FROM articles"


@dataclass(frozen=True)
class CrawlRequests:
    """The requests of one crawl that the server received: for robots.txt, for feeds and sitemaps, for pages."""

    robots: tuple[LoggedRequest, ...]
    lists: tuple[LoggedRequest, ...]
    pages: tuple[LoggedRequest, ...]

    @property
    def unchanged_lists(self) -> int:
        return sum(request.status == 304 for request in self.lists)


def requests_of(server: DemoServer) -> CrawlRequests:
    """The requests that server received for its current edition."""
    kinds: dict[str, list[LoggedRequest]] = {"robots": [], "lists": [], "pages": []}
    for request in server.log:
        if request.edition == server.edition:
            kinds[_kind(server, request)].append(request)
    return CrawlRequests(**{name: tuple(requests) for name, requests in kinds.items()})


def sample_outlets(homes: Mapping[str, str]) -> Iterator[str]:
    """The titles and URLs of the sample outlets."""
    yield "Three invented newspapers are served on this machine:"
    for outlet in OUTLETS:
        yield f"  {homes[outlet]}  {TITLES[outlet]}"


def first_crawl(archive: Archive, server: DemoServer) -> Iterator[str]:
    """What the first crawl found, stored and did not store."""
    yield f"\nFirst crawl, into {_shown(archive.path)}"
    yield from _runs(archive)
    stored, stubs = archive.conn.execute(_STORED).fetchone()
    yield f"  {stored} articles stored; {stubs} of them are marked as stubs: only the beginning is free to read."
    yield from _listed("One article at two URLs is stored once", archive, _SECOND_URLS, "=")
    yield from _listed("Not stored, with the reason", archive, _NOT_STORED, "-")
    pages, size_bytes = archive.conn.execute(_CAPTURED).fetchone()
    yield (
        f"  {_counted(len(requests_of(server).pages), 'page')} fetched; {pages} stored unchanged,"
        f" {size_bytes / 1000:.0f} kB in {_shown(archive.captures.folder)}"
    )


def second_crawl(archive: Archive, server: DemoServer) -> Iterator[str]:
    """What the second crawl requested again, and the correction that it found."""
    requests = requests_of(server)
    yield "\nOne newspaper corrects an article, and its feed says so. Second crawl:"
    yield (
        f"  {len(requests.lists)} feeds and sitemaps requested, {requests.unchanged_lists} of them not modified (304);"
        f" {_counted(len(requests.pages), 'page')} fetched"
    )
    for request in requests.pages:
        yield f"  Fetched again: {_path(request.path)}"
    for was, now in archive.conn.execute(_CORRECTED):
        yield f"    was  {was}\n    now  {now}"
        yield "  The new text is stored, and the old text is kept."


def next_steps(db: Path) -> Iterator[str]:
    """Commands that search the archive."""
    yield "\nTry a search:"
    for query in ("library", "水車", "النخيل"):
        yield f"  newsarchive search {query} --db {_shown(db)}"


def _kind(server: DemoServer, request: LoggedRequest) -> str:
    path = request.path.partition("?")[0]
    if path == "/robots.txt":
        return "robots"
    site = server.site(request.outlet)
    resource = site.get(request.path) or site.get(path)
    return "lists" if resource is not None and "html" not in resource.content_type else "pages"


def _runs(archive: Archive) -> Iterator[str]:
    for run in sorted(list_runs(archive.conn, len(OUTLETS)), key=lambda run: OUTLETS.index(run.outlet)):
        counts = run.counts
        yield (
            f"  {run.outlet:<20} {counts.seen:>3} URLs found, {counts.requests:>3} requests,"
            f" {counts.new_articles:>3} articles"
        )


def _listed(title: str, archive: Archive, query: str, between: str) -> Iterator[str]:
    """title, and below it a line for each pair of values that query returns."""
    pairs = [(str(first), str(second)) for first, second in archive.conn.execute(query)]
    if pairs:
        yield f"  {title}:"
    for first, second in pairs:
        yield f"    {_path(first)} {between} {_path(second) if second.startswith('http') else second}"


def _path(url: str) -> str:
    """Path and query of a URL, decoded."""
    parts = urlsplit(url)
    return unquote(parts.path) + (f"?{parts.query}" if parts.query else "")


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _shown(path: Path) -> str:
    """path, relative to the current folder if it is inside."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
