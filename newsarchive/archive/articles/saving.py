"""Saving a text that was read: loads the facts, asks for the decision, and carries it out in one transaction.

What is decided, and why, is in `deciding/texts.py`.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from newsarchive.archive.articles import article_rows, history, identity
from newsarchive.archive.articles.identity import Addresses, KeyedAddresses, KnownUrl, Match, Removal
from newsarchive.archive.articles.moved_articles import MovedArticle, find_moved
from newsarchive.archive.articles.new_texts import NewTexts
from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.captures.warc_packing import PackedCapture
from newsarchive.archive.database import Archive
from newsarchive.archive.queue.url_states import Address, mark_addresses
from newsarchive.dates import format_utc
from newsarchive.deciding.texts import Decision, Facts, KnownArticle, decide
from newsarchive.deciding.versions import StoredVersion, Version
from newsarchive.deciding.withdrawal import after_page
from newsarchive.outlet import Outlet
from newsarchive.records import Cause, Sighting, Verdict
from newsarchive.urls import url_key


@dataclass(frozen=True, slots=True)
class Capture:
    """One fetched page, packed but not yet stored, and the URL that was requested."""

    packed: PackedCapture
    url: str


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What the archive did with an article, and why where it did not store it.

    look_again_at is when a version that was held back may be stored.
    """

    verdict: Verdict
    article_id: int | None
    reason: str | None = None
    look_again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CurrentVersion:
    """Which version of an article is current, and where the page is from which it was read."""

    article_id: int
    revision: int
    capture: CaptureRef


@dataclass(frozen=True, slots=True)
class Reextracted:
    """A current version, and what today's extraction makes of its page."""

    current: CurrentVersion
    version: Version


def save(
    archive: Archive,
    version: Version,
    *,
    outlet: Outlet,
    addresses: Addresses | KeyedAddresses,
    now: datetime,
    capture: Capture | None = None,
    sighting: Sighting | None = None,
    reextracted: Reextracted | None = None,
    holds: bool = True,
    texts: NewTexts | None = None,
    history: Mapping[str, Any] = MappingProxyType({}),
) -> SaveResult:
    """Stores an article where it is new or changed, and gives every address of it its outcome, in one transaction.

    reextracted is the current version as today's extraction reads it, where another one had read it (see
    needs_reextraction); a change that is only ours is then stored as ours. The sighting's publication time is used
    where the page has none. The capture is stored when a stored text was read from it, or when the page could not be
    read as well as before; a check that found nothing new stores no capture. With holds, a version that comes too soon
    after another is held back. With texts, the text of a new article waits there, and the caller writes it in the same
    transaction. history has columns of articles for a new article that another archive had before.

    Raises:
        ArchiveError: SQLite or the disk refused. Nothing was written, except perhaps an orphan record in the captures.
    """
    version = article_rows.dated_by(version, sighting)
    keyed = (
        addresses
        if isinstance(addresses, KeyedAddresses)
        else identity.keyed_addresses(outlet, addresses, version.article)
    )
    with archive.transaction():
        waiting = texts or NewTexts(archive.conn)
        saved = _Saving(archive, outlet, keyed, version, capture, now, reextracted, holds, waiting, history).save()
        if texts is None:
            waiting.write()
    return saved


def needs_reextraction(archive: Archive, version: Version, addresses: KeyedAddresses) -> CurrentVersion | None:
    """The current version whose page must be read again before version can be compared with it.

    None where the same extraction read both, where nothing differs, and where the old page was deleted.
    """
    match = identity.find_by_address(archive.conn, addresses, version.article)
    if match is None or not match.is_own:
        return None
    stored = article_rows.load_version(archive.conn, match.article_id)
    if stored.read_by == version.read_by or stored.capture_id is None or not version.differs_from(stored):
        return None
    row = archive.conn.execute(
        "SELECT file, offset, length, digest FROM captures WHERE id = ? AND expired_at IS NULL", [stored.capture_id]
    ).fetchone()
    return CurrentVersion(stored.id, stored.revision, CaptureRef(*row)) if row else None


def record_capture(archive: Archive, capture: Capture) -> int:
    """The id of a capture's row; its record is appended first. Called directly for pages that gave no article.

    Raises:
        ArchiveError: as save.
    """
    with archive.transaction():
        packed, ref = capture.packed, archive.captures.append(capture.packed)
        row = {
            "url": capture.url,
            "url_key": url_key(capture.url),
            "fetched_at": format_utc(packed.fetched_at),
            "status": packed.status,
            "file": ref.file,
            "offset": ref.offset,
            "length": ref.length,
            "digest": ref.digest,
        }
        return article_rows.insert(archive.conn, "captures", row)


