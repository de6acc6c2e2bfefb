"""Verify: whether all parts of an archive fit together; a repair computes again what follows from other parts.

A repair never changes a text. The order matters: triggers first, because repairs of rows need them; totals and indexes
last, because they follow from the rows.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance import verify_captures, verify_desk, verify_near_duplicates, verify_structure
from newsarchive.archive.maintenance.problem import REPAIR, RESTORE, ArchiveProblem
from newsarchive.archive.maintenance.verify_part import (
    EVERYTHING,
    ArchivePart,
    are_totals_right,
    missing_in_indexes,
    missing_in_search,
    small_tables,
)
from newsarchive.archive.near_duplicates import assignment
from newsarchive.archive.queue.url_states import LOST, REOPEN_LOST
from newsarchive.archive.schema.migrations import SEARCH_INDEXES, make_triggers
from newsarchive.archive.schema.triggers import COUNTED_COLUMNS, COUNTED_TABLES, TRIGGERS
from newsarchive.archive.stored_form import stored_form

# Damaged rows that are reported; more of the same would say nothing new.
MAX_DAMAGE_SHOWN = 100
SPACED_BATCH = 500


@dataclass(frozen=True, slots=True)
class _Rule:
    """Rows that are wrong: query gives each row and what is wrong with it; repair, if any, is the statement to run.

    In query, {within} is a condition on key, which is the id of an article.
    """

    check: str
    key: str
    query: str
    repair: str | None = None


def verify(
    archive: Archive,
    now: datetime,
    *,
    repair: bool = False,
    fast: bool = False,
    part: ArchivePart = EVERYTHING,
    note: Callable[[str, int], None] = lambda check, count: None,
) -> Iterator[ArchiveProblem]:
    """The problems, one by one; with repair, whatever can be computed again is repaired, and its problem says so.

    fast does not read the WARC records and files. part says which articles are checked; fingerprints, and the index of
    earlier versions, are only checked with EVERYTHING. note is called with the name of a check and the work done since
    the last call: captures, repaired articles or bytes of files. The caller holds the lock.

    Raises:
        ArchiveError: the file is too damaged to be read, or a repair could not be written.
    """
    checks: list[tuple[str, Callable[[], Iterator[ArchiveProblem]]]] = [
        ("file", lambda: _check_file(archive, part)),
        ("triggers", lambda: _check_triggers(archive, repair)),
        ("rows", lambda: _check_rules(archive, part, repair)),
        ("copies", lambda: _check_fingerprints(archive, part, repair, fast, lambda count: note("copies", count))),
        ("spaced forms", lambda: _check_spaced(archive, part, repair)),
        ("structure", lambda: verify_structure.check_structure(archive, part, repair=repair)),
        ("totals", lambda: _check_totals(archive, part, now, repair)),
        ("index", lambda: _check_index(archive, part, repair)),
        ("desk", lambda: verify_desk.check_desk(archive)),
    ]
    if not fast:
        checks += [
            (
                "captures",
                lambda: verify_captures.check_captures(
                    archive, now, repair=repair, note=lambda count: note("captures", count)
                ),
            ),
            ("files", lambda: verify_captures.check_files(archive, lambda count: note("files", count))),
        ]
    for name, check in checks:
        note(name, 0)
        yield from check()


def _check_file(archive: Archive, part: ArchivePart) -> Iterator[ArchiveProblem]:
    advice = f"{RESTORE}, or try `sqlite3 FILE .recover`"
    checked = [f"({MAX_DAMAGE_SHOWN})"] if part.runs is None else [f"([{one}])" for one in small_tables(archive.conn)]
    for argument in checked:
        for (problem,) in archive.conn.execute(f"PRAGMA quick_check{argument}").fetchall():
            if problem != "ok":
                yield ArchiveProblem("file", archive.path.name, problem, advice)
    for index, article_id in missing_in_indexes(archive.conn, part):
        yield ArchiveProblem("file", f"articles {article_id}", f"is missing in the index {index}", advice)
    if part.runs is None:
        for table, row, parent, _ in archive.conn.execute("PRAGMA foreign_key_check").fetchall()[:MAX_DAMAGE_SHOWN]:
            yield ArchiveProblem("file", f"{table} {row}", f"points to a row of {parent} that is missing", RESTORE)


def _check_triggers(archive: Archive, repair: bool) -> Iterator[ArchiveProblem]:
    there = dict(archive.conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    wrong = [name for name, statement in TRIGGERS.items() if there.get(name) != statement]
    if wrong and repair:
        with archive.transaction():
            make_triggers(archive.db)
    for name in wrong:
        problem = "is different from the schema's" if name in there else "is missing"
        yield ArchiveProblem("triggers", name, problem, REPAIR, repair)


# A head has its own id as its cluster and no copy_of. Any other member has the id of the head in both columns.
_WRONG_CLUSTER = """EXISTS (SELECT 1 FROM articles head WHERE head.id = articles.copy_of
    AND (head.copy_of IS NOT NULL OR head.cluster_id IS NULL)) OR copy_of = id
  OR copy_of NOT IN (SELECT id FROM articles) OR copy_of IS NOT NULL AND cluster_id IS NOT copy_of
  OR copy_of IS NULL AND cluster_id <> id
  OR cluster_id = id AND NOT EXISTS (SELECT 1 FROM articles copy WHERE copy.cluster_id = articles.id
    AND copy.copy_of = articles.id)"""
_RULES = (
    _Rule(
        "articles",
        "id",
        """SELECT 'articles ' || id, 'has no text in bodies' FROM articles
           WHERE {within} AND id NOT IN (SELECT article_id FROM bodies)""",
    ),
    _Rule(
        "articles",
        "article_id",
        """SELECT 'bodies ' || article_id, 'belongs to no article' FROM bodies
           WHERE {within} AND article_id NOT IN (SELECT id FROM articles)""",
    ),
    _Rule(
        "articles",
        "article_id",
        """SELECT 'article_authors ' || article_id, 'has ' || count(*) || ' names, but the last is at ' || max(position)
           FROM article_authors WHERE {within}
           GROUP BY article_id HAVING max(position) <> count(*) - 1 OR min(position) < 0""",
    ),
    _Rule(
        "revisions",
        "a.id",
        """SELECT 'articles ' || a.id, 'is version ' || a.revision || ', but has ' || count(r.number)
             || ' earlier versions, the last of them ' || coalesce(max(r.number), 'none')
           FROM articles a LEFT JOIN revisions r ON r.article_id = a.id
           WHERE {within} AND (a.revision > 1 OR a.id IN (SELECT article_id FROM revisions))
           GROUP BY a.id HAVING count(r.number) <> a.revision - 1 OR coalesce(max(r.number), 0) <> a.revision - 1""",
    ),
    _Rule(
        "copies",
        "id",
        f"""SELECT 'articles ' || id, 'has the head ' || coalesce(copy_of, 'none') || ' and the cluster '
             || coalesce(cluster_id, 'none') || ', which do not match' FROM articles
           WHERE {{within}} AND ({_WRONG_CLUSTER})""",  # noqa: S608
        f"{assignment.CLEAR_CLUSTER} WHERE {_WRONG_CLUSTER}",
    ),
    _Rule(
        "urls",
        "article_id",
        f"""SELECT 'urls ' || key, 'has the outcome ' || outcome || ', but its article ('
             || coalesce(article_id, 'none') || ') is missing' FROM urls WHERE {{within}} AND {LOST}""",  # noqa: S608
        REOPEN_LOST,
    ),
    _Rule(
        "urls",
        "article_id",
        """SELECT 'urls ' || key, 'has the outcome removed, but no row in removals' FROM urls
             WHERE {within} AND outcome = 'removed'
             AND (article_id IS NULL OR article_id NOT IN (SELECT article_id FROM removals))""",
    ),
    _Rule(
        "urls",
        "article_id",
        """SELECT 'urls ' || key, 'has the outcome archived_elsewhere, but no row in moved_articles' FROM urls
           WHERE {within} AND outcome = 'archived_elsewhere'
             AND (article_id IS NULL OR article_id NOT IN
             (SELECT article_id FROM moved_articles))""",
    ),
    _Rule(
        "splits",
        "article_id",
        """SELECT 'moved_articles ' || article_id, 'says that the article was moved, but it is still stored'
           FROM moved_articles WHERE {within} AND +article_id IN (SELECT id FROM articles)""",
    ),
    _Rule(
        "removals",
        "article_id",
        """SELECT 'removals ' || article_id, 'says that the article was removed, but it is still stored' FROM removals
           WHERE {within} AND +article_id IN (SELECT id FROM articles)""",
    ),
)


def _check_rules(archive: Archive, part: ArchivePart, repair: bool) -> Iterator[ArchiveProblem]:
    for rule in _RULES:
        advice = REPAIR if rule.repair else RESTORE
        found = False
        for within, params in part.within(rule.key):
            for row, problem in archive.conn.execute(rule.query.format(within=within), params):
                found = True
                yield ArchiveProblem(rule.check, row, problem, advice, repair and rule.repair is not None)
        if found and repair and rule.repair:
            with archive.transaction():
                archive.conn.execute(rule.repair)


def _check_fingerprints(
    archive: Archive, part: ArchivePart, repair: bool, fast: bool, note: Callable[[int], None]
) -> Iterator[ArchiveProblem]:
    # The table is in the order of its hashes: the fingerprint of one article cannot be found in it.
    if part.runs is None:
        yield from verify_near_duplicates.check_near_duplicates(archive, repair=repair, fast=fast, note=note)


@dataclass(frozen=True, slots=True)
class _SpacedTexts:
    """A table with spaced forms. query gives each row's key, its texts and their spaced forms, of a range of keys."""

    table: str
    key: str
    names: tuple[str, ...]
    query: str


