"""What a crawl does at its end for the watches: one digest of all that is new, among the messages about alerts.

The digest waits in the archive like every message and is delivered with them, by reporting.py.
"""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from newsarchive import clock
from newsarchive.alerts.wording import AlertMessage
from newsarchive.archive.alerts.digest_messages import erase_delivered, queue_once, rewrite
from newsarchive.archive.database import Archive
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.lock import write_lock
from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.results import load_articles
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.watches.digests import (
    Digest,
    digests_about,
    hits_of_digest,
    look_through,
    mark_erased,
    mark_queued,
    unerased_digests,
    waiting_digests,
)
from newsarchive.archive.watches.looking import WatchHit
from newsarchive.archive.watches.watch_rows import Watch, list_watches
from newsarchive.notifications.channels import channels_of
from newsarchive.notifications.delivery import OUTPUT
from newsarchive.notifications.digest import DigestEntry, WatchPart, digest_message
from newsarchive.notifications.reporting import new_key
from newsarchive.settings import Settings

# Another command may take the lock just when the crawl has released it.
_WAIT_MINUTES = 1.0
TRIAL_ARTICLES = 5
# Hits whose rows are loaded to choose those that a message lists. More than these are only counted.
_MOST_LOADED = 1000


def queue_digest(settings: Settings) -> list[str]:
    """Looks through all watches and queues one digest of what is new, for alert_urls or else for standard error.

    Returns lines about watches that could not be looked through. Nothing happens if there are no watches.

    Raises:
        ArchiveError: archive or desk is locked, or cannot be read or written. The next crawl reports what is new.
    """
    if not _has_work(settings):
        return []
    now = clock.now()
    with (
        write_lock(settings.db, _WAIT_MINUTES),
        Archive.open(settings.db, write=True) as archive,
        Desk.open(settings.db, write=True) as desk,
    ):
        # A digest that an earlier crawl stored and did not queue, because it was killed.
        _queue_waiting(archive, desk, settings)
        problems = look_through(desk, archive.conn, new_key(), now, settings.sets)
        _queue_waiting(archive, desk, settings)
        for digest in unerased_digests(desk):
            if erase_delivered(archive, digest.key):
                mark_erased(desk, digest, now)
    return problems


def forget_article(archive: Archive, settings: Settings, article_id: int) -> None:
    """Takes a removed article out of the messages about watches that are stored.

    Raises:
        ArchiveError: archive or desk cannot be read or written.
    """
    if not Desk.is_made(settings.db):
        return
    with Desk.open(settings.db) as desk:
        for digest in digests_about(desk, article_id):
            parts = _parts(archive, desk, digest, settings)
            rewrite(archive, digest_message(parts, str(settings.db), digest.key))


def trial_digest(archive: Archive, watch: Watch, settings: Settings) -> AlertMessage | None:
    """A message about the newest articles that match a watch, for a test; None if no article matches."""
    selection = replace(watch.selection, own_sets=settings.sets)
    values = {one.name: getattr(selection, one.name) for one in fields(selection)}
    found = search(archive.conn, SearchRequest(**values, order="newest", page_size=TRIAL_ARTICLES, all_copies=True))
    if not found.hits:
        return None
    part = _part(archive, watch.name, [WatchHit(hit.id, "new") for hit in found.hits], settings)
    return digest_message({watch.name: part}, str(settings.db), new_key(), is_test=True)


def _has_work(settings: Settings) -> bool:
    if not Desk.is_made(settings.db):
        return False
    with Desk.open(settings.db) as desk:
        return bool(list_watches(desk) or waiting_digests(desk) or unerased_digests(desk))


def _queue_waiting(archive: Archive, desk: Desk, settings: Settings) -> None:
    channels = [channel.name for channel in channels_of(settings.alert_urls)] or [OUTPUT]
    for digest in waiting_digests(desk):
        parts = _parts(archive, desk, digest, settings)
        if any(part.articles or part.older for part in parts.values()):
            message = digest_message(parts, str(settings.db), digest.key)
            queue_once(archive, message, channels, clock.now())
        mark_queued(desk, digest, clock.now())


def _parts(archive: Archive, desk: Desk, digest: Digest, settings: Settings) -> dict[str, WatchPart]:
    return {name: _part(archive, name, hits, settings) for name, hits in hits_of_digest(desk, digest).items()}


def _part(archive: Archive, name: str, hits: Sequence[WatchHit], settings: Settings) -> WatchPart:
    fresh = [hit for hit in hits if hit.kind != "older"]
    kinds = {hit.article_id: hit.kind for hit in fresh[:_MOST_LOADED]}
    rows = sorted(load_articles(archive.conn, "id", list(kinds)), key=lambda row: -row["search_id"])
    entries = [_entry(group, kinds[group[0]["id"]] == "revised", settings) for group in _by_cluster(rows)]
    page = f"{settings.public_url}/watch/{name}" if settings.public_url else f"`newsarchive watch show {name}`"
    return WatchPart(len(rows) + len(fresh[_MOST_LOADED:]), entries, len(hits) - len(fresh), page)


def _by_cluster(rows: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The rows with those of one cluster of near-duplicates together, in the order of the first of each."""
    groups: dict[object, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(("cluster", row["cluster"]) if row["cluster"] else row["id"], []).append(row)
    return list(groups.values())


def _entry(group: Sequence[dict[str, Any]], is_revised: bool, settings: Settings) -> DigestEntry:
    row = group[0]
    address = f"{settings.public_url}/article/{row['id']}" if settings.public_url else row["url"]
    return DigestEntry(
        headline=row["headline"],
        outlet=row["outlet_title"],
        day=row["published_on"] or f"first seen {row['first_seen_at'][:10]}",
        address=address or f"`newsarchive show {row['id']}`",
        is_revised=is_revised,
        revision=row["revision"],
        copies=len(group) - 1,
    )
