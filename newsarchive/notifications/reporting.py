"""What a crawl does at its end: it compares what is wrong with what was reported, and reports the difference."""

import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime

from newsarchive import clock
from newsarchive.alerts.changes import alert_changes
from newsarchive.alerts.failures import with_failures
from newsarchive.alerts.wording import alert_message
from newsarchive.archive.alerts import alert_rows, failing_crawls, outbox
from newsarchive.archive.captures.warc_files import ensure_free
from newsarchive.archive.database import Archive
from newsarchive.archive.health.current import current_findings
from newsarchive.archive.lock import write_lock
from newsarchive.errors import ArchiveFull, NotificationError
from newsarchive.health.judging import by_weight
from newsarchive.notifications.channels import channels_of
from newsarchive.notifications.delivery import OUTPUT, Delivery
from newsarchive.notifications.sending import SENDING_SECONDS
from newsarchive.records import Finding, FindingKind
from newsarchive.settings import Settings

_MAKE_ROOM = "make room, or set captures_max_gb in newsarchive.toml"
# Another command may take the lock just when the crawl has released it.
_WAIT_MINUTES = 1.0


def report_alerts(settings: Settings, write: Callable[[str], None], seconds: float = SENDING_SECONDS) -> None:
    """Reports what began to be wrong, what is still wrong after a week, and what is over.

    Messages go to write and to all alert_urls. A message that cannot be delivered waits in the archive. Sending takes
    at most seconds.

    Raises:
        NotificationError: alert_urls is set, but apprise is not installed. All else is done before.
        ArchiveError: the archive is locked or cannot be written. The next crawl reports.
    """
    now = clock.now()
    # Before the lock, since the history of hundreds of outlets takes seconds to judge.
    with Archive.open(settings.db) as archive:
        judged = judged_findings(archive, settings, now)
    with write_lock(settings.db, _WAIT_MINUTES), Archive.open(settings.db, write=True) as archive:
        delivery = Delivery(archive, channels_of(settings.alert_urls), write, now, seconds)
        delivery.give_up_others()
        # First what waits since an earlier crawl: a channel that takes it now is not a finding.
        with suppress(NotificationError):
            delivery.send_waiting()
        _queue_changes(archive, [*judged, *_deliveries(archive)], delivery.names, now)
        # Where nobody reads standard error, the messages wait for the next command that has one.
        with suppress(OSError):
            delivery.print_waiting()
        delivery.send_waiting()


def judged_findings(archive: Archive, settings: Settings, now: datetime) -> list[Finding]:
    """Everything that is wrong now, worst first: with outlets, the disk, and this machine's network."""
    failing = failing_crawls.failing_outlets(archive.conn, now)
    failed = failing_crawls.failed_crawl(archive.conn)
    alerts = alert_rows.open_alerts(archive.conn)
    reported = {one.finding.outlet for one in alerts if one.finding.kind is FindingKind.FAILED and one.finding.outlet}
    judged = current_findings(archive.conn, archive.path, now, settings.min_free_gb)
    left = failing_crawls.left_outlets(archive.conn, {one.outlet for one in judged if one.outlet}, now)
    judged = [one for one in judged if one.outlet not in left]
    found = with_failures(judged, failing, failed, now, reported)
    return sorted([*_full_disk(settings, now), *found], key=by_weight)


def _queue_changes(archive: Archive, findings: Iterable[Finding], channels: Iterable[str], now: datetime) -> None:
    with archive.transaction():
        changes = alert_changes(alert_rows.open_alerts(archive.conn), findings, now)
        alert_rows.store_changes(archive, changes, now)
        if changes.is_reported:
            message = alert_message(changes, str(archive.path), new_key())
            outbox.queue_message(archive, message, channels, now)


def new_key() -> str:
    """A key for one message, different from all others of all archives."""
    return secrets.token_hex(6)


def _full_disk(settings: Settings, now: datetime) -> list[Finding]:
    """The finding that crawls stop because of the disk, before the forecast that they will."""
    try:
        ensure_free(settings.db.parent, settings.min_free_gb)
    except ArchiveFull as error:
        return [Finding(None, FindingKind.DISK, "", now, f"no crawl runs: {error}", _MAKE_ROOM)]
    return []


def _deliveries(archive: Archive) -> list[Finding]:
    """Channels that do not take messages. Standard error always takes them, or the command fails."""
    return [
        Finding(
            None,
            FindingKind.DELIVERY,
            one.channel,
            one.since,
            f"{one.words}; later crawls try again",
            "correct the entry, then run `newsarchive alerts test`",
        )
        for one in outbox.failing_channels(archive.conn)
        if one.channel != OUTPUT
    ]
