"""WARC files of invented pages, as a news crawler leaves them: many outlets, copies, revisions and refused pages."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from invented_news import make_words

from newsarchive.archive.captures.warc_files import CaptureFiles
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.outlet import Outlet
from newsarchive.records import Page

OUTLETS = 12
BEGAN = datetime(2026, 3, 1, tzinfo=UTC)
# Of all pages: texts of another outlet, later versions of a page, answers without a page, and pages without a text.
COPIES, REVISIONS, ERRORS, EMPTY = 0.05, 0.03, 0.04, 0.03
_HTML = (("Content-Type", "text/html; charset=utf-8"),)
_OUTLET_FILE = """
from newsarchive.crawl.spider import OutletSpider


class Town{number}(OutletSpider):
    name = "town_{number}"
    title = "Town {number} Post"
    home = "https://town{number}.example/"
    country, language, timezone = "gb", "en", "UTC"
    feeds = ["https://town{number}.example/rss"]
    article_urls = [r"/news/"]
"""


def outlets() -> list[Outlet]:
    """The outlets of the pages, as values."""
    return [
        Outlet(f"town_{number}", f"Town {number} Post", f"https://town{number}.example/", "en", "UTC", "gb",
               domains=(f"town{number}.example",), article_urls=("/news/",))
        for number in range(OUTLETS)
    ]  # fmt: skip


def write_outlets(folder: Path) -> Path:
    """A folder for the setting outlets_folder, with a file for each outlet."""
    (folder / "gb").mkdir(parents=True)
    for number in range(OUTLETS):
        (folder / "gb" / f"town_{number}.py").write_text(_OUTLET_FILE.format(number=number), encoding="utf-8")
    return folder


def write_files(folder: Path, files: int, pages: int, seed: int = 1) -> list[Path]:
    """So many files with so many pages each; the same for the same seed, apart from the ids of records."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen, found = random.Random(seed), invented_pages(random.Random(seed))
    made = []
    for number in range(files):
        parts = CaptureFiles(folder / "part")
        for _ in range(pages):
            parts.append(pack(next(found)))
        parts.close()
        # Files of several days, in the order of their names.
        written = sorted((folder / "part").iterdir())
        made.append(folder / f"CC-NEWS-{number:05}-{chosen.randrange(10**6):06}.warc.gz")
        made[-1].write_bytes(b"".join(file.read_bytes() for file in written))
        for file in written:
            file.unlink()
    (folder / "part").rmdir()
    return made


def invented_pages(chosen: random.Random) -> Iterator[Page]:
    """Pages without end."""
    language, known, number = make_words(), list[tuple[str, list[str]]](), 0
    while True:
        number += 1
        at = BEGAN + timedelta(seconds=20 * number)
        url, kind = f"https://town{chosen.randrange(OUTLETS)}.example/news/{number}", chosen.random()
        if kind < ERRORS:
            yield Page(url, url, at, 404, _HTML, b"<html><body>Not found</body></html>")
            continue
        text = language.text(chosen)
        if kind < ERRORS + EMPTY:
            text = []
        elif known and kind < ERRORS + EMPTY + REVISIONS:
            url, text = chosen.choice(known)
            text = [*text, language.paragraph(chosen, 40)]
        elif known and kind < ERRORS + EMPTY + REVISIONS + COPIES:
            text = chosen.choice(known)[1]
        known = [*known[-200:], (url, text)]
        yield Page(url, url, at, 200, _HTML, _html(language.paragraph(chosen, 8), text, at, chosen, language))


def _html(headline: str, text: list[str], at: datetime, chosen: random.Random, language: object) -> bytes:
    paragraphs = "".join(f"<p>{one}</p>\n" for one in text)
    links = "".join(
        f'<li class="related"><a href="/news/{chosen.randrange(10**6)}">{language.paragraph(chosen, 9)}</a></li>\n'
        for _ in range(40)
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{headline}</title><meta charset="utf-8">'
        f'<meta property="og:title" content="{headline}">'
        f'<meta property="article:published_time" content="{at:%Y-%m-%dT%H:%M:%SZ}"></head><body>'
        f"<header><nav><ul>{links}</ul></nav></header><main><article><h1>{headline}</h1>"
        f'<p class="byline">By Ada Reed</p>{paragraphs}</article></main><aside><ul>{links}</ul></aside>'
        "<footer><p>All rights reserved.</p></footer></body></html>"
    ).encode()