_SPACED = (
    _SpacedTexts(
        "bodies",
        "article_id",
        ("headline", "standfirst", "authors", "body"),
        """SELECT a.id, a.headline, a.standfirst, a.authors, b.body,
             b.spaced_headline, b.spaced_standfirst, b.spaced_authors, b.spaced_body
           FROM articles a JOIN bodies b ON b.article_id = a.id WHERE a.id BETWEEN ? AND ? ORDER BY a.id LIMIT ?""",
    ),
    _SpacedTexts(
        "revisions",
        "version_id",
        ("headline", "standfirst", "body"),
        """SELECT version_id, headline, standfirst, body, spaced_headline, spaced_standfirst, spaced_body
           FROM revisions WHERE version_id BETWEEN ? AND ? ORDER BY version_id LIMIT ?""",
    ),
)


def _check_spaced(archive: Archive, part: ArchivePart, repair: bool) -> Iterator[ArchiveProblem]:
    for texts in _SPACED:
        for first, last in part.keys(texts.key):
            yield from _check_spaced_texts(archive, texts, first, last, repair)


def _check_spaced_texts(
    archive: Archive, texts: _SpacedTexts, first: int, last: int, repair: bool
) -> Iterator[ArchiveProblem]:
    """Reads by key, one statement for each batch, so that a repair can write in between."""
    count = len(texts.names)
    while rows := archive.conn.execute(texts.query, [first, last, SPACED_BATCH]).fetchall():
        first = rows[-1][0] + 1
        for key, *columns in rows:
            right = [stored_form(text) for text in columns[:count]]
            if right != columns[count:]:
                if repair:
                    _write_spaced(archive, texts, key, right)
                forms = zip(texts.names, right, columns[count:], strict=True)
                wrong = [name for name, is_, was in forms if is_ != was]
                problem = f"search finds other words than those of the {', '.join(wrong)}"
                yield ArchiveProblem("spaced forms", f"{texts.table} {key}", problem, REPAIR, repair)


