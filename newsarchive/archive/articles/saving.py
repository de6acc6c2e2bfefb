"""Saving: what the archive does with an article that was read, all of it in one transaction."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from newsarchive.archive.articles import article_rows, history, holding, identity
from newsarchive.archive.articles.article_rows import Version
from newsarchive.archive.articles.identity import Addresses, Match, Place, Places, Removal
from newsarchive.archive.captures.warc_files import CaptureRef, PackedCapture
from newsarchive.archive.database import Archive
from newsarchive.dates import format_utc
from newsarchive.extraction.refusal.not_an_article import says_missing
from newsarchive.extraction.refusal.paywall import is_gate
from newsarchive.outlet import Outlet
from newsarchive.records import Cause, Outcome, Sighting, Verdict
from newsarchive.text import count_words, parts_of
from newsarchive.urls import normalize_url, url_key

# A correction rarely takes away half of a text; a consent page, a bot wall or a failed reading does.
WORSE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Capture:
    """One fetch, packed but not yet in the captures, and the URL as it was asked for."""

    packed: PackedCapture
    url: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What the archive did with an article, and why where it did not store it.

    look_again_at is when a change that was held back may be stored.
    """

    verdict: Verdict
    article_id: int | None
    reason: str | None = None
    look_again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The version that stands in the archive, and where the page lies that it was read from."""

    article_id: int
    revision: int
    capture: CaptureRef


@dataclass(frozen=True, slots=True)
class Reread:
    """A standing version as today's reader reads the same page."""

    standing: Standing
    version: Version


def save(
    archive: Archive,
    version: Version,
    *,
    outlet: Outlet,
    addresses: Addresses,
    now: datetime,
    capture: Capture | None = None,
    sighting: Sighting | None = None,
    before: Reread | None = None,
    holds: bool = True,
) -> Saved:
    """Stores an article where it is new or changed, and settles every address it has, in one transaction.

    before is the standing version read again, where another reader had read it (see standing): then the change that
    is only ours is stored as ours. What the sighting said of its time counts where the page says nothing. The capture
    is kept when it is what a stored text was read from, or what could not be read as well as before; a look that found
    nothing new keeps none. With holds, a version that comes too soon after another is held back (see holding).

    Raises:
        ArchiveError: SQLite or the disk refused; nothing was written, save perhaps an orphan record in the captures.
    """
    version = article_rows.dated_by(version, sighting)
    places = identity.places_of(outlet, addresses, version.article)
    with archive.transaction():
        removal = identity.find_removal(archive.conn, outlet.name, places, version.article.headline, version.text_key)
        if removal:
            return _refuse(archive.conn, outlet, places, removal, now)
        return _Saving(archive, outlet, places, version, capture, now, before, holds).save()


def standing(archive: Archive, version: Version, outlet: Outlet, addresses: Addresses) -> Standing | None:
    """The version that must be read again before version can be compared with it.

    None where one reader read both, where nothing differs, and where the old page is gone.
    """
    places = identity.places_of(outlet, addresses, version.article)
    match = identity.find_by_address(archive.conn, places, version.article)
    if match is None or not match.is_own:
        return None
    stored = article_rows.load_version(archive.conn, match.article_id)
    if stored.read_by == version.read_by or stored.capture_id is None or not version.differs_from(stored):
        return None
    row = archive.conn.execute(
        "SELECT file, offset, length, digest FROM captures WHERE id = ? AND expired_at IS NULL", [stored.capture_id]
    ).fetchone()
    return Standing(stored.id, stored.revision, CaptureRef(*row)) if row else None


