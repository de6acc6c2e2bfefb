"""Invented texts and articles for the tests of near-duplicates."""

import random
from datetime import UTC, datetime, timedelta

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import save
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.verify import verify
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Stamp

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TITLES = {"post": "Post", "echo": "Echo", "star": "Star", "wire": "Reuters"}
SYLLABLES = ("har", "fer", "bri", "tow", "mar", "lig", "quo", "sel", "dun", "pol")
CHARACTERS = "港湾橋町市場灯台議会知事建設完成開通住民船舶漁業観光予算計画工事費用安全地域"


def a_paragraph(chosen: random.Random, words: int = 30) -> str:
    return " ".join("".join(chosen.choices(SYLLABLES, k=3)) for _ in range(words)).capitalize() + "."


def a_text(seed: int, paragraphs: int = 6) -> str:
    chosen = random.Random(seed)
    return "\n\n".join(a_paragraph(chosen) for _ in range(paragraphs))


def edited(text: str, seed: int = 99) -> str:
    """text with another first paragraph and its last one cut off."""
    return "\n\n".join([a_paragraph(random.Random(seed), 20), *text.split("\n\n")[1:-1]])


STORY = a_text(1)


def put(
    archive: Archive, outlet: str, body: str, *, hours: float = 0, url: str | None = None, source: str | None = None
) -> int:
    """The id of an article that outlet published so many hours after noon; the same url again is its next version."""
    published = NOON + timedelta(hours=hours)
    address = url or f"https://{outlet}.example/{random.Random(body).random()}/{hours}"
    made = Outlet(outlet, TITLES.get(outlet, outlet), f"https://{outlet}.example/", "en", "UTC",
                  domains=(f"{outlet}.example",))  # fmt: skip
    article = Article(outlet, f"{outlet} on {hours}", body, source=source,
                      published=Stamp(published.date(), published))  # fmt: skip
    saved = save(
        archive,
        version_of(article, outlet, "1"),
        outlet=made,
        addresses=Addresses(address, address),
        now=NOON + timedelta(days=90),
    )
    assert saved.article_id is not None
    return saved.article_id


def heads(archive: Archive) -> dict[int, int | None]:
    """Each article and its head; asserts that verify finds no wrong cluster or fingerprint."""
    assert [*verify(archive, NOON)] == []
    return dict(archive.conn.execute("SELECT id, copy_of FROM articles").fetchall())
