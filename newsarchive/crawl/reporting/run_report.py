"""What one outlet's run came to: its outcome, its problems, and the numbers that Scrapy counted for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scrapy.statscollectors import MemoryStatsCollector

from newsarchive.records import Ingested, Outcome, RunCounts, Verdict

_APART = "newsarchive/apart/"
_REFUSED = "newsarchive/refused/"
# The number of a run that each verdict adds to.
_COUNTED_AS = {
    Verdict.NEW: "new",
    Verdict.REVISED: "revised",
    Verdict.UNCHANGED: "same",
    Verdict.KNOWN_ELSEWHERE: "same",
    Verdict.WORSE: "same",
}


@dataclass(frozen=True)
class RunReport:
    """What one outlet's run came to: finished, stopped or failed; answered says whether a source could be read.

    apart holds what only a backfill counts: see backfill/page_phase.py.
    """

    outlet: str
    title: str
    outcome: str
    counts: RunCounts
    answered: bool = False
    problem: str | None = None
    apart: Mapping[str, int] = field(default_factory=dict)


class RunStats(MemoryStatsCollector):
    """Scrapy's numbers of one crawler; Scrapy changes forty of them for each page."""

    # Scrapy's own __getattribute__ looks for a deprecated argument at each use: 0.15 ms a page.
    __getattribute__ = object.__getattribute__


def counts_of(stats: Mapping[str, Any]) -> RunCounts:
    """The numbers of a run among Scrapy's numbers."""
    return RunCounts(
        requests=stats.get("newsarchive/requests", 0),
        bytes_received=stats.get("downloader/response_bytes", 0),
        seen=stats.get("newsarchive/seen", 0),
        new_articles=stats.get("newsarchive/new", 0),
        revised=stats.get("newsarchive/revised", 0),
        same=stats.get("newsarchive/same", 0),
        refused=_under(_REFUSED, stats),
        errors=stats.get("newsarchive/errors", 0),
        new_urls=stats.get("newsarchive/sighted", 0),
        answers=stats.get("newsarchive/answers", 0),
        median_answer_ms=stats.get("newsarchive/median_answer_ms"),
    )


def number_of(stored: Ingested) -> str | None:
    """The number of a run to which a page adds: new, revised, same, or refused/ with an outcome; None for no number."""
    counted_as = _COUNTED_AS.get(stored.verdict) if stored.verdict else None
    return counted_as or (f"refused/{stored.outcome}" if stored.outcome is not Outcome.ARTICLE else None)


def counts_apart(stats: Mapping[str, Any]) -> dict[str, int]:
    """The numbers that only a backfill counts."""
    return _under(_APART, stats)


def _under(prefix: str, stats: Mapping[str, Any]) -> dict[str, int]:
    """The numbers whose names begin with prefix, by the rest of their names."""
    return {name.removeprefix(prefix): number for name, number in stats.items() if name.startswith(prefix)}
