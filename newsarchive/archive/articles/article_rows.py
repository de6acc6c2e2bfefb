"""The rows of one article: added, replaced by a revision, checked. Every function runs inside a transaction."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from newsarchive.archive.articles import identity
from newsarchive.archive.articles.new_texts import NewTexts
from newsarchive.archive.near_duplicates import assignment
from newsarchive.archive.stored_form import stored_form
from newsarchive.archive.times import time_at, time_or_none
from newsarchive.dates import GUESSED, format_utc
from newsarchive.deciding.versions import StoredVersion, Version
from newsarchive.deciding.withdrawal import Presence
from newsarchive.formats.structure import fitting_structure, known_structure, structure_text
from newsarchive.records import Article, ArticleVersion, Cause, Sighting, Stamp
from newsarchive.text import clean_body, clean_text, count_words

# Columns of bodies that follow from a text, also where a newer text has none.
_OF_THE_TEXT = ("structure", "spaced_headline", "spaced_standfirst", "spaced_authors", "spaced_body")
# Columns that keep their value where a newer version has none. A standfirst is not one of them: it belongs to its text.
_KEPT = ("source", "source_date", "language", "section", "is_free", "authors")


def version_of(article: Article, outlet_name: str, read_by: str | None) -> Version:
    """article cleaned for storing. Pure, and a part of the cost, so it runs in a worker."""
    body = clean_body(article.body)
    tidy = replace(
        article,
        outlet=outlet_name,
        headline=clean_text(article.headline),
        body=body,
        structure=fitting_structure(article.structure, body),
        standfirst=_tidy(article.standfirst),
        byline=_tidy(article.byline),
        source=_tidy(article.source),
        section=_tidy(article.section),
        authors=tuple(replace(author, name=clean_text(author.name)) for author in article.authors),
    )
    key = identity.text_key(tidy.headline, tidy.body, tidy.completeness)
    word_count = count_words(tidy.body)
    fingerprint, shingles = assignment.compared_form(tidy.body, word_count, tidy.completeness)
    return Version(tidy, word_count, key, read_by, fingerprint, shingles, _body(tidy))


def dated_by(version: Version, sighting: Sighting | None) -> Version:
    """version with the publication time of the sighting where the page has none or a guess; provenance says so."""
    article = version.article
    is_known = article.published is not None and not article.provenance.get("published", "").startswith(GUESSED)
    if is_known or sighting is None or sighting.published is None:
        return version
    provenance = {**article.provenance, "published": f"{sighting.kind} {sighting.found_in}"}
    return replace(
        version,
        article=replace(article, published=sighting.published, provenance=provenance),
        columns={**_columns(version), "provenance": _provenance(provenance)},
    )


def load_version(conn: sqlite3.Connection, article_id: int) -> StoredVersion:
    """The current version of an article that the archive has."""
    row = conn.execute(
        """SELECT a.id, a.headline, a.standfirst, b.body, a.completeness, a.word_count, a.published_at, a.published_on,
             a.revision, a.read_by, a.capture_id, coalesce(a.revised_at, a.first_seen_at), a.first_seen_at,
             a.checked_at, a.last_status, a.gone_at, b.structure
           FROM articles a JOIN bodies b ON b.article_id = a.id WHERE a.id = ?""",
        [article_id],
    ).fetchone()
    seen_at, first_seen_at, checked_at, last_status, gone_at, structure = row[11:]
    presence = Presence(time_or_none(checked_at), last_status, time_or_none(gone_at))
    return StoredVersion(*(*row[:11], time_at(seen_at), time_at(first_seen_at), presence, structure))


def add_article(
    conn: sqlite3.Connection,
    texts: NewTexts,
    version: Version,
    url: str | None,
    capture_id: int | None,
    status: int | None,
    now: datetime,
    history: Mapping[str, Any],
) -> int:
    """The id of the new article. It is written before its body, because the body puts it into the search index.

    Its text is added to texts. history has columns that another archive had of it.
    """
    search_id = free_search_id(conn, sort_second(version.article.published, now))
    row = {
        **_claims(version),
        **_published(version.article.published),
        "search_id": search_id,
        "outlet": version.article.outlet,
        "url": url,
        "read_by": version.read_by,
        "capture_id": capture_id,
        "first_seen_at": format_utc(now),
        "checked_at": format_utc(now),
        "last_status": status,
        **history,
    }
    article_id = insert(conn, "articles", row)
    texts.add(article_id, search_id, version, _columns(version))
    assignment.assign_new_article(conn, article_id, version.fingerprint, texts.version)
    return article_id


def revise(
    conn: sqlite3.Connection,
    stored: StoredVersion,
    version: Version,
    capture_id: int | None,
    now: datetime,
    cause: Cause,
) -> None:
    """Replaces stored by version. stored is kept as a revision; cause says whose change replaced it."""
    _keep_superseded(conn, stored, cause)
    left_behind = assignment.remove_from_cluster(conn, stored.id)
    claims = {name: value for name, value in _claims(version).items() if not (value is None and name in _KEPT)}
    row = {
        **claims,
        **_better_time(conn, stored, version.article.published, now),
        "read_by": version.read_by,
        "capture_id": capture_id,
        **_next_number(stored, now),
    }
    _update(conn, "articles", "id", stored.id, row)
    _write_body(conn, stored.id, version)
    if version.article.authors:
        _write_authors(conn, stored.id, version.article)
    date_revisions(conn, stored.id)
    assignment.assign_clusters(conn, [stored.id, *left_behind])


def replace_reading(conn: sqlite3.Connection, stored: StoredVersion, version: Version, now: datetime) -> bool:
    """Replaces stored by version, today's reading of the same page, and says whether its text differs.

    Every field gets the value of version, because the outlet changed nothing. A text that differs, even by one comma,
    is a revision of ours; the old text is kept.
    """
    article = version.article
    is_different = not version.is_text_of(stored)
    row = {"modified_at": None, "modified_on": None, **_claims(version), **_redated(conn, stored, article.published)}
    left_behind = assignment.remove_from_cluster(conn, stored.id)
    if is_different:
        _keep_superseded(conn, stored, "ours")
        row |= _next_number(stored, now)
    _update(conn, "articles", "id", stored.id, {**row, "read_by": version.read_by})
    _update(conn, "bodies", "article_id", stored.id, _columns(version))
    _write_authors(conn, stored.id, article)
    if is_different:
        date_revisions(conn, stored.id)
    assignment.assign_clusters(conn, [stored.id, *left_behind])
    return is_different


def add_revision(
    conn: sqlite3.Connection, article_id: int, version: ArticleVersion, capture_id: int | None = None
) -> None:
    """Adds a version that a later one has replaced. Call date_revisions once that later one is written too."""
    insert(conn, "revisions", {"article_id": article_id, "capture_id": capture_id, **revision_columns(version)})


def revision_columns(version: ArticleVersion) -> dict[str, Any]:
    """The columns of revisions that follow from version itself. Pure."""
    return {
        "number": version.number,
        "seen_at": format_utc(version.seen_at),
        "headline": version.headline,
        "standfirst": version.standfirst,
        "body": version.body,
        "structure": structure_text(version.structure),
        "read_by": version.read_by,
        "cause": version.cause,
        **{f"spaced_{name}": stored_form(getattr(version, name)) for name in ("headline", "standfirst", "body")},
    }


def _keep_superseded(conn: sqlite3.Connection, stored: StoredVersion, cause: Cause) -> None:
    superseded = ArticleVersion(
        stored.revision,
        stored.seen_at,
        stored.headline,
        stored.standfirst,
        stored.body,
        stored.read_by,
        cause,
        known_structure(stored.structure, stored.body),
    )
    add_revision(conn, stored.id, superseded, stored.capture_id)


def _next_number(stored: StoredVersion, now: datetime) -> dict[str, Any]:
    """The next version is never older than the one it replaces, also where its page comes from an old file."""
    return {"revision": stored.revision + 1, "revised_at": format_utc(max(now, stored.seen_at))}


def date_revisions(conn: sqlite3.Connection, article_id: int) -> None:
    """Writes when each superseded version was replaced: when the next one was first seen."""
    conn.execute(
        """UPDATE revisions SET replaced_at = (SELECT next.seen_at FROM article_versions next
             WHERE next.article_id = revisions.article_id AND next.number = revisions.number + 1)
           WHERE article_id = ?""",
        [article_id],
    )


def record_check(conn: sqlite3.Connection, article_id: int, presence: Presence, url: str | None = None) -> None:
    """Writes what a check of the page found, and the address to show where url is given; search reads none of it."""
    conn.execute(
        "UPDATE articles SET checked_at = ?, last_status = ?, gone_at = ?, url = coalesce(?, url) WHERE id = ?",
        [
            format_utc(presence.checked_at) if presence.checked_at else None,
            presence.last_status,
            format_utc(presence.gone_at) if presence.gone_at else None,
            url,
            article_id,
        ],
    )


def set_capture(conn: sqlite3.Connection, article_id: int, capture_id: int | None) -> None:
    """Links an article that came without a page, such as an imported document, to a page with its text."""
    conn.execute("UPDATE articles SET capture_id = ? WHERE id = ?", [capture_id, article_id])


def sort_second(published: Stamp | None, now: datetime) -> int:
    """The Unix second by which lists are sorted: published, or now where that is unknown or in the future.

    A day without a time counts as its first second in UTC.
    """
    first_seen = int(now.timestamp())
    if published is None:
        return first_seen
    moment = published.at or datetime.combine(published.on, time(), UTC)
    second = int(moment.timestamp())
    return second if second <= first_seen else first_seen


def free_search_id(conn: sqlite3.Connection, second: int) -> int:
    """second, or the next one that no article has. Call it inside the transaction that uses it."""
    if conn.execute("SELECT 1 FROM articles WHERE search_id = ?", [second]).fetchone() is None:
        return second
    # One statement over the index: a day with thousands of documents without a time is a run of thousands.
    row = conn.execute(
        """SELECT taken.search_id + 1 FROM articles taken WHERE taken.search_id >= ?
             AND NOT EXISTS (SELECT 1 FROM articles next WHERE next.search_id = taken.search_id + 1)
           ORDER BY taken.search_id LIMIT 1""",
        [second],
    ).fetchone()
    return int(row[0])


def first_free_url(conn: sqlite3.Connection, urls: Iterable[str], article_id: int | None) -> str | None:
    """The first of urls that is a web address and belongs to no other article; None without one."""
    for url in urls:
        row = conn.execute("SELECT id FROM articles WHERE url = ?", [url]).fetchone()
        if not url.startswith("urn:") and (row is None or row[0] == article_id):
            return url
    return None


def insert(conn: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> int:
    """The rowid of the new row.

    Plain SQL, since storing an article is the busiest path: sqlite-utils takes 80 to 140 µs more a row, in all 0.3 ms
    of the 1.9 ms that a new article takes.
    """
    parameters = ", ".join(f":{column}" for column in row)
    cursor = conn.execute(f"INSERT INTO {table}({', '.join(row)}) VALUES ({parameters})", row)  # noqa: S608
    return cursor.lastrowid or 0


def _update(conn: sqlite3.Connection, table: str, key: str, value: int, row: Mapping[str, Any]) -> None:
    changes = ", ".join(f"{column} = :{column}" for column in row)
    conn.execute(f"UPDATE {table} SET {changes} WHERE {key} = :the_key", {**row, "the_key": value})  # noqa: S608


def _tidy(text: str | None) -> str | None:
    return (clean_text(text) or None) if text else None


def _claims(version: Version) -> dict[str, Any]:
    """What the page says about itself, except when it was published."""
    article = version.article
    return {
        **_modified(article.modified),
        "headline": article.headline,
        "standfirst": article.standfirst,
        "authors": _authors_line(article),
        "source": article.source,
        "source_date": article.source_date.isoformat() if article.source_date else None,
        "language": article.language,
        "section": article.section,
        "kind": article.kind,
        "completeness": article.completeness,
        "is_free": article.is_free,
        "word_count": version.word_count,
        "text_key": version.text_key,
    }


def _authors_line(article: Article) -> str | None:
    return ", ".join(author.name for author in article.authors) or article.byline


def _modified(modified: Stamp | None) -> dict[str, str | None]:
    if modified is None:
        return {}
    return {
        "modified_at": format_utc(modified.at) if modified.at else None,
        "modified_on": modified.on.isoformat(),
    }


def _published(published: Stamp | None) -> dict[str, str | None]:
    return {
        "published_at": format_utc(published.at) if published and published.at else None,
        "published_on": published.on.isoformat() if published else None,
    }


def _better_time(
    conn: sqlite3.Connection, stored: StoredVersion, published: Stamp | None, now: datetime
) -> dict[str, Any]:
    """The publication time that a newer version adds. A time that is stored stays, so that lists keep their order."""
    is_better = published is not None and (
        stored.published_on is None or (stored.published_at is None and published.at is not None)
    )
    if not is_better:
        return {}
    return {**_published(published), "search_id": free_search_id(conn, sort_second(published, now))}


def _redated(conn: sqlite3.Connection, stored: StoredVersion, published: Stamp | None) -> dict[str, Any]:
    """The publication time as it is read now, and its position in lists; nothing where it is the same."""
    columns = _published(published)
    if columns == {"published_at": stored.published_at, "published_on": stored.published_on}:
        return {}
    first_seen_at, search_id = conn.execute(
        "SELECT first_seen_at, search_id FROM articles WHERE id = ?", [stored.id]
    ).fetchone()
    second = sort_second(published, time_at(first_seen_at))
    return {**columns, "search_id": search_id if second == search_id else free_search_id(conn, second)}


def _columns(version: Version) -> Mapping[str, str | None]:
    return version.columns or _body(version.article)


def _body(article: Article) -> dict[str, str | None]:
    return {
        "body": article.body,
        "structure": structure_text(article.structure),
        "byline": article.byline,
        "image_url": _tidy(article.image_url),
        "canonical_url": _tidy(article.canonical_url),
        "provenance": _provenance(article.provenance),
        "spaced_headline": stored_form(article.headline),
        "spaced_standfirst": stored_form(article.standfirst),
        "spaced_authors": stored_form(_authors_line(article)),
        "spaced_body": stored_form(article.body),
    }


def _provenance(provenance: Mapping[str, str]) -> str | None:
    return json.dumps(dict(provenance), sort_keys=True) if provenance else None


def _write_body(conn: sqlite3.Connection, article_id: int, version: Version) -> None:
    """Writes the body, and the spaced forms of the row in articles, where some columns kept their value."""
    standfirst, authors = conn.execute("SELECT standfirst, authors FROM articles WHERE id = ?", [article_id]).fetchone()
    spaced_forms = {"spaced_standfirst": stored_form(standfirst), "spaced_authors": stored_form(authors)}
    row = {name: value for name, value in _columns(version).items() if value is not None or name in _OF_THE_TEXT}
    _update(conn, "bodies", "article_id", article_id, {**row, **spaced_forms})


def _write_authors(conn: sqlite3.Connection, article_id: int, article: Article) -> None:
    conn.execute("DELETE FROM article_authors WHERE article_id = ?", [article_id])
    conn.executemany(
        "INSERT INTO article_authors(article_id, position, name, kind) VALUES (?, ?, ?, ?)",
        [(article_id, position, author.name, author.kind) for position, author in enumerate(article.authors)],
    )
