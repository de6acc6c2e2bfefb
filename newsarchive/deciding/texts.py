"""The whole decision about a text that was read: what the archive does with it, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from newsarchive.dates import format_utc
from newsarchive.deciding.earlier_pages import Neighbours, fits_between
from newsarchive.deciding.held_back import PastHeadline, held_until
from newsarchive.deciding.versions import StoredVersion, Version
from newsarchive.deciding.worse import why_worse
from newsarchive.records import Cause, Outcome, Verdict

# The outcome of the requested URL, by what the archive does with its article.
OUTCOMES = {
    Verdict.NEW: Outcome.ARTICLE,
    Verdict.UNCHANGED: Outcome.ARTICLE,
    Verdict.REVISED: Outcome.ARTICLE,
    Verdict.WORSE: Outcome.ARTICLE,
    Verdict.KNOWN_ELSEWHERE: Outcome.SAME_ARTICLE,
    Verdict.REMOVED: Outcome.REMOVED,
    Verdict.ARCHIVED_ELSEWHERE: Outcome.ARCHIVED_ELSEWHERE,
}


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """The article that a text belongs to, as the archive has it.

    is_own: the page is at one of the article's own addresses, not at an alias. headlines has one of each version,
    oldest first. reextracted is what today's extraction makes of the stored page, where another one had read it.
    neighbours is set only where the page is older than the last check of the article.
    """

    current: StoredVersion
    is_own: bool = True
    headlines: Sequence[PastHeadline] = ()
    reextracted: Version | None = None
    neighbours: Neighbours | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a decision is made from.

    known is None for a text that the archive does not have; removed_because is set where it was removed, moved_to
    where it was moved into an archive of its own. With holds, a version that comes too soon after another is held back.
    """

    version: Version
    now: datetime
    known: KnownArticle | None = None
    removed_because: str | None = None
    holds: bool = True
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What the archive does with a text, and why.

    cause is whose change a revision is. keeps_page: the page is captured. adopts_reextracted: first, today's reading
    of the stored page replaces the stored text, as a change of ours. is_past: the page is older than the last check of
    the article, so it says nothing of how the article is now. look_again_at is when a version that was held back may
    be stored.
    """

    verdict: Verdict
    reason: str | None = None
    cause: Cause | None = None
    keeps_page: bool = False
    adopts_reextracted: bool = False
    is_past: bool = False
    look_again_at: datetime | None = None

    @property
    def outcome(self) -> Outcome:
        """The outcome of the URL under which the text was read."""
        return OUTCOMES[self.verdict]


def decide(facts: Facts) -> Decision:
    """What the archive does with facts.version."""
    known = facts.known
    if facts.removed_because is not None:
        return Decision(Verdict.REMOVED, facts.removed_because)
    if facts.moved_to is not None:
        return Decision(Verdict.ARCHIVED_ELSEWHERE, f"archived elsewhere, in {facts.moved_to}")
    if known is None:
        return Decision(Verdict.NEW, keeps_page=True)
    if not known.is_own and not (known.current.is_stub and not facts.version.is_stub):
        return Decision(Verdict.KNOWN_ELSEWHERE, f"the same as article {known.current.id}")
    if known.neighbours is not None:
        return _decide_past(facts.version, known.current, known.neighbours)
    return _decide_current(facts, known)


def reextracted_is_kept(reextracted: Version, stored: StoredVersion) -> bool:
    """Whether today's reading of the stored page replaces the stored text: it differs, and is not worse."""
    return reextracted.differs_from(stored) and why_worse(reextracted, stored) is None


def _decide_past(version: Version, current: StoredVersion, neighbours: Neighbours) -> Decision:
    if not fits_between(version, neighbours):
        return Decision(Verdict.UNCHANGED, is_past=True)
    if reason := why_worse(version, current):
        return Decision(Verdict.WORSE, reason, keeps_page=True, is_past=True)
    after = neighbours.after
    is_read_alike = after is not None and version.read_by is not None and version.read_by == after.read_by
    return Decision(Verdict.REVISED, cause="theirs" if is_read_alike else "unknown", keeps_page=True, is_past=True)


def _decide_current(facts: Facts, known: KnownArticle) -> Decision:
    version, current, again = facts.version, known.current, known.reextracted
    is_ours = again is not None and not version.differs_from(again.article)
    adopts = again is not None and reextracted_is_kept(again, current)
    differs = version.differs_from(current)
    if is_ours or not (adopts or differs):
        return Decision(Verdict.UNCHANGED, keeps_page=current.capture_id is None, adopts_reextracted=adopts)
    if differs and (reason := why_worse(version, current)):
        return Decision(Verdict.WORSE, reason, keeps_page=True, adopts_reextracted=adopts)
    if facts.holds and (until := _held_until(facts, known, again if adopts else None)):
        reason = f"changes too often; the next version is taken after {format_utc(until)}"
        return Decision(Verdict.UNCHANGED, reason, adopts_reextracted=adopts, look_again_at=until)
    is_read_alike = version.read_by is not None and version.read_by == current.read_by
    cause: Cause = "theirs" if again is not None or is_read_alike else "unknown"
    return Decision(Verdict.REVISED, cause=cause, keeps_page=True, adopts_reextracted=adopts)


def _held_until(facts: Facts, known: KnownArticle, adopted: Version | None) -> datetime | None:
    """As held_until; adopted replaces the current version before facts.version does."""
    current, headlines = known.current, known.headlines
    if adopted is not None:
        seen_at = max(facts.now.replace(microsecond=0), current.seen_at)
        headlines = (
            *headlines[:-1],
            PastHeadline(current.seen_at, current.headline, "ours"),
            PastHeadline(seen_at, adopted.article.headline, None),
        )
        current = _replaced_by(current, adopted, seen_at)
    return held_until(current, facts.version, headlines, facts.now)


def _replaced_by(stored: StoredVersion, version: Version, seen_at: datetime) -> StoredVersion:
    """stored after version became the next version, read from the same page."""
    article = version.article
    return replace(
        stored,
        headline=article.headline,
        standfirst=article.standfirst,
        body=article.body,
        completeness=article.completeness,
        word_count=version.word_count,
        revision=stored.revision + 1,
        read_by=version.read_by,
        seen_at=seen_at,
    )
