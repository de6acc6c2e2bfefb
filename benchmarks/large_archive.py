"""Generates an archive of millions of articles with everything that a real row has.

    python benchmarks/large_archive.py --archive FILE [--articles 10000000] [--first-day 2026-01-01]
                                       [--paragraphs 7] [--workers 2] [--repeat-after ARTICLES] [--pace FILE]

About 27,400 articles a day at 300 outlets, with addresses, authors, sources, sections, captures, fingerprints, near-
duplicates, earlier versions, structure, and letters that are folded for search. Texts have the word frequencies of
news, see search_groups.py, and 2.4 kB on average; with --paragraphs 2 they have 1 kB, for a disk or a day that is too
short. Fingerprints are as many and as large as those of the text, but drawn, not computed: that would be half of the
time.

Rows are made in worker processes and written by one process, in groups of 2,000, each in one transaction. The index
grows and is merged as during a crawl. After --repeat-after articles, texts are those of the first ones again, each with
a word of its own: a text is not invented then, which is most of the time.

Addresses and fingerprints have random keys: written with their articles, each group would change pages everywhere, 300
MB of them at half a million articles. So they wait in FILE.waiting, and are written in the order of their keys at the
end, as are the indexes with random keys.

A generation that was stopped goes on where it ended. --pace writes how long each 100,000 articles took and the slowest
group, as CSV; it is not the pace of a crawl, which an import into the archive shows.

The records of the captures are not made, so `verify` without --fast reports them as missing.
"""

import argparse
import csv
import json
import random
import sqlite3
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import repeated_articles
from search_groups import WORDS, Writer

from newsarchive.archive.articles.identity import text_key
from newsarchive.archive.database import Archive
from newsarchive.archive.near_duplicates.assignment import is_compared
from newsarchive.archive.stored_form import stored_form
from newsarchive.comparison.shingles import FINGERPRINT_SIZE
from newsarchive.dates import format_utc
from newsarchive.formats.structure import structure_text
from newsarchive.records import BlockRun, LeadPicture, Structure, TextLink
from newsarchive.text import count_words
from newsarchive.urls import url_key

GROUP = 2_000
# SQLite takes 32,766 values in a statement; the widest table has 26 columns.
ROWS_OF_A_STATEMENT = 1_000
CACHE_KIB = 1_000_000
# Tables and indexes whose keys are random. They are written at the end, in the order of these keys.
RANDOM_KEYS = {"urls": "key", "fingerprints": "hash"}
RANDOM_INDEXES = ("articles_text", "captures_key", "urls_article", "urls_queue")
PARAGRAPHS_OF_A_TEXT = 7
PER_DAY = 27_400
OUTLETS = 300
ARTICLES_A_PACE = 100_000
# Languages and their shares. Texts in the last four have letters that are folded or set apart for search.
LANGUAGES, SHARES = ("en", "fr", "de", "pl", "ru", "zh"), (56, 12, 20, 5, 4, 3)
COUNTRIES = {"en": ("gb", "us", "in", "ng"), "fr": ("fr", "sn"), "de": ("de", "at"), "pl": ("pl",), "ru": ("kz",)}
LETTERS = {
    "de": ("straße", "größe", "maß", "fußball"),
    "pl": ("łódź", "mały", "wałęsa", "głos"),
    "ru": ("ёлка", "пётр", "учёт", "чёрный"),
    "zh": ("新聞報導", "氣候變化", "經濟成長", "地方選舉"),
}
SECTIONS = ("World", "Politics", "Business", "Sport", "Culture", "Science", "Local", "Opinion")
AGENCIES = ("Wire", "Press Bureau", "News Exchange")
# The shares of articles that are near-duplicates or stubs, or have an earlier version, a structure, a second address.
COPIES, STUBS, REVISED, STRUCTURED, SECOND_ADDRESS = 0.18, 0.04, 0.06, 0.35, 0.3
# A near-duplicate has the text of one of these earlier articles: every 28th, at most two days back.
HEAD_STEP, FARTHEST_HEADS = 28, 2 * PER_DAY // 28
READ_BY = "0.1.0-3a09c1f2-5be1"
COLUMNS = {
    "articles": "id search_id outlet url headline standfirst authors published_at published_on source language section "
    "kind completeness word_count text_key cluster_id copy_of similarity revision revised_at read_by capture_id "
    "first_seen_at checked_at last_status",
    "bodies": "article_id body byline image_url canonical_url provenance structure spaced_headline spaced_standfirst "
    "spaced_authors spaced_body",
    "article_authors": "article_id position name kind",
    "urls": "key url outlet known_from found_in hint_headline hint_published_at first_seen_at last_seen_at outcome "
    "attempts article_id etag last_modified",
    "captures": "id url url_key fetched_at status file offset length digest",
    "fingerprints": "hash article_id",
    "revisions": "article_id number seen_at headline standfirst body read_by cause replaced_at spaced_headline "
    "spaced_standfirst spaced_body",
}

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Span:
    """A group of articles: the first number, how many, the day on which article 1 was published, and how long they are.

    Each text has so many paragraphs, and a last one of its own.
    """

    first: int
    articles: int
    first_day: date
    paragraphs: int = PARAGRAPHS_OF_A_TEXT


