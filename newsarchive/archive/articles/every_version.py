"""An article with everything that the archive has of it: all versions, and the captured page of each."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from newsarchive.archive.articles.captured.captured_versions import CapturedVersion, list_captured_versions
from newsarchive.archive.articles.pictures import StoredPicture, find_picture
from newsarchive.archive.articles.read import as_of, get_article, list_versions
from newsarchive.archive.one_moment import one_moment
from newsarchive.records import ArticleVersion, StoredArticle


@dataclass(frozen=True, slots=True)
class EveryVersion:
    """An article, its versions, oldest first, and by the number of a version the capture from which it was read.

    A version that came without a page has no capture. A capture stays after its record was deleted. picture is the
    stored lead picture of the current version.
    """

    stored: StoredArticle
    versions: tuple[ArticleVersion, ...]
    captures: Mapping[int, CapturedVersion]
    picture: StoredPicture | None = None

    def find(self, number: int) -> ArticleVersion | None:
        """The version with that number; None if there is none."""
        return next((one for one in self.versions if one.number == number), None)

    def captured_at(self, number: int) -> datetime | None:
        """When the page of a version was captured; None for a version without a page."""
        capture = self.captures.get(number)
        return capture.fetched_at if capture else None

    def as_of(self, version: ArticleVersion) -> StoredArticle:
        """The article with the text of one of its versions."""
        return as_of(self.stored, version)


def read_every_version(conn: sqlite3.Connection, article_id: int) -> EveryVersion | None:
    """The article with that id, as of one moment; None where there is none or it was removed."""
    with one_moment(conn):
        stored = get_article(conn, article_id)
        if stored is None:
            return None
        captures = list_captured_versions(conn, article_id)
        return EveryVersion(
            stored,
            tuple(list_versions(conn, article_id)),
            {capture.number: capture for capture in captures},
            find_picture(conn, article_id),
        )