def record_capture(archive: Archive, capture: Capture) -> int:
    """The id of a capture's row, its record appended before; by itself for pages that gave no article.

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
    """Whether the archive holds, or has held, the page of url as it was fetched in that second."""
    row = conn.execute(
        "SELECT 1 FROM captures WHERE url_key = ? AND fetched_at = ?", [url_key(url), format_utc(fetched_at)]
    ).fetchone()
    return row is not None


def register_outlets(archive: Archive, outlets: Iterable[Outlet]) -> None:
    """Writes what the outlets declare of themselves; an outlet that is no longer declared stays as it was."""
    rows = [
        (outlet.name, outlet.title, outlet.home or None, outlet.country, outlet.language, outlet.timezone)
        for outlet in outlets
    ]
    with archive.transaction():
        archive.conn.executemany(
            """INSERT INTO outlets(name, title, home, country, language, timezone) VALUES (?, ?, ?, ?, ?, ?)
               ON CONFLICT(name) DO UPDATE SET title = excluded.title, home = excluded.home,
                 country = excluded.country, language = excluded.language, timezone = excluded.timezone""",
            rows,
        )


def is_removed(conn: sqlite3.Connection, url: str) -> bool:
    """Whether url stands for a removed article: then it is neither fetched nor captured again."""
    row = conn.execute("SELECT outcome FROM urls WHERE key = ?", [url_key(normalize_url(url))]).fetchone()
    return row is not None and row[0] == Outcome.REMOVED


@dataclass(frozen=True, slots=True)
class _Saving:
    """One save inside its transaction."""

    archive: Archive
    outlet: Outlet
    places: Places
    version: Version
    capture: Capture | None
    now: datetime
    before: Reread | None
    holds: bool

    def save(self) -> Saved:
        match = identity.find_by_address(self.archive.conn, self.places, self.version.article)
        if match is None:
            match = self._same_text()
        if match is None:
            return self._add()
        stored = article_rows.load_version(self.archive.conn, match.article_id)
        if not match.is_own and not (stored.is_stub and not self.version.is_stub):
            return self._known_elsewhere(match)
        return self._compare(stored)

    def _same_text(self) -> Match | None:
        second = article_rows.order_second(self.version.article.published, self.now)
        same = identity.find_same_article(
            self.archive.conn, self.outlet.name, self.version.article, self.version.text_key, second
        )
        return Match(same, is_own=False) if same is not None else None

    def _add(self) -> Saved:
        conn = self.archive.conn
        conn.execute(
            "INSERT INTO outlets(name, title) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [self.outlet.name, self.outlet.title],
        )
        url = self._article_url(None)
        article_id = article_rows.add_article(conn, self.version, url, self._kept_capture(), self._status, self.now)
        self.archive.note_index_change()
        return self._settled(Verdict.NEW, article_id)

    def _compare(self, stored: article_rows.StoredVersion) -> Saved:
        if history.is_earlier(self.archive.conn, stored.id, self.now):
            return self._look_back(stored)
        reread = self._reread_of(stored)
        is_ours = reread is not None and not self.version.differs_from(reread.article)
        reason = why_worse(self.version, stored) if self.version.differs_from(stored) and not is_ours else None
        self._note_look(stored, reason)
        cause: Cause = "theirs" if reread or self._is_read_as(stored) else "unknown"
        stored = self._as_read_today(stored, reread)
        if is_ours or not self.version.differs_from(stored):
            if stored.capture_id is None:
                article_rows.give_capture(self.archive.conn, stored.id, self._kept_capture())
            return self._settled(Verdict.UNCHANGED, stored.id)
        return self._replace(stored, reason, cause)

    def _note_look(self, stored: article_rows.StoredVersion, worse: str | None) -> None:
        if worse:
            article_rows.note_worse_look(self.archive.conn, stored.id, self._status, self.now)
        else:
            url = self._article_url(stored.id)
            article_rows.note_look(self.archive.conn, stored.id, url, self._status, self.now)

    def _replace(self, stored: article_rows.StoredVersion, reason: str | None, cause: Cause) -> Saved:
        """Another text than stored: it takes its place unless it is worse, for reason, or comes too soon."""
        conn = self.archive.conn
        held_until = None if reason or not self.holds else holding.held_until(conn, stored, self.version, self.now)
        if held_until:
            reason = f"changes too often; the next version is taken after {format_utc(held_until)}"
            return replace(self._settled(Verdict.UNCHANGED, stored.id, reason), look_again_at=held_until)
        capture_id = self._kept_capture()
        if reason:
            return self._settled(Verdict.WORSE, stored.id, reason)
        article_rows.revise(conn, stored, self.version, capture_id, self.now, cause)
        self.archive.note_index_change()
        return self._settled(Verdict.REVISED, stored.id)

    def _look_back(self, stored: article_rows.StoredVersion) -> Saved:
        """What stands there was seen later and stays: an older text becomes a revision at its place in time."""
        conn = self.archive.conn
        there = history.neighbours(conn, stored.id, self.now)
        if not history.fits_between(self.version, there):
            history.note_earlier_look(conn, self.version, there)
            return self._settled(Verdict.UNCHANGED, stored.id, is_past=True)
        capture_id = self._kept_capture()
        if reason := why_worse(self.version, stored):
            return self._settled(Verdict.WORSE, stored.id, reason, is_past=True)
        history.place(conn, self.version, there, capture_id)
        return self._settled(Verdict.REVISED, stored.id, is_past=True)

    def _is_read_as(self, stored: article_rows.StoredVersion) -> bool:
        """Whether one reader has read both."""
        return self.version.read_by is not None and self.version.read_by == stored.read_by

    def _reread_of(self, stored: article_rows.StoredVersion) -> Version | None:
        """stored as today's reader reads its page; None where that was not asked, or of another version."""
        if self.before is None or self.before.version.read_by != self.version.read_by:
            return None
        standing = self.before.standing
        is_it = (standing.article_id, standing.revision) == (stored.id, stored.revision)
        return self.before.version if is_it else None

    def _as_read_today(self, stored: article_rows.StoredVersion, reread: Version | None) -> article_rows.StoredVersion:
        """stored, or what today's reading of the same page puts in its place, as a change of ours."""
        if reread is None or not reread.differs_from(stored) or why_worse(reread, stored):
            return stored
        article_rows.revise(self.archive.conn, stored, reread, stored.capture_id, self.now, "ours")
        self.archive.note_index_change()
        return article_rows.load_version(self.archive.conn, stored.id)

    def _kept_capture(self) -> int | None:
        return record_capture(self.archive, self.capture) if self.capture else None

    def _known_elsewhere(self, match: Match) -> Saved:
        reason = f"the same as article {match.article_id}"
        settle(self.archive.conn, self.outlet, self.places.distinct, Outcome.SAME_ARTICLE, match.article_id, self.now)
        return Saved(Verdict.KNOWN_ELSEWHERE, match.article_id, reason)

    def _settled(self, verdict: Verdict, article_id: int, reason: str | None = None, *, is_past: bool = False) -> Saved:
        own = [place for place in self.places.distinct if place != self.places.canonical or self._declares(article_id)]
        settle(self.archive.conn, self.outlet, own, Outcome.ARTICLE, article_id, self.now, is_past=is_past)
        return Saved(verdict, article_id, reason)

    def _article_url(self, article_id: int | None) -> str | None:
        """The address to show: the declared one where it is believed, else where the page answered."""
        declared = [self.places.canonical] if self._declares(article_id) else []
        choices = [place.url for place in (*declared, self.places.final, self.places.requested) if place]
        return article_rows.first_free_url(self.archive.conn, choices, article_id)

    def _declares(self, article_id: int | None) -> bool:
        canonical, headline = self.places.canonical, self.version.article.headline
        return canonical is not None and identity.credible_canonical(
            self.archive.conn, self.outlet, canonical.url, headline, article_id
        )

    @property
    def _status(self) -> int | None:
        return self.capture.packed.status if self.capture else None


