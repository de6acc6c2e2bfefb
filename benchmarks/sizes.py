"""How many bytes of archive.db an article takes, by language, and what for.

    python benchmarks/sizes.py [--articles 3000] [--text-bytes 2400]

The articles are invented, with the word frequencies of news and the letters of each language, and are written as a
crawl writes them: with an address, a byline, structure, provenance and a capture. "article" is the whole of its tables
and indexes; "with crawling" adds addresses, captures and fingerprints. An empty archive is subtracted. Words are looked
up in the search index itself, so the vocabulary adds nothing.
"""

import argparse
import random
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from invented_news import VOCABULARY, Language, make_characters, make_words

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import Capture, register_outlets, save
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Author, BlockRun, Page, Stamp, Structure, TextLink

POST = Outlet("post", "Rivertown Post", "https://post.example/", "en", "UTC", "gb", ("post.example",))
FIRST_DAY = datetime(2026, 1, 1, 6, tzinfo=UTC)
READ_BY = "0.1.0-3a09c1d2e4f5 7b1f"
PROVENANCE = {"headline": "json-ld", "published": "json-ld", "authors": "json-ld", "body": "trafilatura"}
SYLLABLES: Mapping[str, Sequence[str]] = {
    "German with ß and umlauts": (
        "ge",
        "schei",
        "ver",
        "ßen",
        "stra",
        "ße",
        "über",
        "än",
        "lich",
        "ter",
        "auf",
        "keit",
    ),
    "Polish with ł": ("ła", "ło", "nie", "prze", "ści", "ka", "po", "wał", "dzi", "ro", "zna", "mi"),
    "Russian with ё": ("по", "тё", "ни", "ра", "го", "сте", "про", "ла", "ём", "ко", "ва", "ли"),
    "Arabic with hamza": ("ال", "أو", "سم", "إن", "را", "تح", "ون", "كب", "يد", "مل", "آث", "نق"),
    "Greek with accents": ("πο", "λά", "τη", "νέ", "κο", "ρί", "μα", "στό", "δη", "ύς", "ει", "ων"),
}
# Columns of bodies, in bytes.
COLUMNS = {
    "text": ("body",),
    "structure": ("structure",),
    "forms for search": ("spaced_headline", "spaced_standfirst", "spaced_authors", "spaced_body"),
}


def main() -> int:
    """Always 0: the figures are to be read, not to be passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=3_000)
    parser.add_argument("--text-bytes", type=int, default=2_400)
    options = parser.parse_args()
    for number, (name, language) in enumerate(languages().items()):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "archive.db"
            fill(path, language, 0, options.text_bytes)
            empty = table_bytes(path)
            fill(path, language, options.articles, options.text_bytes)
            found = sizes(path, empty, options.articles)
        if not number:
            print(f"| language | {' | '.join(found)} |\n|---|{'--:|' * len(found)}")
        print(f"| {name} | {' | '.join(f'{size:,.0f}' for size in found.values())} |")
        sys.stdout.flush()
    return 0


def languages() -> dict[str, Language]:
    """The invented languages, by name."""
    plain = make_words()
    others = {name: _with_syllables(name, syllables, plain) for name, syllables in SYLLABLES.items()}
    return {"plain English": plain, **others, "Chinese": make_characters()}


def fill(path: Path, language: Language, articles: int, text_bytes: int) -> None:
    """Writes articles of text_bytes of UTF-8 each, as a crawl stores them, and merges the index as a crawl does."""
    chosen = random.Random("sizes")
    with Archive.open(path, write=True) as archive:
        register_outlets(archive, [POST])
        for number in range(articles):
            now = FIRST_DAY + timedelta(minutes=11 * number)
            article = _article(language, chosen, number, text_bytes, now)
            page = Page(
                article.url or "", article.url or "", now, 200, (("Content-Type", "text/html"),), b"<p>page</p>"
            )
            save(
                archive,
                version_of(article, POST.name, READ_BY),
                outlet=POST,
                addresses=Addresses(requested=article.url, final=article.url),
                now=now,
                capture=Capture(pack(page), page.requested_url),
            )
        archive.merge()
        archive.optimize()


def table_bytes(path: Path) -> Counter[str]:
    """By table, the bytes of its pages and those of its indexes."""
    conn = sqlite3.connect(path)
    try:
        rows = conn.execute(
            """SELECT coalesce(m.tbl_name, d.name), sum(d.pgsize)
               FROM dbstat d LEFT JOIN sqlite_master m ON m.name = d.name GROUP BY 1"""
        )
        return Counter(dict(map(tuple, rows)))
    finally:
        conn.close()


def sizes(path: Path, empty: Counter[str], articles: int) -> dict[str, float]:
    """The bytes of an article for each part; empty are those of the tables before the first article."""
    added = table_bytes(path)
    added.subtract(empty)
    conn = sqlite3.connect(path)
    try:
        columns = {
            name: sum(
                conn.execute(f"SELECT sum(length(CAST({column} AS BLOB))) FROM bodies").fetchone()[0] or 0
                for column in some
            )
            for name, some in COLUMNS.items()
        }
    finally:
        conn.close()

    stored = {
        **columns,
        "rest of the row": added["bodies"] - sum(columns.values()),
        "table articles": added["articles"] + added["article_authors"],
        "search index": sum(size for table, size in added.items() if table.startswith("articles_fts")),
    }
    whole = {"article": sum(stored.values()), "with crawling": sum(added.values())}
    return {name: size / articles for name, size in {**stored, **whole}.items()}


def _with_syllables(name: str, syllables: Sequence[str], plain: Language) -> Language:
    chosen = random.Random(name)
    words = ["".join(chosen.choices(syllables, k=1 + rank % 4 + (rank > 500))) for rank in range(VOCABULARY)]
    return Language(words, plain.weights, " ", ".")


def _article(language: Language, chosen: random.Random, number: int, text_bytes: int, now: datetime) -> Article:
    def cut(text: str, size: int) -> str:
        return text.encode()[:size].decode(errors="ignore").strip()

    blocks: list[str] = []
    left = text_bytes
    while left > 40:
        blocks.append(cut(language.paragraph(chosen, 40), left))
        left -= len(blocks[-1].encode()) + 2
    url = f"{POST.home}2026/{now:%m/%d}/{number}-report-on-the-quay-and-the-council"
    return Article(
        outlet=POST.name,
        headline=cut(language.paragraph(chosen, 8), 90),
        body="\n\n".join(blocks),
        url=url,
        standfirst=cut(language.paragraph(chosen, 20), 160),
        authors=(Author("A. Reed"),),
        byline="By A. Reed",
        published=Stamp(now.date(), now),
        source=POST.title,
        language="en",
        section="Local",
        image_url=f"{url}.jpg",
        structure=Structure(
            (BlockRun(1, 1, "subheading", 2),), tuple(TextLink(block, 3, 15, f"{url}?{block}") for block in (0, 1))
        ),
        provenance=PROVENANCE,
    )


if __name__ == "__main__":
    sys.exit(main())
