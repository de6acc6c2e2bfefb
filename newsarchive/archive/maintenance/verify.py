"""Verify: whether everything in an archive agrees with everything else, and what of it can be derived again.

No text is ever touched. The order matters: triggers first, since mending rows relies on them; totals and the index
last, since they follow the rows.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from newsarchive.archive.articles.article_rows import spaced_form
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance import verify_captures, verify_near_duplicates
from newsarchive.archive.maintenance.problem import Finding
from newsarchive.archive.queue.url_states import LOST, REOPEN_LOST
from newsarchive.archive.schema.migrations import SEARCH_INDEXES, make_triggers
from newsarchive.archive.schema.triggers import COUNTED_COLUMNS, COUNTED_TABLES, TRIGGERS

RESTORE = "restore a backup"
REPAIR = "run `newsarchive verify --repair`"
# Rows of damage that are told; more of the same say nothing new.
DAMAGE_SHOWN = 100
SPACED_BATCH = 500


@dataclass(frozen=True, slots=True)
class _Rule:
    """Rows that should not be: the query gives the row's name and what is wrong with it; mend is the statement."""

    check: str
    query: str
    mend: str | None = None


def verify(
    archive: Archive,
    now: datetime,
    *,
    repair: bool = False,
    fast: bool = False,
    note: Callable[[str, int], None] = lambda check, count: None,
) -> Iterator[Finding]:
    """What is wrong, one by one; with repair, what can be derived again is, and its finding says so.

    fast leaves the WARC records and files unread. note is told what is being checked, and what was done of it since:
    captures, articles whose copies were found, or bytes of files. The caller holds the lock.

    Raises:
        ArchiveError: the file is too damaged to be read, or a repair could not be written.
    """
    checks: list[tuple[str, Callable[[], Iterator[Finding]]]] = [
        ("file", lambda: _check_file(archive)),
        ("triggers", lambda: _check_triggers(archive, repair)),
        ("rows", lambda: _check_rules(archive, repair)),
        (
            "copies",
            lambda: verify_near_duplicates.check_copies(
                archive, repair=repair, fast=fast, note=lambda count: note("copies", count)
            ),
        ),
        ("spaced forms", lambda: _check_spaced(archive, repair)),
        ("totals", lambda: _check_totals(archive, repair)),
        ("index", lambda: _check_index(archive, repair)),
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


def _check_file(archive: Archive) -> Iterator[Finding]:
    for (problem,) in archive.conn.execute(f"PRAGMA quick_check({DAMAGE_SHOWN})").fetchall():
        if problem != "ok":
            yield Finding("file", archive.path.name, problem, f"{RESTORE}, or try `sqlite3 FILE .recover`")
    for table, row, parent, _ in archive.conn.execute("PRAGMA foreign_key_check").fetchall()[:DAMAGE_SHOWN]:
        yield Finding("file", f"{table} {row}", f"points to a row of {parent} that is not there", RESTORE)


def _check_triggers(archive: Archive, repair: bool) -> Iterator[Finding]:
    there = dict(archive.conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    wrong = [name for name, statement in TRIGGERS.items() if there.get(name) != statement]
    if wrong and repair:
        with archive.transaction():
            make_triggers(archive.db)
    for name in wrong:
        problem = "is another than ours" if name in there else "is not there"
        yield Finding("triggers", name, problem, REPAIR, repair)


_STANDS_ALONE = "UPDATE articles SET cluster_id = NULL, copy_of = NULL, similarity = NULL"
# A head is no copy, and its own cluster names it; a copy is in the cluster of the head it points to.
_CHAINED = """copy_of IN (SELECT id FROM articles WHERE copy_of IS NOT NULL OR cluster_id IS NULL) OR copy_of = id
  OR copy_of NOT IN (SELECT id FROM articles) OR copy_of IS NOT NULL AND cluster_id IS NOT copy_of
  OR copy_of IS NULL AND cluster_id <> id
  OR cluster_id = id AND NOT EXISTS (SELECT 1 FROM articles copy WHERE copy.cluster_id = articles.id
    AND copy.copy_of = articles.id)"""
_RULES = (
    _Rule(
        "articles",
        """SELECT 'articles ' || id, 'has no text in bodies' FROM articles
           WHERE id NOT IN (SELECT article_id FROM bodies)""",
    ),
    _Rule(
        "articles",
        """SELECT 'bodies ' || article_id, 'belongs to no article' FROM bodies
           WHERE article_id NOT IN (SELECT id FROM articles)""",
    ),
    _Rule(
        "articles",
        """SELECT 'article_authors ' || article_id, 'has ' || count(*) || ' names, the last at ' || max(position)
           FROM article_authors GROUP BY article_id HAVING max(position) <> count(*) - 1 OR min(position) < 0""",
    ),
    _Rule(
        "revisions",
        """SELECT 'articles ' || a.id, 'is version ' || a.revision || ', and ' || count(r.number)
             || ' earlier ones are kept, the last of them ' || coalesce(max(r.number), 'none')
           FROM articles a LEFT JOIN revisions r ON r.article_id = a.id WHERE a.revision > 1
             OR a.id IN (SELECT article_id FROM revisions)
           GROUP BY a.id HAVING count(r.number) <> a.revision - 1 OR coalesce(max(r.number), 0) <> a.revision - 1""",
    ),
    _Rule(
        "copies",
        f"""SELECT 'articles ' || id, 'is a copy of ' || coalesce(copy_of, 'nothing') || ' in the cluster of '
             || coalesce(cluster_id, 'none') || ', which is no head' FROM articles WHERE {_CHAINED}""",  # noqa: S608
        f"{_STANDS_ALONE} WHERE {_CHAINED}",
    ),
    _Rule(
        "urls",
        f"""SELECT 'urls ' || key, 'has the outcome ' || outcome || ' and article '
             || coalesce(article_id, 'none') || ', which is not there' FROM urls WHERE {LOST}""",  # noqa: S608
        REOPEN_LOST,
    ),
    _Rule(
        "urls",
        """SELECT 'urls ' || key, 'is removed, and no removal says why' FROM urls WHERE outcome = 'removed'
             AND (article_id IS NULL OR article_id NOT IN (SELECT article_id FROM removals))""",
    ),
    _Rule(
        "removals",
        """SELECT 'removals ' || article_id, 'says that the article was removed, and it is there' FROM removals
           WHERE article_id IN (SELECT id FROM articles)""",
    ),
)


def _check_rules(archive: Archive, repair: bool) -> Iterator[Finding]:
    for rule in _RULES:
        advice = REPAIR if rule.mend else RESTORE
        found = False
        for row, problem in archive.conn.execute(rule.query):
            found = True
            yield Finding(rule.check, row, problem, advice, repair and rule.mend is not None)
        if found and repair and rule.mend:
            with archive.transaction():
                archive.conn.execute(rule.mend)


@dataclass(frozen=True, slots=True)
class _Spaced:
    """Where spaced forms lie: the query gives a row's key, its texts and then their forms, from a key on."""

    table: str
    key: str
    names: tuple[str, ...]
    query: str


_SPACED = (
    _Spaced(
        "bodies",
        "article_id",
        ("headline", "standfirst", "authors", "body"),
        """SELECT a.id, a.headline, a.standfirst, a.authors, b.body,
             b.spaced_headline, b.spaced_standfirst, b.spaced_authors, b.spaced_body
           FROM articles a JOIN bodies b ON b.article_id = a.id WHERE a.id > ? ORDER BY a.id LIMIT ?""",
    ),
    _Spaced(
        "revisions",
        "version_id",
        ("headline", "standfirst", "body"),
        """SELECT version_id, headline, standfirst, body, spaced_headline, spaced_standfirst, spaced_body
           FROM revisions WHERE version_id > ? ORDER BY version_id LIMIT ?""",
    ),
)


def _check_spaced(archive: Archive, repair: bool) -> Iterator[Finding]:
    for place in _SPACED:
        yield from _check_spaced_of(archive, place, repair)


def _check_spaced_of(archive: Archive, place: _Spaced, repair: bool) -> Iterator[Finding]:
    """By key, a statement each, so that a repair may write in between."""
    last, count = 0, len(place.names)
    while rows := archive.conn.execute(place.query, [last, SPACED_BATCH]).fetchall():
        last = rows[-1][0]
        for key, *columns in rows:
            right = [spaced_form(text) for text in columns[:count]]
            if right != columns[count:]:
                if repair:
                    _write_spaced(archive, place, key, right)
                forms = zip(place.names, right, columns[count:], strict=True)
                wrong = [name for name, is_, was in forms if is_ != was]
                problem = f"search reads another {', '.join(wrong)} than stands there"
                yield Finding("spaced forms", f"{place.table} {key}", problem, REPAIR, repair)


def _write_spaced(archive: Archive, place: _Spaced, key: int, forms: list[str | None]) -> None:
    changes = ", ".join(f"spaced_{name} = ?" for name in place.names)
    with archive.transaction():
        archive.conn.execute(f"UPDATE {place.table} SET {changes} WHERE {place.key} = ?", [*forms, key])  # noqa: S608


def _counted(column: str) -> str:
    return f"SELECT '{column}', {column}, count(*) FROM articles WHERE {column} IS NOT NULL GROUP BY {column}"  # noqa: S608


# What each table of totals should hold; row_totals keeps a 0 where there were rows once.
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


def _check_totals(archive: Archive, repair: bool) -> Iterator[Finding]:
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
            yield Finding("totals", f"{table} {' '.join(row)}", "is not what the rows count", REPAIR, repair)


_WORDS_OF = {"articles_fts": "articles", "revisions_fts": "earlier versions"}


def _check_index(archive: Archive, repair: bool) -> Iterator[Finding]:
    for index in SEARCH_INDEXES:
        problem = _index_problem(archive.conn, index)
        if problem is None:
            continue
        finding = Finding("index", index, f"does not hold the words of the {_WORDS_OF[index]} ({problem})", REPAIR)
        if repair:
            with archive.transaction():
                # FTS5 reads the view in the order of its rowid, in which lists and merges want it.
                archive.conn.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")  # noqa: S608
            finding = replace(finding, is_mended=_index_problem(archive.conn, index) is None)
        yield finding


def _index_problem(conn: sqlite3.Connection, index: str) -> str | None:
    """What SQLite finds wrong; rank 1 compares with what the view says, without it only the index with itself."""
    try:
        conn.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        return str(error)
    return None
