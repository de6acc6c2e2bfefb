"""Outcomes, grouped by what may still happen to an address that has them."""

from newsarchive.records import Outcome

# Of outcomes after which a page is requested again, as a list for SQL.
RETRIED = ", ".join(f"'{outcome}'" for outcome in Outcome if outcome.is_retried)
STORED = frozenset({Outcome.ARTICLE, Outcome.SAME_ARTICLE})
# The article is not here any more, for good or because another archive has it. No request changes this.
ABSENT = frozenset({Outcome.REMOVED, Outcome.ARCHIVED_ELSEWHERE})
# Never requested again, whatever a feed says.
CLOSED = ABSENT | {Outcome.ROBOTS_FORBIDS}