@dataclass(slots=True)
class Group:
    """The rows of a span by table, and the articles in it or before it that are heads of clusters."""

    span: Span
    rows: Rows = field(default_factory=lambda: {table: [] for table in COLUMNS})
    heads: set[int] = field(default_factory=set)


def main(argv: list[str] | None = None) -> int:
    """0; the archive is the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=10_000_000)
    parser.add_argument("--first-day", type=date.fromisoformat, default=date(2026, 1, 1))
    parser.add_argument("--paragraphs", type=int, default=PARAGRAPHS_OF_A_TEXT)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--repeat-after", type=int, default=36 * PER_DAY, help="a multiple of the articles of a day")
    parser.add_argument("--pace", type=Path, help="the file for how long each 100,000 articles took")
    options = parser.parse_args(argv)
    with Archive.open(options.archive, write=True) as archive:
        archive.conn.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        written = prepare(archive)
        invented = min(options.articles, options.repeat_after)
        spans = spans_after(written, invented, options.first_day, options.paragraphs)
        with waiting_rows(archive):
            generate(archive, spans, options.workers, options.pace)
            repeat_articles(archive, options.articles, options.repeat_after, options.pace)
            write_waiting(archive)
    return 0


def prepare(archive: Archive) -> int:
    """How many articles the archive has already; writes the outlets if there is none."""
    with archive.transaction():
        archive.conn.executemany(
            "INSERT INTO outlets(name, title, home, country, language) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [_outlet(number) for number in range(OUTLETS)],
        )
    (written,) = archive.conn.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()
    return int(written)


@contextmanager
def waiting_rows(archive: Archive) -> Iterator[None]:
    """Attaches the file of the rows that wait, without those of articles that were not stored before a crash.

    SQLite stores a transaction in two files one after the other. A crash between them can cost the rows that wait.

    Raises:
        SystemExit: they are missing.
    """
    file = Path(f"{archive.path}.waiting")
    conn = archive.conn
    conn.execute("ATTACH ? AS waiting", [str(file)])
    conn.execute("PRAGMA waiting.journal_mode = WAL")
    conn.execute("CREATE TABLE IF NOT EXISTS waiting.indexes (sql TEXT)")
    for table in RANDOM_KEYS:
        conn.execute(f"CREATE TABLE IF NOT EXISTS waiting.{table} AS SELECT {_names(table)} FROM main.{table} LIMIT 0")
        conn.execute(f"DELETE FROM waiting.{table} WHERE article_id > (SELECT coalesce(max(id), 0) FROM articles)")
    (missing,) = conn.execute(
        "SELECT (SELECT max(id) FROM articles) > max(coalesce((SELECT max(article_id) FROM waiting.urls), 0), "
        "coalesce((SELECT max(article_id) FROM main.urls), 0))"
    ).fetchone()
    if missing:
        sys.exit(f"large_archive: {file} has no addresses of the last articles of {archive.path}: generate it anew")
    _drop_random_indexes(conn)
    yield
    conn.execute("DETACH waiting")
    for suffix in ("", "-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)


def _drop_random_indexes(conn: sqlite3.Connection) -> None:
    """Drops them, and notes first how to make them again."""
    for name in RANDOM_INDEXES:
        row = conn.execute("SELECT sql FROM main.sqlite_master WHERE name = ?", [name]).fetchone()
        if row:
            conn.execute("INSERT INTO waiting.indexes VALUES (?)", row)
            conn.execute(f"DROP INDEX main.{name}")


def write_waiting(archive: Archive) -> None:
    """Writes the rows that wait, in the order of their keys, and makes the indexes again."""
    for table, key in RANDOM_KEYS.items():
        with archive.transaction():
            archive.conn.execute(
                f"INSERT INTO main.{table}({_names(table)}) SELECT * FROM waiting.{table} WHERE true ORDER BY {key} "
                "ON CONFLICT DO NOTHING"
            )
        print(f"{table} are written", file=sys.stderr, flush=True)
    for (sql,) in archive.conn.execute("SELECT DISTINCT sql FROM waiting.indexes").fetchall():
        archive.conn.execute(sql.replace("CREATE INDEX ", "CREATE INDEX IF NOT EXISTS ", 1))


def spans_after(written: int, articles: int, first_day: date, paragraphs: int = PARAGRAPHS_OF_A_TEXT) -> Iterator[Span]:
    """The groups that are missing, in the order of time."""
    for first in range(written + 1, articles + 1, GROUP):
        yield Span(first, min(GROUP, articles + 1 - first), first_day, paragraphs)


def repeat_articles(archive: Archive, articles: int, repeated: int, pace: Path | None = None) -> None:
    """Writes what is missing of so many articles by repeating the first ones."""
    (written,) = archive.conn.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()
    began, slowest, noted = time.perf_counter(), 0.0, written
    for first, last, behind in repeated_articles.groups_of(written, articles, repeated):
        group_began = time.perf_counter()
        with archive.transaction():
            repeated_articles.repeat(archive.conn, COLUMNS, first, last, behind, behind // PER_DAY)
        merge(archive, last - first + 1)
        slowest = max(slowest, time.perf_counter() - group_began)
        if behind + last - noted >= ARTICLES_A_PACE:
            _note_pace(pace, behind + last, (time.perf_counter() - began) / (behind + last - noted), slowest)
            began, slowest, noted = time.perf_counter(), 0.0, behind + last


def generate(archive: Archive, spans: Iterable[Span], workers: int, pace: Path | None = None) -> None:
    """Writes the groups of spans in their order, inside waiting_rows. Few groups are in memory at any time."""
    began, slowest = time.perf_counter(), 0.0
    for group in _made(spans, workers):
        group_began = time.perf_counter()
        write(archive, group)
        slowest = max(slowest, time.perf_counter() - group_began)
        last = group.span.first + group.span.articles - 1
        if last % ARTICLES_A_PACE == 0:
            _note_pace(pace, last, (time.perf_counter() - began) / ARTICLES_A_PACE, slowest)
            began, slowest = time.perf_counter(), 0.0


def _made(spans: Iterable[Span], workers: int) -> Iterator[Group]:
    """The groups of spans; a worker process is at most two groups ahead."""
    if not workers:
        yield from map(rows_of, spans)
        return
    waiting: deque[Future[Group]] = deque()
    with ProcessPoolExecutor(workers) as pool:
        for span in spans:
            waiting.append(pool.submit(rows_of, span))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def write(archive: Archive, group: Group) -> None:
    """Writes a group in one transaction, then merges the index as often as a crawl would."""
    with archive.transaction():
        for table, rows in group.rows.items():
            insert_together(archive.conn, table, rows)
        archive.conn.execute(
            "UPDATE articles SET cluster_id = id WHERE cluster_id IS NULL AND id IN (SELECT value FROM json_each(?))",
            [json.dumps(sorted(group.heads))],
        )
    merge(archive, group.span.articles)


def merge(archive: Archive, articles: int) -> None:
    """Merges the index as often as a crawl would after so many articles."""
    for _ in range(articles // 64):
        if not archive.merge():
            break


def insert_together(conn: sqlite3.Connection, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Writes many rows in each statement, because each statement makes a piece of the search index."""
    one = f"({', '.join('?' * len(COLUMNS[table].split()))})"
    place = f"waiting.{table}" if table in RANDOM_KEYS else f"main.{table}"
    for some in batched(rows, ROWS_OF_A_STATEMENT):
        statement = f"INSERT INTO {place}({_names(table)}) VALUES {', '.join([one] * len(some))} ON CONFLICT DO NOTHING"
        conn.execute(statement, [value for row in some for value in row])