def _write_spaced(archive: Archive, texts: _SpacedTexts, key: int, forms: list[str | None]) -> None:
    changes = ", ".join(f"spaced_{name} = ?" for name in texts.names)
    with archive.transaction():
        archive.conn.execute(f"UPDATE {texts.table} SET {changes} WHERE {texts.key} = ?", [*forms, key])  # noqa: S608


def _counted(column: str) -> str:
    return f"SELECT '{column}', {column}, count(*) FROM articles WHERE {column} IS NOT NULL GROUP BY {column}"  # noqa: S608


# What each table of totals should contain; row_totals keeps a 0 for a table that had rows once.
_TOTALS = {
    "totals": " UNION ALL ".join(map(_counted, COUNTED_COLUMNS)),
    "outlet_days": """SELECT outlet, published_on, count(*) FROM articles WHERE published_on IS NOT NULL
      GROUP BY outlet, published_on""",
    "url_totals": "SELECT outlet, outcome, count(*) FROM urls GROUP BY outlet, outcome",
    "row_totals": " UNION ALL ".join(
        f"SELECT '{table}', count(*) FROM {table} HAVING count(*) > 0"  # noqa: S608
        for table in COUNTED_TABLES
    ),
}
_PRESENT = {
    **{table: f"SELECT * FROM {table}" for table in _TOTALS},  # noqa: S608
    "row_totals": "SELECT * FROM row_totals WHERE rows",
}


