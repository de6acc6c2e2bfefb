"""Pictures of the pages that the documentation shows and compares, taken in Chromium without a window.

    python benchmarks/pictures.py [--folder build/pictures] [--archive FILE] [--docs]

Without --archive, the sample archive of `newsarchive demo` is made, and a collection, a tag and a watch are added to
it. Every page of PAGES is taken at 1280 pixels, light; those of ALSO on a phone, in the dark and without JavaScript
too. --docs writes only the pictures of docs/. For each picture it prints the file and its size.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from web_pages import served

from newsarchive.archive.database import Archive

# The rows of docs/development/comparison-of-reading-rooms.md, and the words of the sample archive that show them.
PAGES: Mapping[str, str] = {
    "home": "/",
    "search": "/search?q=council+OR+ferry",
    "search-filtered": "/search?q=the&country=gb&section=News",
    "search-other-forms": "/search?q=boats",
    "search-without": "/search?q=council+-ferry",
    "search-phrase": "/search?q=%22savings+plan%22",
    "search-days": "/search?q=council&since=2026",
    "search-misspelt": "/search?q=libary",
    "search-country": "/search?q=country:oman",
    "search-japanese": "/search?q=水車",
    "search-arabic": "/search?q=النخيل",
    "search-earlier-versions": "/search?q=three+days&versions=earlier",
    "values": "/search/outlet?q=",
    "timeline": "/timeline?q=council&q=ferry&by=day",
    "timeline-one": "/timeline?q=council",
    "timeline-share": "/timeline?q=council&by=day&measure=share&split=outlet",
    "concordance": "/concordance?q=council&lines=right",
    "words": "/words?q=council",
    "article": "/article/{changed}?q=library",
    "article-arabic": "/article/{arabic}",
    "version": "/article/{changed}/1",
    "changes-of-one": "/article/{changed}/changes?older=1&newer=2",
    "changes-side-by-side": "/article/{changed}/changes?older=1&newer=2&view=side",
    "captured": "/article/{changed}/page",
    "captured-arabic": "/article/{arabic}/page",
    "changes": "/changes",
    "health": "/health",
    "outlet": "/outlet/haverstrand_courier",
    "collections": "/collections",
    "collection": "/collection/harbour-works",
    "watches": "/watches",
    "watch": "/watch/library",
    "saved-query": "/archive",
}
ALSO = ("search", "timeline", "concordance", "words", "article", "captured")
# By file of docs/, the page; each shows what the first screen of a reader has.
OF_DOCS: Mapping[str, str] = {"screenshot": "home", "screenshot-search": "search"}
SIZES = {"wide": (1280, 900), "phone": (390, 844), "docs": (1280, 760)}


def main() -> int:
    """0 if every page was answered, else 1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=Path("build/pictures"))
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--docs", action="store_true", help="write only the pictures of docs/")
    options = parser.parse_args()
    with _archive(options.archive) as archive, served(archive) as address, sync_playwright() as playwright:
        paths = {name: path.format(**_ids(archive)) for name, path in PAGES.items()}
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            return _of_docs(browser, address, paths) if options.docs else _all(browser, address, paths, options.folder)
        finally:
            browser.close()


def _of_docs(browser: Browser, address: str, paths: Mapping[str, str]) -> int:
    docs = Path(__file__).resolve().parent.parent / "docs"
    failed = 0
    for name, page in OF_DOCS.items():
        failed |= _take(browser, address + paths[page], docs / f"{name}.png", size="docs", whole_page=False)
    return failed


def _all(browser: Browser, address: str, paths: Mapping[str, str], folder: Path) -> int:
    failed = 0
    for name, path in paths.items():
        failed |= _take(browser, address + path, folder / f"{name}.png")
        if name in ALSO:
            for size in ("wide", "phone"):
                for scheme in ("light", "dark"):
                    file = folder / f"{name}-{size}-{scheme}.png"
                    failed |= _take(browser, address + path, file, size=size, color_scheme=scheme)
            file = folder / f"{name}-no-scripts.png"
            failed |= _take(browser, address + path, file, java_script_enabled=False)
    return failed


def _take(
    browser: Browser, address: str, file: Path, *, size: str = "wide", whole_page: bool = True, **options: Any
) -> int:
    """0 if the page was answered, else 1."""
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height}, **options)
    try:
        answer = page.goto(address, wait_until="networkidle")
        file.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=file, full_page=whole_page)
    finally:
        page.close()
    status = answer.status if answer else 0
    print(f"{file}: {file.stat().st_size / 1000:.0f} kB{'' if status == 200 else f', answered with {status}'}")
    return int(status != 200)


@contextmanager
def _archive(given: Path | None) -> Iterator[Path]:
    """The archive of the pictures; one that is made here is removed afterwards."""
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive.db"
        _run("demo", "--no-serve", "--folder", folder)
        _run("collection", "add", "harbour-works", "--search", "harbour", "--db", str(archive))
        _run("tag", str(_ids(archive)["changed"]), "to-check", "--db", str(archive))
        _run("watch", "add", "library", "library", "--db", str(archive))
        yield archive


def _run(*arguments: str) -> None:
    program = "from newsarchive.cli.main import main; main()"
    subprocess.run([sys.executable, "-c", program, *arguments], check=True, capture_output=True)


def _ids(archive: Path) -> dict[str, int]:
    """The ids of the articles that PAGES names: one with two versions, and one in Arabic."""
    queries = {
        "changed": "SELECT article_id FROM revisions ORDER BY 1 LIMIT 1",
        "arabic": "SELECT id FROM articles WHERE language LIKE 'ar%' ORDER BY search_id DESC LIMIT 1",
    }
    with Archive.open(archive) as opened:
        return {name: opened.conn.execute(query).fetchone()[0] for name, query in queries.items()}


if __name__ == "__main__":
    sys.exit(main())
