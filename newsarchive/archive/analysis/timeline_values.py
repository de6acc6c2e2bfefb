"""What a timeline asks for, and the numbers that it gives. Values only: timeline.py counts them."""

from dataclasses import dataclass
from typing import Literal

from newsarchive.analysis.periods import Period, Step
from newsarchive.archive.search.selection import Selection
from newsarchive.errors import UsageError

Split = Literal["outlet", "country"]
MOST_QUERIES = 5
TOO_MANY_QUERIES = f"At most {MOST_QUERIES} searches can be compared."


@dataclass(frozen=True, slots=True)
class TimelineRequest:
    """What to count: the searches, the filters they share (selection, without words), and how.

    step=None chooses it by the length of the span. all_copies=False counts one article of each cluster of
    near-duplicates, the earliest that matches. split makes a panel for each outlet or country.
    """

    queries: tuple[str, ...]
    selection: Selection
    step: Step | None = None
    all_copies: bool = True
    split: Split | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """The numbers of all chosen outlets (name=None), or of one outlet or country, for each period.

    articles has one list for each search. published counts all articles that pass the filters. covered_days counts the
    days that the archive knows something of.
    """

    name: str | None
    title: str | None
    articles: tuple[tuple[int, ...], ...]
    published: tuple[int, ...]
    covered_days: tuple[int, ...]

    def is_gap(self, period: int) -> bool:
        """Whether nothing is known of the period: 0 articles would say nothing."""
        return self.covered_days[period] == 0

    def share(self, search: int, period: int) -> float | None:
        """The part of the published articles that the search finds, 0 to 1; None if none were published."""
        published = self.published[period]
        return self.articles[search][period] / published if published else None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The numbers of a TimelineRequest. understood has the searches as they were understood.

    is_exact=False: days are UTC days. notes are sentences for the reader.
    """

    request: TimelineRequest
    understood: tuple[str, ...]
    step: Step
    periods: tuple[Period, ...]
    panels: tuple[Panel, ...]
    is_exact: bool
    notes: tuple[str, ...]


def check_request(request: TimelineRequest) -> None:
    """Raises UsageError if there is no search or more than five."""
    if not request.queries:
        raise UsageError('type at least one search; "" counts all articles')
    if len(request.queries) > MOST_QUERIES:
        raise UsageError(TOO_MANY_QUERIES)
