"""What reading again has found is written, one article a transaction: a run that is stopped goes on later."""

from collections.abc import Callable
from datetime import datetime

from newsarchive.archive.captures.warc_files import ensure_free
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance import reextraction as rereading
from newsarchive.archive.queue import url_states
from newsarchive.records import Outcome
from newsarchive.reextraction.done import Done
from newsarchive.reextraction.planning import Changed, Found, OutletDone, Same
from newsarchive.reextraction.report import Report
from newsarchive.reextraction.spool import Spool
from newsarchive.settings import Settings

# Changes between two looks at the free disk.
_CHANGES_PER_LOOK = 200


def apply(
    archive: Archive,
    spool: Spool,
    report: Report,
    settings: Settings,
    now: datetime,
    progress: Callable[[int], None] = lambda written: None,
) -> None:
    """Writes what is in spool, as changes of ours, and counts in report what came of it.

    What was changed or removed since it was read stays as it is. The caller holds the lock.

    Raises:
        ArchiveError: it could not be written; what was written stays, and the next run goes on there.
    """
    done = Done(archive.path)
    report.is_written = True
    for number, one in enumerate(spool):
        if number % _CHANGES_PER_LOOK == 0:
            ensure_free(archive.path.parent, settings.min_free_gb)
        match one:
            case Same():
                rereading.mark_read(archive, one.pages, one.read_by)
            case Changed():
                _change(archive, one, report, now)
            case Found():
                _settle(archive, one, report)
            case OutletDone():
                done.save(one.outlet_name, one.read_by, one.newest_capture)
        progress(number + 1)


def _change(archive: Archive, one: Changed, report: Report, now: datetime) -> None:
    is_other = rereading.put_reading(archive, one.page, one.version, now)
    if is_other is None:
        report.changed_meanwhile += 1
    elif is_other:
        report.revised += 1
    else:
        report.amended += 1


def _settle(archive: Archive, one: Found, report: Report) -> None:
    page, again = one.page, one.again
    if again.version is None:
        url_states.settle(archive, page.url, Outcome(again.outcome), again.reason, again.fetched_at, status=page.status)
        return
    saved = rereading.take_in(archive, page, again.version, one.outlet, again.addresses, again.fetched_at)
    if saved is None:
        report.changed_meanwhile += 1
    else:
        report.verdicts[saved.verdict.value] += 1
