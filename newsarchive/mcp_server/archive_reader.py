"""How the tools read the archive: a read-only connection for each call, a time limit, and errors in one sentence."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from mcp.server.mcpserver.exceptions import ToolError

from newsarchive.archive.articles.moved_articles import moved_to
from newsarchive.archive.articles.read import was_removed
from newsarchive.archive.database import Archive
from newsarchive.archive.search.outlets.known_outlets import read_known_outlets
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.time_limit import time_limit
from newsarchive.dates import format_utc
from newsarchive.errors import NewsArchiveError
from newsarchive.formats.citations.citation import CitingArchive
from newsarchive.outlet_sets.named_sets import outlets_of, unknown_set
from newsarchive.outlet_sets.own_sets import NO_OWN_SETS, OwnSets
from newsarchive.records import Stamp

Tool = Callable[..., object]

_POSITION = re.compile(r"([a-z]+) (-?\d{1,18})", re.ASCII)


class ArchiveReader:
    """One archive file, the address under which its pages are cited, and the user's own sets of outlets."""

    def __init__(self, path: Path, cited_as: CitingArchive, own_sets: OwnSets = NO_OWN_SETS) -> None:
        self.path = path
        self.cited_as = cited_as
        self.own_sets = own_sets

    @contextmanager
    def opened(self) -> Iterator[Archive]:
        """The archive, opened to read only, and only for so long.

        Raises:
            ToolError: the archive cannot be read, or the call was wrong. The program gets the sentence.
        """
        try:
            with Archive.open(self.path) as archive, time_limit(archive.conn):
                yield archive
        except NewsArchiveError as error:
            raise ToolError(str(error)) from error

    def page(self, path: str) -> str:
        """The address of a page of the archive; only the path if the archive's address is not known."""
        return f"{self.cited_as.address or ''}/{path}"


def check_outlets(archive: Archive, selection: Selection) -> None:
    """Returns if the archive knows the outlets and the sets of outlets of a selection.

    Raises:
        ToolError: it does not know one of them; a search would find nothing without a reason.
    """
    known = read_known_outlets(archive.conn)
    names = {one.name for one in known.facts}
    if unknown := [name for name in selection.outlets if name not in names]:
        raise ToolError(f"{unknown[0]} is not an outlet of this archive. The tool outlets lists them.")
    for name in selection.sets:
        if outlets_of(name, known, selection.own_sets) is None:
            raise ToolError(f"sets: {unknown_set(name, known, selection.own_sets)}")


def not_found(archive: Archive, article_id: int) -> ToolError:
    """The error to raise if no article has the id."""
    if was_removed(archive.conn, article_id):
        return ToolError(f"Article {article_id} was removed.")
    if file := moved_to(archive.conn, article_id):
        return ToolError(f"Article {article_id} was moved to another archive, {Path(file).name}.")
    return ToolError(f"The archive has no article {article_id}. The tool search gives ids.")


def moment(stamp: Stamp | None) -> str | None:
    """The time as UTC text, or the day if only that is known."""
    if stamp is None:
        return None
    return format_utc(stamp.at) if stamp.at else stamp.on.isoformat()


def utc_or_none(at: datetime | None) -> str | None:
    """The time as UTC text."""
    return format_utc(at) if at else None


def read_position(position: str | None, *words: str) -> tuple[str, int] | None:
    """The word and the number of a position, as `next` of an answer has them; None for the first page.

    Raises:
        ToolError: it is none, or its word is not among words.
    """
    if position is None:
        return None
    found = _POSITION.fullmatch(position)
    if found is None or found[1] not in words:
        raise ToolError(f"position {position[:40]!r} is not the `next` of an answer. Leave it out for the first page.")
    return found[1], int(found[2])