def _names(table: str) -> str:
    return ", ".join(COLUMNS[table].split())


def batched(rows: list[tuple[Any, ...]], size: int) -> Iterator[list[tuple[Any, ...]]]:
    """Rows in lists of that size; the last may be shorter."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


@cache
def _writer() -> Writer:
    """One for each process: its paragraphs are the same everywhere."""
    return Writer()


def rows_of(span: Span) -> Group:
    """The rows of the articles of a span. They follow from the numbers alone, in any process."""
    group = Group(span)
    for number in range(span.first, span.first + span.articles):
        _Article(number, group).add()
    return group


def head_of(number: int) -> int:
    """The article of which this one is a near-duplicate, or itself."""
    chance = random.Random(number)
    newest = number // HEAD_STEP
    if number % HEAD_STEP == 0 or newest < 2 or chance.random() >= COPIES:
        return number
    # Few texts are taken over by many: the square prefers the nearest heads whose number ends in zeros.
    back = 1 + int(min(newest - 1, FARTHEST_HEADS) * chance.random() ** 3)
    return (newest - back) * HEAD_STEP or number


class _Article:
    """One invented article, by its number."""

    def __init__(self, number: int, group: Group) -> None:
        self.number = number
        self.group = group
        self.head = head_of(number)
        self.chance = random.Random(f"article {number}")
        begin = datetime.combine(group.span.first_day, datetime.min.time(), UTC)
        # A second is never used twice, so that it is the search_id too.
        self.moment = begin + timedelta(days=(number - 1) // PER_DAY, seconds=(number - 1) % PER_DAY * 3)
        self.outlet, *_, self.language = _outlet(int(OUTLETS * self.chance.random() ** 2))
        self.headline, self.body = text_of(self.head, self.language, group.span.paragraphs)
        # Counting by spaces is right where words are between spaces, and four times as fast.
        self.words = count_words(self.body) if self.language == "zh" else len(self.body.split())
        # A stub is never a near-duplicate.
        is_stub = self.head == number and number % HEAD_STEP and self.chance.random() < STUBS
        self.completeness = "stub" if is_stub else "full"
        self.url = f"https://{self.outlet}.example/{self.moment:%Y/%m/%d}/{number}-{self.headline.replace(' ', '-')}"

    def add(self) -> None:
        """Adds the rows of the article to those of its group."""
        is_copy = self.head != self.number
        if is_copy:
            self.group.heads.add(self.head)
            self.headline = " ".join([*self.headline.split()[2:], str(self.number)])
        numbers = self.chance.sample(range(40), self.chance.choice((0, 1, 1, 2)))
        authors = [f"Author {number} of {self.outlet}" for number in numbers]
        self._add_article(authors, is_copy=is_copy)
        self._add_body(authors)
        self._add_addresses()
        if self.chance.random() < REVISED:
            self._add_version()
        rows = self.group.rows
        rows["article_authors"] += [(self.number, at, name, "person") for at, name in enumerate(authors)]
        if not is_copy:
            rows["fingerprints"] += [(one, self.number) for one in self._fingerprint()]

    def _fingerprint(self) -> list[int]:
        """The lowest of as many numbers of 48 bits as the text has words, as they are when words are hashed."""
        if not is_compared(self.words, self.completeness):
            return []
        gaps = (self.chance.expovariate(self.words) for _ in range(FINGERPRINT_SIZE))
        return [int(lowest * 2**48) for lowest in accumulate(gaps)]

    def _add_article(self, authors: list[str], *, is_copy: bool) -> None:
        seen = format_utc(self.moment + timedelta(minutes=7))
        self.group.rows["articles"].append(
            (
                self.number,
                int(self.moment.timestamp()),
                self.outlet,
                self.url,
                self.headline,
                self._standfirst,
                ", ".join(authors) or None,
                format_utc(self.moment),
                self.moment.date().isoformat(),
                self.chance.choice(AGENCIES) if is_copy else self.outlet.title(),
                self.language,
                self.chance.choice(SECTIONS),
                self.chance.choices(("article", "liveblog", "gallery", "video"), (95, 2, 1, 2))[0],
                self.completeness,
                self.words,
                text_key(self.headline, self.body, self.completeness),
                self.head if is_copy else None,
                self.head if is_copy else None,
                0.93 if is_copy else None,
                1,
                None,
                READ_BY,
                self.number,
                seen,
                seen,
                200,
            )
        )

    @property
    def _standfirst(self) -> str:
        return self.body[: self.body.find(" ", 110)]

    def _add_body(self, authors: list[str]) -> None:
        line = ", ".join(authors) or None
        self.group.rows["bodies"].append(
            (
                self.number,
                self.body,
                f"By {line}" if line else None,
                f"https://{self.outlet}.example/images/{self.number}.jpg",
                self.url,
                '{"authors": "json-ld", "headline": "json-ld", "published": "json-ld", "section": "meta"}',
                structure_text(self._structure()),
                stored_form(self.headline),
                stored_form(self._standfirst),
                stored_form(line),
                stored_form(self.body),
            )
        )

    def _structure(self) -> Structure | None:
        if self.chance.random() >= STRUCTURED:
            return None
        links = (TextLink(0, 4, 19, self.url), TextLink(1, 0, 12, f"https://other.example/{self.number}"))
        return Structure((BlockRun(2, 2, "subheading", 2),), links, picture=LeadPicture("The pier", "A. Reed"))

    def _add_addresses(self) -> None:
        """The address as the feed has it, sometimes another one, and the capture."""
        rows, seen = self.group.rows, format_utc(self.moment + timedelta(minutes=7))
        addresses = [(self.url, "feed")]
        if self.chance.random() < SECOND_ADDRESS:
            addresses.append((f"https://{self.outlet}.example/a/{self.number}", "canonical"))
        for url, known_from in addresses:
            found_in = f"https://{self.outlet}.example/feed.xml" if known_from == "feed" else None
            published = format_utc(self.moment) if found_in else None
            etag = f'"{self.chance.getrandbits(64):x}"' if found_in else None
            hints = (found_in, self.headline if found_in else None, published)
            rows["urls"].append(
                (url_key(url), url, self.outlet, known_from, *hints, seen, seen, "stored", 1, self.number, etag, None)
            )
        file = f"{self.moment:%Y}/{self.moment:%Y-%m-%d}.warc.gz"
        digest = f"{self.chance.getrandbits(160):040x}"
        place = (self.number % PER_DAY * 25_000, 25_000)
        rows["captures"].append((self.number, self.url, url_key(self.url), seen, 200, file, *place, digest))

    def _add_version(self) -> None:
        """An earlier version, which had other words in one paragraph."""
        seen, replaced = (format_utc(self.moment + timedelta(minutes=minutes)) for minutes in (7, 97))
        article = self.group.rows["articles"][-1]
        self.group.rows["articles"][-1] = (*article[:19], 2, replaced, *article[21:])
        earlier = f"{self.body[: self.body.rfind(' ', 0, -40)]} {_writer().names[self.number % WORDS]}"
        spaced = (stored_form(self.headline), stored_form(self._standfirst), stored_form(earlier))
        version = (self.number, 1, seen, self.headline, self._standfirst, earlier, READ_BY, "theirs", replaced)
        self.group.rows["revisions"].append((*version, *spaced))


def text_of(number: int, language: str, paragraphs: int = PARAGRAPHS_OF_A_TEXT) -> tuple[str, str]:
    """A headline and a body: the same for the same number, language and number of paragraphs."""
    writer = _writer()
    writer.random = random.Random(f"text {number}")
    headline, body = writer.text(paragraphs)
    if letters := LETTERS.get(language):
        words = " ".join(writer.random.choice(letters) + str(writer.random.randrange(400)) for _ in range(30))
        body = f"{body}\n\n{words}"
    return headline, body


@cache
def _outlet(number: int) -> tuple[str, str, str, str | None, str]:
    """The row of an outlet: its name, title, home page, country and language."""
    chance = random.Random(f"outlet {number}")
    language = chance.choices(LANGUAGES, SHARES)[0]
    country = chance.choice(COUNTRIES.get(language, (None,)))
    return f"outlet{number}", f"Outlet {number}", f"https://outlet{number}.example/", country, language


def _note_pace(file: Path | None, articles: int, seconds_an_article: float, slowest: float) -> None:
    print(f"{articles:,} articles, {1 / seconds_an_article:,.0f} a second", file=sys.stderr, flush=True)
    if file is None:
        return
    with file.open("a", newline="") as output:
        csv.writer(output).writerow((articles, f"{seconds_an_article * ARTICLES_A_PACE:.2f}", f"{slowest:.3f}"))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except sqlite3.Error as error:
        sys.exit(f"large_archive: {error}")
