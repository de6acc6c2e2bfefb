"""Whether an article is still at its address: what each check of its page says, and when it counts as withdrawn."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from newsarchive.records import Outcome

# An article that is not found twice, this far apart, is withdrawn. A server's bad hour is not a withdrawal.
GONE_AFTER = timedelta(days=1)
# HTTP statuses that say that there is no such page (RFC 9110, 15.5.5 and 15.5.11).
MISSING_STATUSES = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Presence:
    """What is known of an article's page: when it was last checked, with which status, and since when it is gone.

    While the page is not found, checked_at stays at the first check that did not find it.
    """

    checked_at: datetime | None = None
    last_status: int | None = None
    gone_at: datetime | None = None

    @property
    def is_missing(self) -> bool:
        return self.last_status in MISSING_STATUSES


def after_page(known: Presence, status: int | None, now: datetime, *, shows_less: bool = False) -> Presence:
    """known after a page was there.

    A page that shows less than is stored (a stub, a consent page, "not found" with status 200) does not say that the
    article is there: one that is gone stays gone, and a first "not found" stays the first.
    """
    if not shows_less:
        return Presence(now, known.last_status if status is None else status, None)
    if known.is_missing:
        return known
    return replace(known, checked_at=now, last_status=known.last_status if status is None else status)


def after_request(known: Presence, outcome: Outcome, status: int | None, now: datetime) -> Presence:
    """known after the article's own address was requested with that outcome."""
    if outcome is Outcome.ARTICLE:
        # A page from an old WARC file does not say whether the article is still there.
        return known if known.checked_at and known.checked_at > now else after_page(known, status, now)
    if outcome is Outcome.NOT_FOUND:
        return _after_not_found(known, status, now)
    # Other failures say nothing about the article, and do not make a later "not found" the first one.
    return known if known.is_missing or status is None else replace(known, last_status=status)


def _after_not_found(known: Presence, status: int | None, now: datetime) -> Presence:
    if not known.is_missing:
        return replace(known, checked_at=now, last_status=status)
    is_gone = known.checked_at is not None and known.checked_at <= now - GONE_AFTER
    return replace(known, last_status=status, gone_at=known.gone_at or known.checked_at if is_gone else known.gone_at)
