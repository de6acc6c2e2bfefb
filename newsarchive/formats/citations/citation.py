"""What a citation of an article says, whatever its format: the outlet's article, and the version in this archive."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from newsarchive.formats.citations.names import CitedName, cited_name
from newsarchive.records import Author, StoredArticle
from newsarchive.urls import is_web_address

DEFAULT_ARCHIVE_TITLE = "News archive"
# Characters of the digest in an address. Two versions of one article never agree in so many.
DIGEST_IN_ADDRESS = 16

_NO_KEY_CHARACTERS = re.compile(r"[^a-z0-9]+")
# A word of a headline that tells articles apart has at least this many letters.
_KEY_WORD_LETTERS = 4
_KEY_WORD_LENGTH = 20
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class CitingArchive:
    """The archive that is cited: its title, and the address of its home page without a slash at the end.

    Without an address a citation names only the path of a version in the archive.
    """

    title: str = DEFAULT_ARCHIVE_TITLE
    address: str | None = None


@dataclass(frozen=True, slots=True)
class CitedVersion:
    """The version that is cited.

    sha256 is the digest of its text. captured_at is when its page was fetched; None if there was no page, as for an
    imported document. seen_at is when the archive first had the version.
    """

    number: int
    sha256: str
    seen_at: datetime
    captured_at: datetime | None = None

    @property
    def accessed_at(self) -> datetime:
        """When the text was read at the outlet, as far as it is known."""
        return self.captured_at or self.seen_at

    @property
    def path(self) -> str:
        """What follows /article/ID/ in the permanent address: number and beginning of the digest."""
        return f"{self.number}-{self.sha256[:DIGEST_IN_ADDRESS]}"


@dataclass(frozen=True, slots=True)
class Citation:
    """Everything that a citation of one version of an article may say. Texts are single lines.

    key is the same in every file and differs between any two versions. url is the article's address at the outlet, if
    it has one. address is the permanent address of the version in the archive; without the archive's own address it is
    a path.
    """

    article_id: int
    key: str
    title: str
    authors: tuple[CitedName, ...]
    outlet: str
    published: date | None
    url: str | None
    language: str | None
    section: str | None
    abstract: str | None
    version: CitedVersion
    archive: str
    address: str

    @property
    def has_web_address(self) -> bool:
        """Whether address can be opened, and is not only a path."""
        return "://" in self.address

    @property
    def note(self) -> str:
        """The version, the archive, the time and the address as one sentence, for fields that take any text."""
        return f"{self.version_words}: {self.address}"

    @property
    def version_words(self) -> str:
        """Version 2 in News archive, captured 2026-11-22 12:03:05 UTC."""
        version = self.version
        verb = "captured" if version.captured_at else "first stored"
        return f"Version {version.number} in {self.archive}, {verb} {version.accessed_at:%Y-%m-%d %H:%M:%S} UTC"


def version_text(headline: str, standfirst: str | None, body: str) -> str:
    """The text over which the digest of a version is taken: its parts with an empty line between them.

    It contains only what a version has. Author, day and source belong to the article and may be corrected later.
    """
    return "\n\n".join(part for part in (headline, standfirst, body) if part) + "\n"


def version_digest(headline: str, standfirst: str | None, body: str) -> str:
    """The SHA-256 of version_text in UTF-8, in hexadecimal."""
    return hashlib.sha256(version_text(headline, standfirst, body).encode()).hexdigest()


def cite(
    stored: StoredArticle, archive: CitingArchive, captured_at: datetime | None, *, seen_at: datetime | None = None
) -> Citation:
    """The citation of stored in the version that it has.

    captured_at is when the page of this version was fetched. seen_at is when the version was first seen; it is needed
    if the version is not today's.
    """
    article = stored.article
    version = CitedVersion(
        stored.revision,
        version_digest(article.headline, article.standfirst, article.body),
        seen_at or stored.revised_at or stored.first_seen_at,
        captured_at,
    )
    published = article.published.on if article.published else None
    return Citation(
        article_id=stored.id,
        key=_key(article.outlet, published, article.headline, stored.id, stored.revision),
        title=_line(article.headline),
        authors=_authors(stored),
        outlet=_line(stored.outlet_title),
        published=published,
        url=article.url if article.url and is_web_address(article.url) else None,
        language=article.language if article.language != "und" else None,
        section=_line(article.section) if article.section else None,
        abstract=_line(article.standfirst) if article.standfirst else None,
        version=version,
        archive=_line(archive.title),
        address=f"{archive.address or ''}/article/{stored.id}/{version.path}",
    )


def _authors(stored: StoredArticle) -> tuple[CitedName, ...]:
    """The authors of the byline; without one, the agency or other outlet that the text is credited to."""
    article = stored.article
    names = [Author(_line(author.name), author.kind) for author in article.authors]
    if not names and article.source and article.source not in (stored.outlet_title, article.outlet):
        names = [Author(_line(article.source), "agency")]
    return tuple(cited_name(name, article.language) for name in names if name.name)


def _key(outlet: str, published: date | None, headline: str, article_id: int, number: int) -> str:
    """Such as rivertownpost-2026-harbour-17-2: outlet, year, a word of the headline, article, version."""
    words = (_ascii(word) for word in headline.split())
    word = next((word[:_KEY_WORD_LENGTH] for word in words if len(word) >= _KEY_WORD_LETTERS), "")
    year = f"{published.year}" if published else "undated"
    return "-".join(part for part in (_ascii(outlet), year, word, str(article_id), str(number)) if part)


def _ascii(text: str) -> str:
    """The letters and digits of text that are the same in every program: a to z and 0 to 9."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return _NO_KEY_CHARACTERS.sub("", plain)


def _line(text: str) -> str:
    """text on one line, without control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())