def is_captured(conn: sqlite3.Connection, url: str, fetched_at: datetime) -> bool:
    """Whether the archive has, or had, the page of url as it was fetched in that second."""
    row = conn.execute(
        "SELECT 1 FROM captures WHERE url_key = ? AND fetched_at = ?", [url_key(url), format_utc(fetched_at)]
    ).fetchone()
    return row is not None


def register_outlets(archive: Archive, outlets: Iterable[Outlet]) -> None:
    """Writes the facts of the outlets. An outlet that no longer has a file keeps its row, with its facts."""
    rows = [
        (
            *(one.name, one.title, one.home or None, one.country, one.language, one.timezone, one.kind, one.owner),
            json.dumps(one.tags, ensure_ascii=False) if one.tags else None,
        )
        for one in outlets
    ]
    with archive.transaction():
        archive.conn.executemany(
            """INSERT INTO outlets(name, title, home, country, language, timezone, kind, owner, tags)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT(name) DO UPDATE SET title = excluded.title, home = excluded.home,
                 country = excluded.country, language = excluded.language, timezone = excluded.timezone,
                 kind = excluded.kind, owner = excluded.owner, tags = excluded.tags""",
            rows,
        )


@dataclass(frozen=True, slots=True)
class _Saving:
    """One save inside its transaction."""

    archive: Archive
    outlet: Outlet
    addresses: KeyedAddresses
    version: Version
    capture: Capture | None
    now: datetime
    reextracted: Reextracted | None
    holds: bool
    texts: NewTexts
    history: Mapping[str, Any]

    def save(self) -> SaveResult:
        version, conn = self.version, self.archive.conn
        urls = identity.find_known(conn, self.addresses)
        # The texts of all articles that this one may be compared with must be in their table.
        self.texts.write_if_among([one.article_id for one in urls.values()], version)
        removal = identity.find_removal(
            conn, self.outlet.name, self.addresses, version.article.headline, version.text_key, urls
        )
        match = None if removal else self._find(urls)
        moved = None if removal or match else self._find_moved(urls)
        known = self._known(match) if match else None
        removed_because, moved_to = removal.reason if removal else None, moved.file if moved else None
        decision = decide(Facts(self.version, self.now, known, removed_because, self.holds, moved_to))
        if removal is not None:
            return self._refuse(decision, removal)
        if moved is not None:
            return self._refer(decision, moved)
        if known is None:
            return self._add(decision)
        if decision.verdict is Verdict.KNOWN_ELSEWHERE:
            return self._mark(decision, known.current.id, self.addresses.distinct)
        return self._update_past(decision, known) if decision.is_past else self._update(decision, known)

    def _find(self, urls: Mapping[int, KnownUrl]) -> Match | None:
        conn, article = self.archive.conn, self.version.article
        match = identity.find_by_address(conn, self.addresses, article, urls)
        if match is not None:
            return match
        second = article_rows.sort_second(article.published, self.now)
        same = identity.find_same_article(conn, self.outlet.name, article, self.version.text_key, second)
        return Match(same, is_own=False) if same is not None else None

    def _find_moved(self, urls: Mapping[int, KnownUrl]) -> MovedArticle | None:
        article, name = self.version.article, self.outlet.name
        second = article_rows.sort_second(article.published, self.now)
        text = self.version.text_key
        return find_moved(self.archive.conn, name, self.addresses, article.headline, text, second, urls)

    def _known(self, match: Match) -> KnownArticle:
        conn, stored = self.archive.conn, article_rows.load_version(self.archive.conn, match.article_id)
        again = self._reextracted_of(stored)
        is_past = self.now.replace(microsecond=0) < stored.last_checked_at
        # What is only needed for a change is not loaded for the many pages without one.
        has_headlines = again is not None or not self.version.is_text_of(stored)
        return KnownArticle(
            current=stored,
            is_own=match.is_own,
            headlines=history.load_headlines(conn, stored.id) if has_headlines else (),
            reextracted=again,
            neighbours=history.load_neighbours(conn, stored.id, self.now) if is_past else None,
        )

    def _reextracted_of(self, stored: StoredVersion) -> Version | None:
        """What today's extraction makes of the page of stored; None where nobody asked, or about another version."""
        if self.reextracted is None or self.reextracted.version.read_by != self.version.read_by:
            return None
        current = self.reextracted.current
        is_it = (current.article_id, current.revision) == (stored.id, stored.revision)
        return self.reextracted.version if is_it else None

    def _refuse(self, decision: Decision, removal: Removal) -> SaveResult:
        # The canonical address may belong to another article: only the addresses of this page are closed.
        own = [address for address in self.addresses.distinct if address != self.addresses.canonical]
        conn, name = self.archive.conn, self.outlet.name
        mark_addresses(conn, name, own, decision.outcome, removal.article_id, self.now, decision.reason)
        return SaveResult(decision.verdict, removal.article_id, decision.reason)

    def _refer(self, decision: Decision, moved: MovedArticle) -> SaveResult:
        """Another archive has the article: its addresses are closed, and nothing of the page is stored."""
        conn, name = self.archive.conn, self.outlet.name
        mark_addresses(
            conn,
            name,
            moved.addresses,
            decision.outcome,
            moved.article_id,
            self.now,
            f"moved to {Path(moved.file).name}",
        )
        return SaveResult(decision.verdict, moved.article_id, decision.reason)

    def _add(self, decision: Decision) -> SaveResult:
        conn = self.archive.conn
        if conn.execute("SELECT 1 FROM outlets WHERE name = ?", [self.outlet.name]).fetchone() is None:
            conn.execute("INSERT INTO outlets(name, title) VALUES (?, ?)", [self.outlet.name, self.outlet.title])
        is_canonical, capture_id = self._is_canonical_of(None), self._kept_capture(decision)
        url = self._shown_url(None, is_canonical)
        article_id = article_rows.add_article(
            conn, self.texts, self.version, url, capture_id, self._status, self.now, self.history
        )
        self.archive.note_index_change()
        return self._mark(decision, article_id, self._own_addresses(is_canonical))

    def _update(self, decision: Decision, known: KnownArticle) -> SaveResult:
        conn, stored = self.archive.conn, known.current
        shows_less = decision.verdict is Verdict.WORSE
        presence = after_page(stored.presence, self._status, self.now, shows_less=shows_less)
        is_canonical = self._is_canonical_of(stored.id)
        url = None if shows_less else self._shown_url(stored.id, is_canonical)
        article_rows.record_check(conn, stored.id, presence, url)
        if decision.adopts_reextracted and known.reextracted is not None:
            self._revise(stored, known.reextracted, stored.capture_id, "ours")
            stored = article_rows.load_version(conn, stored.id)
        capture_id = self._kept_capture(decision)
        if decision.verdict is Verdict.REVISED:
            self._revise(stored, self.version, capture_id, decision.cause or "unknown")
        elif decision.verdict is Verdict.UNCHANGED and decision.keeps_page:
            article_rows.set_capture(conn, stored.id, capture_id)
        return self._mark(decision, stored.id, self._own_addresses(is_canonical))

    def _update_past(self, decision: Decision, known: KnownArticle) -> SaveResult:
        """The current text was seen later and stays. An older text that differs becomes a revision at its own time."""
        conn, neighbours = self.archive.conn, known.neighbours
        if neighbours is None:
            raise ValueError("a decision about the past needs the versions before and after it")
        capture_id = self._kept_capture(decision)
        if decision.verdict is Verdict.REVISED:
            history.insert_revision(conn, self.version, neighbours, decision.cause or "unknown", capture_id)
        elif decision.verdict is Verdict.UNCHANGED:
            history.record_earlier_check(conn, self.version, neighbours)
        own = self._own_addresses(self._is_canonical_of(known.current.id))
        return self._mark(decision, known.current.id, own)

    def _revise(self, stored: StoredVersion, version: Version, capture_id: int | None, cause: Cause) -> None:
        article_rows.revise(self.archive.conn, stored, version, capture_id, self.now, cause)
        self.archive.note_index_change()

    def _kept_capture(self, decision: Decision) -> int | None:
        return record_capture(self.archive, self.capture) if self.capture and decision.keeps_page else None

    def _mark(self, decision: Decision, article_id: int, addresses: Iterable[Address]) -> SaveResult:
        conn, name, outcome = self.archive.conn, self.outlet.name, decision.outcome
        mark_addresses(conn, name, addresses, outcome, article_id, self.now, is_past=decision.is_past)
        return SaveResult(decision.verdict, article_id, decision.reason, decision.look_again_at)

    def _own_addresses(self, is_canonical: bool) -> list[Address]:
        """The addresses of the page, without a canonical address that is not to be believed."""
        canonical = None if is_canonical else self.addresses.canonical
        return [address for address in self.addresses.distinct if address != canonical]

    def _shown_url(self, article_id: int | None, is_canonical: bool) -> str | None:
        """The address to show: the canonical one where it is believed, otherwise the final one."""
        canonical = self.addresses.canonical if is_canonical else None
        choices = (canonical, self.addresses.final, self.addresses.requested)
        return article_rows.first_free_url(self.archive.conn, [one.url for one in choices if one], article_id)

    def _is_canonical_of(self, article_id: int | None) -> bool:
        """Whether to believe the canonical address of the page; one that two articles declare is taken from both.

        Asked once for each page: it costs a query.
        """
        conn, article, canonical = self.archive.conn, self.version.article, self.addresses.canonical
        if canonical is None:
            return False
        if identity.is_free_for(conn, canonical.key, article.headline, article_id):
            return True
        identity.withdraw_canonical(conn, canonical, article, article_id)
        return False

    @property
    def _status(self) -> int | None:
        return self.capture.packed.status if self.capture else None
