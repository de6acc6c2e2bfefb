"""Writes what re-extraction found, one article a transaction: a run that was stopped continues later."""

from collections.abc import Callable
from datetime import datetime

from newsarchive.archive.captures.warc_files import ensure_free
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance import reextraction
from newsarchive.archive.queue import url_states
from newsarchive.records import Outcome
from newsarchive.reextraction.planning import (
    ChangedArticle,
    ChangedRefusal,
    OutletFinished,
    RefusedProgress,
    UnchangedArticles,
)
from newsarchive.reextraction.report import Report
from newsarchive.reextraction.spool import Spool
from newsarchive.settings import Settings

# Changes between two checks of the free disk space.
_CHANGES_PER_CHECK = 200


def apply(
    archive: Archive,
    spool: Spool,
    report: Report,
    settings: Settings,
    now: datetime,
    progress: Callable[[int], None] = lambda written: None,
) -> None:
    """Writes what is in spool, as changes of ours, and counts the results in report.

    Articles that were changed or removed since they were read stay as they are. The caller holds the lock.

    Raises:
        ArchiveError: it could not be written. What was written stays, and the next run continues there.
    """
    refused_progress = RefusedProgress(archive.path)
    report.is_written = True
    for number, change in enumerate(spool):
        if number % _CHANGES_PER_CHECK == 0:
            ensure_free(archive.path.parent, settings.min_free_gb)
        match change:
            case UnchangedArticles():
                reextraction.mark_read(archive, change.pages, change.read_by)
            case ChangedArticle():
                _save_article(archive, change, report, now)
            case ChangedRefusal():
                _save_refusal(archive, change, report)
            case OutletFinished():
                refused_progress.save(change.outlet_name, change.read_by, change.newest_capture)
        progress(number + 1)


def _save_article(archive: Archive, change: ChangedArticle, report: Report, now: datetime) -> None:
    is_different = reextraction.save_reextracted(archive, change.page, change.version, now)
    if is_different is None:
        report.changed_meanwhile += 1
    elif is_different:
        report.revised += 1
    else:
        report.amended += 1


def _save_refusal(archive: Archive, change: ChangedRefusal, report: Report) -> None:
    page, again = change.page, change.again
    if again.version is None:
        url_states.record_outcome(
            archive, page.url, Outcome(again.outcome), again.reason, again.fetched_at, status=page.status
        )
        return
    saved = reextraction.adopt_refused(archive, page, again.version, change.outlet, again.addresses, again.fetched_at)
    if saved is None:
        report.changed_meanwhile += 1
    else:
        report.verdicts[saved.verdict.value] += 1
