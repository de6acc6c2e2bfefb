"""What the tests of the command line build: documents, a saved page, an outlet file, a terminal, a full disk."""

import io
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Bridge opens - Rivertown Post</title>
<meta property="og:title" content="Bridge opens after nine years">
<meta property="article:published_time" content="2026-11-20T08:30:00+00:00"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Bridge opens after nine years</h1>
<p>The bridge over the harbour opened to traffic on Friday morning, nine years after the first pile was driven.</p>
<p>Hundreds of people walked across before the first cars were let on, and the mayor cut a ribbon at noon.</p>
<p>The ferry, which the bridge replaces, will keep sailing until the end of the year, its owners said.</p>
</article></body></html>"""

# The file of an invented outlet.
OUTLET = """
from newsarchive.crawl.spider import OutletSpider


class RivertownPost(OutletSpider):
    name = "rivertown_post"
    title = "Rivertown Post"
    home = "https://post.example/"
    country, language, timezone = "gb", "en", "Europe/London"
    feeds = ["https://post.example/rss"]
    article_urls = [r"/news/"]
"""


def write_own_outlet(folder: Path) -> None:
    file = folder / "own" / "gb" / "rivertown_post.py"
    file.parent.mkdir(parents=True)
    file.write_text(OUTLET)
    (folder / "newsarchive.toml").write_text('outlets_folder = "own"\nmin_free_gb = 0\nworkers = 1\n')


class Terminal(io.StringIO):
    """Standard error as a terminal."""

    def isatty(self) -> bool:
        return True


@contextmanager
def files_of_at_most(size_bytes: int) -> Iterator[None]:
    """Lets writing beyond a size fail as it does on a full disk, after a partial write."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def a_document(headline: str, body: str, day: str = "09.12.2016", source: str = "Coast Wire, 08 Dec 2016") -> str:
    return f"---\n\n## **{headline}**\n\n- {day}\n\n---\n\n{source}\n\n{body}\n"
