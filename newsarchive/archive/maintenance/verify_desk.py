"""Verify: whether the desk beside the archive can be read, and knows only articles of this archive."""

from collections.abc import Iterator
from itertools import islice

from newsarchive.archive.database import Archive
from newsarchive.archive.desk.collected_articles import missing_ids
from newsarchive.archive.desk.desk_file import Desk, desk_errors, desk_file
from newsarchive.archive.maintenance.problem import RESTORE, ArchiveProblem
from newsarchive.errors import DeskError
from newsarchive.formats.collection_csv import MISSING

# Problems that are reported; more of the same would say nothing new.
MAX_SHOWN = 100
_KNOWN_IDS = """SELECT article_id FROM collected_articles UNION SELECT article_id FROM article_tags
  UNION SELECT article_id FROM article_notes ORDER BY 1"""
_SAME_DAY = f"{RESTORE} of archive and desk that were made together"


def check_desk(archive: Archive) -> Iterator[ArchiveProblem]:
    """The problems of the archive's desk; none if there is no desk."""
    name = desk_file(archive.path).name
    try:
        with Desk.open(archive.path) as desk, desk_errors(desk.path):
            yield from _problems(archive, desk, name)
    except DeskError as error:
        yield ArchiveProblem("desk", name, str(error).removeprefix(f"{desk_file(archive.path)}: "), RESTORE)


def _problems(archive: Archive, desk: Desk, name: str) -> Iterator[ArchiveProblem]:
    for (problem,) in desk.conn.execute(f"PRAGMA quick_check({MAX_SHOWN})").fetchall():
        if problem != "ok":
            yield ArchiveProblem("desk", name, problem, RESTORE)
    for table, row, parent, _ in desk.conn.execute("PRAGMA foreign_key_check").fetchall()[:MAX_SHOWN]:
        yield ArchiveProblem("desk", f"{table} {row}", f"points to a row of {parent} that is missing", RESTORE)
    known = [row[0] for row in desk.conn.execute(_KNOWN_IDS)]
    states = missing_ids(archive.conn, known)
    for article_id in islice((one for one in known if states.get(one) == MISSING), MAX_SHOWN):
        yield ArchiveProblem("desk", f"article {article_id}", "was never in this archive", _SAME_DAY)
