"""What `newsarchive fetch` prints: one line for each address as it gets its result, and a summary."""

import json
from collections import Counter
from dataclasses import dataclass, field

import click

from newsarchive.archive.queue.outcome_groups import STORED
from newsarchive.counted import counted
from newsarchive.crawl.options import PageResult
from newsarchive.records import Verdict

# The widths of the first two columns.
_STATE, _ID = 18, 6
# Verdicts after which the archive has the article.
_HAS_ARTICLE = frozenset(Verdict) - {Verdict.REMOVED, Verdict.ARCHIVED_ELSEWHERE}
# What a later run may change by itself.
_HINT = "; the same command tries again when the next attempt is due, with --again at once"


@dataclass
class FetchReport:
    """Prints the results of one list as they come, as text or JSON lines, and counts them."""

    as_json: bool
    addresses: int
    states: Counter[str] = field(default_factory=Counter)
    results: int = 0
    stored: int = 0
    redirected: int = 0
    failed_for_now: int = 0
    # Nobody reads standard output any more, as with `head`.
    is_unread: bool = False

    def page(self, result: PageResult) -> None:
        """Prints and counts one result."""
        self.results += 1
        self.redirected += result.redirected_to is not None
        self.stored += has_article(result)
        self.failed_for_now += result.outcome.is_retried
        self.states[state_of(result)] += 1
        try:
            click.echo(json.dumps(_row(result), ensure_ascii=False) if self.as_json else _line(result))
        except BrokenPipeError:
            # Raised inside the crawl, it would look like a mistake in reading this page.
            self.is_unread = True

    def is_complete(self, asked: int) -> bool:
        """Whether the archive has the articles of all addresses; asked is their number with those of redirects."""
        return self.results == asked and self.stored + self.redirected == self.results

    def end(self, asked: int, stop_reason: str | None) -> None:
        """Prints the summary to standard error; asked is as in is_complete."""
        states = ", ".join(f"{number:,} {state.replace('_', ' ')}" for state, number in self.states.most_common())
        hint = _HINT if self.failed_for_now else ""
        click.echo(f"{counted(self.addresses, 'address', 'addresses')}: {states or 'no results'}{hint}", err=True)
        left = asked - self.results
        if left:
            why = f" ({stop_reason})" if stop_reason else ""
            click.echo(f"{left:,} without a result{why}; the same command continues with them", err=True)


def has_article(result: PageResult) -> bool:
    """Whether the archive has the article of this page, or had it already."""
    return result.outcome in STORED and (result.verdict is None or result.verdict in _HAS_ARTICLE)


def state_of(result: PageResult) -> str:
    """The result in one word: a verdict about an article, "known", "redirected", or an outcome."""
    if result.redirected_to is not None:
        return "redirected"
    if result.is_earlier and has_article(result):
        return "known"
    return str(result.verdict or result.outcome)


def _line(result: PageResult) -> str:
    article = str(result.article_id) if result.article_id is not None else "-"
    reason = f"  ({_reason(result)})" if _reason(result) else ""
    return f"{state_of(result):<{_STATE}} {article:>{_ID}} {result.url}{reason}"


def _reason(result: PageResult) -> str:
    if result.redirected_to is not None:
        return f"to {result.redirected_to}"
    earlier = "an earlier result" if result.is_earlier and not has_article(result) else ""
    return "; ".join(part for part in (result.reason, earlier) if part)


def _row(result: PageResult) -> dict[str, object]:
    return {
        "url": result.url,
        "state": state_of(result),
        "outcome": result.outcome,
        "verdict": result.verdict,
        "article_id": result.article_id,
        "outlet": result.outlet or None,
        "reason": result.reason,
        "is_earlier": result.is_earlier,
        "redirected_to": result.redirected_to,
    }
