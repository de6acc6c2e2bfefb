"""A page that is older than the last check of its article, such as one from an imported file.

It never replaces the current text. A text that differs becomes a revision at its own time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from newsarchive.deciding.versions import Version
from newsarchive.records import ArticleVersion


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The version of an article that was current at a time, and the one that was seen next."""

    article_id: int
    at: datetime
    before: ArticleVersion | None
    after: ArticleVersion | None


def neighbours_at(article_id: int, versions: Sequence[ArticleVersion], at: datetime) -> Neighbours:
    """The versions seen before and after at, to the second; versions has all of the article's, oldest first."""
    moment = at.replace(microsecond=0)
    before = [version for version in versions if version.seen_at <= moment]
    after = [version for version in versions if version.seen_at > moment]
    return Neighbours(article_id, moment, before[-1] if before else None, after[0] if after else None)


def fits_between(version: Version, neighbours: Neighbours) -> bool:
    """Whether version is one more version: another text than those seen before and after it.

    A page fetched after the current text was first seen is none: that text was there before it and again after it.
    """
    if neighbours.after is None or not version.differs_from(neighbours.after):
        return False
    return neighbours.before is None or version.differs_from(neighbours.before)
