"""`newsarchive snapshot`: a live page as a test case, with invented words; and reading such test cases back."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from newsarchive.crawl.fetch import fetch_page
from newsarchive.crawl.registry import outlet_files
from newsarchive.crawl.spider import OutletSpider
from newsarchive.dates import format_utc, parse_utc
from newsarchive.errors import NewsArchiveError, UsageError
from newsarchive.extraction.article import read_page
from newsarchive.extraction.page.decoding import decode
from newsarchive.extraction.page.mojibake import repair_markup
from newsarchive.extraction.page.parsed_page import ParsedPage, parse_page
from newsarchive.formats.jsonl import article_row
from newsarchive.outlet import Outlet
from newsarchive.outlet_tools.snapshot.masking import Masker
from newsarchive.records import Article, Page, Reading
from newsarchive.settings import Settings, shipped_spiders
from newsarchive.text import count_words, paragraphs

PAGE_FILE, EXPECTED_FILE = "page.html.gz", "expected.json"
_FOLDER = "snapshots"
# What of an article a snapshot holds its outlet to, beside the text.
_FIELDS = ("headline", "standfirst", "authors", "published_at", "published_on", "source", "section", "kind",
           "completeness")  # fmt: skip
# A masked text may have this many more or fewer words than the page's own, for want of the words that decide a line.
_WORDS_TOLERANCE = 0.05


@dataclass(frozen=True, slots=True)
class Saved:
    """Where a snapshot lies, and how the masked page reads otherwise than the page did, where that was forced."""

    folder: Path
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A test case: a page of an outlet, as it was on a day, and the article that is expected of it."""

    folder: Path
    outlet: str
    page: Page
    expected: dict[str, Any]


def take_snapshot(
    settings: Settings, spider: type[OutletSpider], url: str, *, folder: Path | None = None, force: bool = False
) -> Saved:
    """Fetch a page of the outlet and save it masked, with the article that is read from it.

    folder is where the snapshots of all outlets lie; None: tests/outlets of the checkout for an outlet in it,
    else snapshots/ beside the user's outlets. force saves a masked page that reads otherwise than the page did.

    Raises:
        UsageError: url is none that the outlet wants.
        NewsArchiveError: it could not be fetched, holds no article, or is read otherwise once it is masked.
    """
    outlet = spider.outlet
    if not outlet.wants(url):
        raise UsageError(f"{url}: not wanted by {outlet.name}: its domains, article_urls and skip_urls decide")
    page = fetch_page(settings, url)
    before = read_page(page, outlet)
    if before.article is None:
        raise NewsArchiveError(f"{page.final_url}: no article to expect ({before.outcome}: {before.reason})")
    masked = mask_page(page, outlet, before.article)
    after = read_page(masked, outlet)
    differences = tuple(differences_between(before, after))
    if not outlet.wants(masked.final_url):
        differences += (f"the masked address {masked.final_url} is not wanted by the outlet's rules",)
    if after.article is None or (differences and not force):
        raise NewsArchiveError(
            f"{page.final_url}: the masked page reads otherwise: {'; '.join(differences)}; --force keeps it if it can"
        )
    target = _target(folder or _home_of(settings, outlet), outlet, masked)
    save(target, outlet, masked, after.article)
    return Saved(target, differences)


def mask_page(page: Page, outlet: Outlet, article: Article | None = None) -> Page:
    """page with invented words and in UTF-8; the same page becomes the same one each time.

    The names of the outlet stay, and of whom article, as it was read from page, is credited to.
    """
    names = {*_names(parse_page(page), outlet), article.source if article and article.source else outlet.title}
    # From the page's own bytes, which are not kept: without them nobody can try which word became which.
    secret = hashlib.blake2b(page.body, digest_size=32).digest()
    masker = Masker(secret, sorted(names))
    markup = repair_markup(decode(page.body, page.header("Content-Type")))
    return replace(
        page,
        requested_url=masker.address(page.requested_url),
        final_url=masker.address(page.final_url),
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=masker.html(markup).encode("utf-8", "replace"),
    )


def differences_between(before: Reading, after: Reading) -> Iterator[str]:
    """How a masked page's reading differs in shape from the page's own, one line each: words aside, it should not."""
    if before.article is None or after.article is None:
        if before.outcome != after.outcome:
            yield f"outcome: {before.outcome}, masked {after.outcome}: {after.reason}"
        return
    shapes = (_shape(before.article), _shape(after.article))
    for name in dict.fromkeys([*shapes[0], *shapes[1]]):
        one, other = (shape.get(name) for shape in shapes)
        if one != other:
            yield f"{name}: {one}, masked {other}"
    words, masked_words = count_words(before.article.body), count_words(after.article.body)
    if abs(words - masked_words) > _WORDS_TOLERANCE * words:
        yield f"words: {words}, masked {masked_words}"


