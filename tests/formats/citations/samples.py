"""Citations that several tests write and read back."""

from dataclasses import replace
from datetime import UTC, date, datetime

from newsarchive.formats.citations.citation import Citation, CitingArchive, cite
from newsarchive.records import Article, Author, Stamp, StoredArticle

SEEN = datetime(2026, 11, 22, 12, 4, 0, tzinfo=UTC)
CAPTURED = datetime(2026, 11, 22, 12, 3, 5, tzinfo=UTC)
ARCHIVE = CitingArchive("Coast archive", "https://archive.example/news")


def an_article(**facts) -> Article:
    """An article with everything that a citation may say."""
    article = Article(
        outlet="rivertown_post",
        headline="Harbour stays closed, says Maud Ellery",
        body="The harbour stays closed.\n\nFor how long, nobody says.",
        url="https://post.example/2026/harbour",
        standfirst="Ferries leave from Saltmarsh.",
        authors=(Author("Ada M. Reed"), Author("Northern Wire", "agency")),
        published=Stamp(date(2026, 11, 22), datetime(2026, 11, 22, 9, 30, tzinfo=UTC)),
        source="Rivertown Post",
        language="en-GB",
        section="Local",
    )
    return replace(article, **facts)


def a_citation(
    *, archive: CitingArchive = ARCHIVE, captured_at: datetime | None = CAPTURED, version: int = 2, **facts
) -> Citation:
    """The citation of an_article with facts."""
    stored = StoredArticle(17, an_article(**facts), "Rivertown Post", version, SEEN)
    return cite(stored, archive, captured_at)
