"""The two texts that are compared: the one that was read just now, and the one that the archive has. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from newsarchive.comparison.changes import VersionText, is_changed
from newsarchive.comparison.shingles import PackedShingles
from newsarchive.deciding.withdrawal import Presence
from newsarchive.records import Article


@dataclass(frozen=True, slots=True)
class Version:
    """An article as it would be stored: cleaned, counted and hashed; fingerprint finds its near-duplicates.

    shingles are those of the body, and columns those that the archive stores with it. Both follow from the article;
    None where nobody worked them out in advance.
    """

    article: Article
    word_count: int
    text_key: int | None
    read_by: str | None
    fingerprint: tuple[int, ...] = ()
    shingles: PackedShingles | None = field(default=None, compare=False, repr=False)
    columns: Mapping[str, str | None] | None = field(default=None, compare=False, repr=False)

    @property
    def is_stub(self) -> bool:
        return self.article.completeness == "stub"

    def differs_from(self, stored: VersionText) -> bool:
        """Whether headline, standfirst or text says something else (see changes.is_changed)."""
        return is_changed(stored, self.article)

    def is_text_of(self, stored: VersionText) -> bool:
        """Whether headline, standfirst and text are the same, character by character."""
        article = self.article
        return (stored.headline, stored.standfirst, stored.body) == (article.headline, article.standfirst, article.body)


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """The current version of an article in the archive.

    seen_at is when we first saw this version, first_seen_at when we first saw the article. structure is JSON as the
    archive has it; it plays no part in a decision.
    """

    id: int
    headline: str
    standfirst: str | None
    body: str
    completeness: str
    word_count: int
    published_at: str | None
    published_on: str | None
    revision: int
    read_by: str | None
    capture_id: int | None
    seen_at: datetime
    first_seen_at: datetime
    presence: Presence = Presence()
    structure: str | None = None

    @property
    def last_checked_at(self) -> datetime:
        return self.presence.checked_at or self.first_seen_at

    @property
    def is_stub(self) -> bool:
        return self.completeness == "stub"