def why_worse(new: Version, old: article_rows.StoredVersion) -> str | None:
    """Why new must not take the place of old; None when it may."""
    if new.is_stub and not old.is_stub:
        return "a stub, where the full text is stored"
    if new.word_count < WORSE_SHARE * old.word_count and not (old.is_stub and not new.is_stub):
        return f"{new.word_count} words, where {old.word_count} are stored"
    if says_missing(new.article.headline) and not says_missing(old.headline):
        return f"a page that says {new.article.headline!r}"
    if _is_shut(new, old):
        return "a text that asks for a subscription, where one that does not is stored"
    return None


def _is_shut(new: Version, old: article_rows.StoredVersion) -> bool:
    """Whether new has a gate where old has none, and less of the text.

    What stands around the gate, such as other stories' summaries, may be longer than the text was.
    """
    parts, stored = parts_of(new.article.body), parts_of(old.body)
    if not any(map(is_gate, parts)) or any(map(is_gate, stored)):
        return False
    kept = sum(count_words(part) for part in set(stored) & set(parts))
    return new.word_count < old.word_count or kept < WORSE_SHARE * old.word_count


def settle(
    conn: sqlite3.Connection,
    outlet: Outlet,
    places: Iterable[Place],
    outcome: Outcome,
    article_id: int | None,
    now: datetime,
    reason: str | None = None,
    *,
    is_past: bool = False,
) -> None:
    """Gives each address its outcome; one that is another article's stays that one's.

    is_past: the page is older than the last look at the article, so it says nothing of why that failed, nor of when to
    ask again.
    """
    conn.executemany(
        """INSERT INTO urls(key, url, outlet, known_from, first_seen_at, last_seen_at, outcome, article_id, reason)
           VALUES (:key, :url, :outlet, iif(:outcome = 'same_article', 'alias', :known_from), :now, :now, :outcome,
             :article_id, :reason)
           ON CONFLICT(key) DO UPDATE SET last_seen_at = max(last_seen_at, excluded.last_seen_at),
             reason = iif(:is_past AND urls.article_id, urls.reason, excluded.reason),
             attempts = iif(:is_past AND urls.article_id, urls.attempts, 0),
             retry_at = iif(:is_past AND urls.article_id, urls.retry_at, NULL),
             article_id = coalesce(urls.article_id, excluded.article_id),
             known_from = iif(urls.article_id IS NULL AND :outcome = 'same_article', 'alias', urls.known_from),
             outcome = CASE WHEN :outcome = 'removed' THEN 'removed'
               WHEN urls.article_id IS NULL THEN :outcome
               WHEN urls.known_from = 'alias' THEN 'same_article' ELSE 'article' END""",
        [
            {
                "key": place.key,
                "url": place.url,
                "outlet": outlet.name,
                "known_from": place.known_from,
                "outcome": outcome,
                "article_id": article_id,
                "reason": reason,
                "now": format_utc(now),
                "is_past": is_past,
            }
            for place in places
        ],
    )


def _refuse(conn: sqlite3.Connection, outlet: Outlet, places: Places, removal: Removal, now: datetime) -> Saved:
    # What the page declares may be another's address: only where it was found is closed.
    found_at = [place for place in places.distinct if place != places.canonical]
    settle(conn, outlet, found_at, Outcome.REMOVED, removal.article_id, now, removal.reason)
    return Saved(Verdict.REMOVED, removal.article_id, removal.reason)
