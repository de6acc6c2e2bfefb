"""What a demo crawl did, as lines to read: from the archive it filled and the requests its server saw."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from newsarchive.archive.database import Archive
from newsarchive.archive.runs import list_runs
from newsarchive.demo.content import OUTLETS, TITLES
from newsarchive.demo.server import DemoServer, LoggedRequest

# Addresses of an article beside the one it is stored under.
_SECOND_ADDRESSES = """
SELECT u.url, a.url FROM urls u JOIN articles a ON a.id = u.article_id
WHERE u.url <> a.url ORDER BY u.url"""
_LEFT_OUT = """
SELECT url, coalesce(reason, replace(outcome, '_', ' ')) FROM urls
WHERE outcome NOT IN ('article', 'same_article') ORDER BY url"""
_CORRECTED = """
SELECT r.headline, a.headline FROM revisions r JOIN articles a ON a.id = r.article_id ORDER BY a.id, r.number"""
_CAPTURED = "SELECT count(*), coalesce(sum(length), 0) FROM captures"
_STORED = "SELECT count(*), coalesce(sum(completeness = 'stub'), 0) FROM articles"


@dataclass(frozen=True)
class Asked:
    """The requests of one crawl, as the sample outlets' hosts saw them: robots.txt, feeds and sitemaps, pages."""

    robots: tuple[LoggedRequest, ...]
    lists: tuple[LoggedRequest, ...]
    pages: tuple[LoggedRequest, ...]

    @property
    def unchanged_lists(self) -> int:
        return sum(request.status == 304 for request in self.lists)


def asked_of(server: DemoServer) -> Asked:
    """What has been asked of server for its present edition."""
    kinds: dict[str, list[LoggedRequest]] = {"robots": [], "lists": [], "pages": []}
    for request in server.log:
        if request.edition == server.edition:
            kinds[_kind(server, request)].append(request)
    return Asked(**{name: tuple(requests) for name, requests in kinds.items()})


def opening(homes: Mapping[str, str]) -> Iterator[str]:
    """Which sample outlets there are, and where."""
    yield "Three invented newspapers are served on this machine:"
    for outlet in OUTLETS:
        yield f"  {homes[outlet]}  {TITLES[outlet]}"


def first_crawl(archive: Archive, server: DemoServer) -> Iterator[str]:
    """What the first crawl found, stored and left out."""
    yield f"\nFirst crawl, into {_shown(archive.path)}"
    yield from _runs(archive)
    stored, stubs = archive.conn.execute(_STORED).fetchone()
    yield f"  {stored} articles stored; of {stubs} only the beginning is free to read, and marked so."
    yield from _listed("One article at two addresses is stored once", archive, _SECOND_ADDRESSES, "=")
    yield from _listed("Left out, and why", archive, _LEFT_OUT, "-")
    pages, size_bytes = archive.conn.execute(_CAPTURED).fetchone()
    yield (
        f"  {_times(len(asked_of(server).pages), 'page')} fetched; {pages} kept as they came,"
        f" {size_bytes / 1000:.0f} kB in {_shown(archive.captures.folder)}"
    )


def second_crawl(archive: Archive, server: DemoServer) -> Iterator[str]:
    """What the second crawl asked for again, and the correction it found."""
    asked = asked_of(server)
    yield "\nOne paper corrects a story, and its feed says so. Second crawl:"
    yield (
        f"  {len(asked.lists)} feeds and sitemaps asked, {asked.unchanged_lists} of them answered 304, not modified;"
        f" {_times(len(asked.pages), 'page')} fetched"
    )
    for request in asked.pages:
        yield f"  Fetched again: {_path(request.path)}"
    for was, now in archive.conn.execute(_CORRECTED):
        yield f"    was  {was}\n    now  {now}"
        yield "  The new text is stored, and the old one is kept."


def next_steps(db: Path) -> Iterator[str]:
    """Commands that show more of the archive."""
    yield "\nLook for yourself:"
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
            f"  {run.outlet:<20} {counts.seen:>3} addresses seen, {counts.requests:>3} requests,"
            f" {counts.new_articles:>3} articles"
        )


def _listed(title: str, archive: Archive, query: str, between: str) -> Iterator[str]:
    """title, and under it a line for every pair that query gives."""
    pairs = [(str(first), str(second)) for first, second in archive.conn.execute(query)]
    if pairs:
        yield f"  {title}:"
    for first, second in pairs:
        yield f"    {_path(first)} {between} {_path(second) if second.startswith('http') else second}"


def _path(url: str) -> str:
    """The part of an address behind its host, as people write it."""
    parts = urlsplit(url)
    return unquote(parts.path) + (f"?{parts.query}" if parts.query else "")


def _times(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _shown(path: Path) -> str:
    """path as one would type it here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
