"""What a user may ask of an outlet's run beside its usual work: older articles, or a list of pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from newsarchive.discovery.periods import Span
from newsarchive.records import Outcome, Verdict

Way = Literal["sitemaps", "wayback", "both"]
WAYS: tuple[Way, ...] = ("sitemaps", "wayback", "both")


@dataclass(frozen=True)
class Backfill:
    """Which older articles to fetch: the days, and where to look for them.

    With both, the outlet's sitemaps come first, then the Wayback Machine for the articles that are still missing.
    """

    span: Span
    by: Way = "sitemaps"


@dataclass(frozen=True, slots=True)
class PageResult:
    """What became of one listed page.

    is_earlier: an earlier run had this result, and nothing was requested now. verdict is what the archive did with the
    article, where there was one. redirected_to is an address of another outlet to which the page redirects; then that
    page has a result of its own.
    """

    url: str
    outlet: str
    outcome: Outcome
    reason: str | None = None
    article_id: int | None = None
    verdict: Verdict | None = None
    is_earlier: bool = False
    redirected_to: str | None = None


@dataclass(frozen=True)
class ListedPages:
    """The pages of one outlet that a user listed, in the order of the list; report gets the result of each, once.

    With again, pages are requested also if they have a result.
    """

    urls: tuple[str, ...]
    report: Callable[[PageResult], None]
    again: bool = False
