"""`newsarchive snapshot`: saves a live page with invented words as a test case, and reads test cases back."""

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
# The fields of an article that a snapshot expects, in addition to the text.
_FIELDS = ("headline", "standfirst", "authors", "published_at", "published_on", "source", "section", "kind",
           "completeness")  # fmt: skip
# The share of words by which a masked text may differ: some words that decide whether a line stays are replaced.
_WORDS_TOLERANCE = 0.05


@dataclass(frozen=True, slots=True)
class SavedSnapshot:
    """The folder of a saved snapshot, and the differences in reading if it was saved in spite of them."""

    folder: Path
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A test case: a page of an outlet on one day, and the article that is expected from it."""

    folder: Path
    outlet: str
    page: Page
    expected: dict[str, Any]


def take_snapshot(
    settings: Settings, spider: type[OutletSpider], url: str, *, folder: Path | None = None, force: bool = False
) -> SavedSnapshot:
    """Fetches a page of the outlet and saves it masked, with the article that is read from it.

    folder is the folder for the snapshots of all outlets. None means tests/outlets for an outlet of the checkout, else
    snapshots/ beside the user's outlets. force saves a masked page even if it is read differently.

    Raises:
        UsageError: the outlet's rules do not accept url.
        NewsArchiveError: the page cannot be fetched, has no article, or is read differently when it is masked.
    """
    outlet = spider.outlet
    if not outlet.wants(url):
        raise UsageError(f"{url}: not accepted by the domains, article_urls and skip_urls of {outlet.name}")
    page = fetch_page(settings, url, render=outlet.renders(url))
    before = read_page(page, outlet)
    if before.article is None:
        raise NewsArchiveError(f"{page.final_url}: no article on this page ({before.outcome}: {before.reason})")
    masked = mask_page(page, outlet, before.article)
    after = read_page(masked, outlet)
    differences = tuple(differences_between(before, after))
    if not outlet.wants(masked.final_url):
        differences += (f"the outlet's rules do not accept the masked URL {masked.final_url}",)
    if after.article is None or (differences and not force):
        raise NewsArchiveError(
            f"{page.final_url}: the masked page is read differently: {'; '.join(differences)}; --force saves it anyway"
        )
    target = _target(folder or _home_of(settings, outlet), outlet, masked)
    save(target, outlet, masked, after.article)
    return SavedSnapshot(target, differences)


def mask_page(page: Page, outlet: Outlet, article: Article | None = None) -> Page:
    """page with invented words, in UTF-8. The same page is always masked in the same way.

    The names of the outlet stay, and the source of article, which was read from page.
    """
    parsed = parse_page(page, outlet.language)
    names = {*_names(parsed, outlet), article.source if article and article.source else outlet.title}
    # The digest of the original bytes, which are not stored. Without it, nobody can find out the original words.
    secret = hashlib.blake2b(page.body, digest_size=32).digest()
    masker = Masker(secret, sorted(names))
    markup = repair_markup(decode(page.body, page.header("Content-Type"), outlet.language))
    return replace(
        page,
        requested_url=masker.address(page.requested_url),
        final_url=masker.address(page.final_url),
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=masker.html(markup).encode("utf-8", "replace"),
        # What the server sent for a rendered page has the original words.
        raw=None,
    )


def differences_between(before: Reading, after: Reading) -> Iterator[str]:
    """The differences between the readings of a page and its masked copy, except their words; one line each."""
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
    """What masking must not change: numbers, times, names of sources, and the place of each field."""
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
    """The names of the outlet in its file and on its page."""
    yield outlet.title
    for domain in outlet.domains:
        yield from (domain, domain.partition(".")[0])
    for name in ("og:site_name", "application-name", "twitter:site"):
        yield from parsed.meta.get(name, ())
    data = parsed.linked_data
    yield from data.names(data.article.get("publisher"))


def save(folder: Path, outlet: Outlet, page: Page, article: Article) -> None:
    """Writes a snapshot into folder: the gzipped page, and the expected article."""
    folder.mkdir(parents=True, exist_ok=True)
    # Without a name and time in the gzip header, the same page gives the same file.
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
    """The expected article of a snapshot: its fields, the number of paragraphs, and the paragraphs."""
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
        raise NewsArchiveError(
            f"{folder}: not a snapshot that can be read: {error}; take it again or remove it"
        ) from error


def find_snapshots(folder: Path) -> list[Path]:
    """The folders of all snapshots below folder, in the order of their names."""
    return sorted(file.parent for file in folder.rglob(EXPECTED_FILE))


def unlike_expected(snapshot: Snapshot, outlet: Outlet) -> list[str]:
    """The fields in which the article that is read now differs from the expected one, one line each."""
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
    """The folder for snapshots of outlet: tests/outlets in the checkout, else snapshots/ beside the user's outlets."""
    file = outlet_files(settings)[outlet.name].resolve()
    checkout = shipped_spiders().resolve().parent
    if (checkout / "tests" / "outlets").is_dir() and checkout in file.parents:
        return checkout / "tests" / "outlets" / (outlet.country or "int")
    return (settings.outlets_folder.resolve().parent if settings.outlets_folder else settings.root) / _FOLDER


def _target(home: Path, outlet: Outlet, page: Page) -> Path:
    """The folder of the day. The same page replaces its snapshot; another page of that day gets another folder."""
    day = _day(page.fetched_at, outlet)
    number = 1
    while (folder := home / outlet.name / (day if number == 1 else f"{day}-{number}")).exists():
        if (folder / EXPECTED_FILE).exists() and load_snapshot(folder).page.final_url == page.final_url:
            break
        number += 1
    return folder


def _day(moment: datetime, outlet: Outlet) -> str:
    return moment.astimezone(outlet.zone).date().isoformat()