def _shape(article: Article) -> dict[str, object]:
    """What masking must leave as it is: numbers, times, names of sources, and the place where each field stood."""
    row = article_row(article)
    same = ("published_at", "published_on", "modified_at", "source", "source_date", "language", "kind", "completeness",
            "is_free")  # fmt: skip
    places = {f"place of {name}": place.partition(":")[0] for name, place in article.provenance.items()}
    places.pop("place of completeness", None)  # quotes the page
    return {
        **{name: row[name] for name in same},
        "paragraphs": len(paragraphs(article.body)),
        "kinds of authors": [author.kind for author in article.authors],
        **places,
    }


def _names(parsed: ParsedPage, outlet: Outlet) -> Iterator[str]:
    """What the outlet calls itself, in its file and on its page."""
    yield outlet.title
    for domain in outlet.domains:
        yield from (domain, domain.partition(".")[0])
    for name in ("og:site_name", "application-name", "twitter:site"):
        yield from parsed.meta.get(name, ())
    data = parsed.linked_data
    yield from data.names(data.article.get("publisher"))


def save(folder: Path, outlet: Outlet, page: Page, article: Article) -> None:
    """Write a snapshot into folder: the page, gzipped, and what is expected of it."""
    folder.mkdir(parents=True, exist_ok=True)
    # Without name and time in its head, the same page is the same file.
    (folder / PAGE_FILE).write_bytes(gzip.compress(page.body, mtime=0))
    expected = {
        "outlet": outlet.name,
        "url": page.final_url,
        "fetched_at": format_utc(page.fetched_at),
        **expected_of(article),
    }
    text = json.dumps(expected, ensure_ascii=False, indent=2) + "\n"
    (folder / EXPECTED_FILE).write_text(text, encoding="utf-8")


def expected_of(article: Article) -> dict[str, Any]:
    """What a snapshot says of its article: the fields, how many paragraphs there are, and these."""
    row = article_row(article)
    lines = paragraphs(article.body)
    return {**{name: row[name] for name in _FIELDS}, "paragraphs": len(lines), "body": lines}


def load_snapshot(folder: Path) -> Snapshot:
    """The snapshot in folder.

    Raises:
        NewsArchiveError: one of its two files is missing or cannot be read.
    """
    try:
        expected = json.loads((folder / EXPECTED_FILE).read_text(encoding="utf-8"))
        body = gzip.decompress((folder / PAGE_FILE).read_bytes())
        url, fetched_at = expected["url"], parse_utc(expected["fetched_at"])
        page = Page(url, url, fetched_at, 200, (("Content-Type", "text/html; charset=utf-8"),), body)
        return Snapshot(folder, expected["outlet"], page, expected)
    except (OSError, ValueError, KeyError) as error:
        raise NewsArchiveError(f"{folder}: no snapshot: {error}; take it anew or remove it") from error


def find_snapshots(folder: Path) -> list[Path]:
    """The folders of all snapshots below folder, in the order of their names."""
    return sorted(file.parent for file in folder.rglob(EXPECTED_FILE))


def unlike_expected(snapshot: Snapshot, outlet: Outlet) -> list[str]:
    """In which fields the article that is read today differs from the expected one, one line each."""
    reading = read_page(snapshot.page, outlet)
    if reading.article is None:
        return [f"no article: {reading.outcome}: {reading.reason}"]
    found = expected_of(reading.article)
    return [
        f"{name}: expected {snapshot.expected.get(name)!r}, read {found[name]!r}"
        for name in found
        if found[name] != snapshot.expected.get(name)
    ]


def _home_of(settings: Settings, outlet: Outlet) -> Path:
    """Where the snapshots of outlet lie: those of the checkout among its tests, a user's own beside their folder."""
    file = outlet_files(settings)[outlet.name].resolve()
    checkout = shipped_spiders().resolve().parent
    if (checkout / "tests" / "outlets").is_dir() and checkout in file.parents:
        return checkout / "tests" / "outlets" / (outlet.country or "int")
    return (settings.outlets_folder.resolve().parent if settings.outlets_folder else settings.root) / _FOLDER


def _target(home: Path, outlet: Outlet, page: Page) -> Path:
    """The folder of a day; another page of the same day lies beside it, the same page replaces what is there."""
    day = _day(page.fetched_at, outlet)
    number = 1
    while (folder := home / outlet.name / (day if number == 1 else f"{day}-{number}")).exists():
        if (folder / EXPECTED_FILE).exists() and load_snapshot(folder).page.final_url == page.final_url:
            break
        number += 1
    return folder


def _day(moment: datetime, outlet: Outlet) -> str:
    return moment.astimezone(outlet.zone).date().isoformat()
