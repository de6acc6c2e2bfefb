"""Collections, tags and the note of an article, as its page and lists show them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from datasette.database import Database

from newsarchive.archive.desk.desk_file import Desk, archive_file_of, desk_errors
from newsarchive.archive.desk.labels import ArticleLabels, labels_of
from newsarchive.errors import DeskError
from newsarchive.web.databases import run_query
from newsarchive.web.layout import Link, Site
from newsarchive.web.requests.search_request import SearchForm

UNREADABLE = "Collections, tags and notes cannot be read at the moment."


@dataclass(frozen=True, slots=True)
class ShownLabels:
    """What the desk has about an article: links to its collections and tags, and the lines of its note.

    problem is set, and everything else empty, when the desk cannot be read.
    """

    collections: tuple[Link, ...] = ()
    tags: tuple[Link, ...] = ()
    note: tuple[str, ...] = ()
    problem: str | None = None

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.collections or self.tags or self.note or self.problem)


@contextmanager
def desk_of(conn: Any) -> Iterator[Desk]:
    """The desk of the archive that conn has opened, for reading."""
    with Desk.open(archive_file_of(conn)) as desk, desk_errors(desk.path):
        yield desk


def shown_labels(labels: ArticleLabels, site: Site) -> ShownLabels:
    """labels with the addresses of the pages of site."""
    return ShownLabels(
        tuple(Link(name, f"{site.collection}/{name}") for name in labels.collections),
        tuple(tag_link(tag, site) for tag in labels.tags),
        tuple(labels.note.splitlines()) if labels.note else (),
    )


def tag_link(tag: str, site: Site) -> Link:
    """A tag with the address of the search for its articles."""
    return Link(tag, SearchForm().with_filter("tag", tag).address(site.search))


async def read_shown_labels(archive: Database, article_id: int, site: Site) -> ShownLabels:
    """What the desk has about one article; a desk that cannot be read does not keep its page from being shown."""

    def read(conn: Any) -> ArticleLabels:
        with desk_of(conn) as desk:
            return labels_of(desk, [article_id]).get(article_id, ArticleLabels())

    try:
        return shown_labels(await run_query(archive, read), site)
    except DeskError:
        return ShownLabels(problem=UNREADABLE)