def _check_totals(archive: Archive, part: ArchivePart, now: datetime, repair: bool) -> Iterator[ArchiveProblem]:
    if part.runs is not None and are_totals_right(archive.conn, now):
        return
    for table, right in _TOTALS.items():
        present = _PRESENT[table]
        wrong = archive.conn.execute(
            f"""WITH proper AS ({right}) SELECT * FROM (SELECT * FROM proper EXCEPT {present})
                UNION SELECT * FROM ({present} EXCEPT SELECT * FROM proper)"""  # noqa: S608
        ).fetchall()
        if not wrong:
            continue
        if repair:
            with archive.transaction():
                archive.conn.execute(f"DELETE FROM {table}")  # noqa: S608
                archive.conn.execute(f"INSERT INTO {table} {right}")
        for row in sorted({row[:-1] for row in wrong}):
            yield ArchiveProblem(
                "totals", f"{table} {' '.join(row)}", "is different from the number of rows", REPAIR, repair
            )


_INDEXED = {"articles_fts": "articles", "revisions_fts": "earlier versions"}


def _check_index(archive: Archive, part: ArchivePart, repair: bool) -> Iterator[ArchiveProblem]:
    for index in SEARCH_INDEXES:
        problem = _index_problem(archive.conn, index, part)
        if problem is None:
            continue
        found = ArchiveProblem("index", index, f"does not have the words of the {_INDEXED[index]} ({problem})", REPAIR)
        if repair:
            with archive.transaction():
                # FTS5 reads the view in the order of its rowid, which lists and merges need.
                archive.conn.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")  # noqa: S608
            found = replace(found, is_mended=_index_problem(archive.conn, index, part) is None)
        yield found


def _index_problem(conn: sqlite3.Connection, index: str, part: ArchivePart) -> str | None:
    """What SQLite reports, or the first article of a part that the index does not have.

    With rank 1 SQLite compares the index with the view, without it only with itself.
    """
    if part.runs is not None:
        missing = missing_in_search(conn, part) if index == "articles_fts" else iter(())
        return next((f"articles {article_id}" for article_id in missing), None)
    try:
        conn.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        return str(error)
    return None
