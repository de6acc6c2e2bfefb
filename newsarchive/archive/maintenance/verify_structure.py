"""Verify: whether the structure of each text belongs to that text."""

from collections.abc import Iterator

from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.problem import REPAIR, ArchiveProblem
from newsarchive.archive.maintenance.verify_part import EVERYTHING, ArchivePart
from newsarchive.errors import DocumentError
from newsarchive.formats.structure import misfit, read_structure_text

BATCH = 500
# Each table with texts, and its key.
_TABLES = (("bodies", "article_id"), ("revisions", "version_id"))


def check_structure(archive: Archive, part: ArchivePart = EVERYTHING, *, repair: bool) -> Iterator[ArchiveProblem]:
    """The structures that are not JSON of the right form, or name blocks or characters that their text does not have.

    A repair removes them. The text is then shown as paragraphs, until its page is read again.
    """
    for table, key in _TABLES:
        for first, last in part.keys(key):
            yield from _check_structures(archive, table, key, first, last, repair=repair)


def _check_structures(
    archive: Archive, table: str, key: str, first: int, last: int, *, repair: bool
) -> Iterator[ArchiveProblem]:
    query = f"""SELECT {key}, body, structure FROM {table} WHERE {key} BETWEEN ? AND ? AND structure IS NOT NULL
      ORDER BY {key} LIMIT {BATCH}"""  # noqa: S608
    while rows := archive.conn.execute(query, [first, last]).fetchall():
        first = rows[-1][0] + 1
        for number, body, structure in rows:
            problem = _problem(structure, body)
            if problem is None:
                continue
            if repair:
                _remove(archive, table, key, number)
            yield ArchiveProblem("structure", f"{table} {number}", problem, REPAIR, repair)


def _problem(structure: str, body: str) -> str | None:
    try:
        known = read_structure_text(structure)
    except DocumentError as error:
        return str(error)
    problem = misfit(known, body) if known is not None else None
    return f"structure: {problem}" if problem else None


def _remove(archive: Archive, table: str, key: str, number: int) -> None:
    with archive.transaction():
        archive.conn.execute(f"UPDATE {table} SET structure = NULL WHERE {key} = ?", [number])  # noqa: S608
