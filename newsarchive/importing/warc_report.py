"""What became of the pages of one WARC file: counts by verdict and by reason, and the first problems of pages."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from newsarchive.records import Ingested, Verdict
from newsarchive.urls import host_of

# Problems of single pages that a report lists. The others are only counted.
MOST_PAGE_PROBLEMS = 20
# Why a page of the file is not imported, in the words of the report.
UNKNOWN_HOST = "no outlet has the host"
NOT_WANTED = "not an article's address, by the outlet's rules"
NO_PAGE = "an answer without a page (redirects, errors, revisits)"
TOO_LARGE = "larger than page_max_mb, or cut off by who fetched it"
DAMAGED = "damaged, or not readable as a page"
KNOWN = "imported before"
# A problem of a single page.
NO_WEB_ADDRESS = "not a web address"


@dataclass
class WarcReport:
    """The results of one file so far; every page is counted once. problem says why reading ended early."""

    file: Path
    pages: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    unknown_hosts: Counter[str] = field(default_factory=Counter)
    resumed_at: int = 0
    was_finished: bool = False
    problem: str | None = None
    # Problems of single pages with their positions. The first few are enough to see what is wrong.
    page_problems: list[str] = field(default_factory=list)

    def count(self, kept: Ingested) -> None:
        """Counts a page that was stored, or refused when it was read."""
        if kept.verdict is None or kept.verdict is Verdict.REMOVED:
            self.refused[kept.outcome.value] += 1
        else:
            self.verdicts[kept.verdict.value] += 1

    def refuse(self, url: str, reason: str) -> None:
        """Counts a page that is not imported."""
        self.refused[reason] += 1
        if reason == UNKNOWN_HOST:
            self.unknown_hosts[host_of(url)] += 1

    def add(self, other: "WarcReport") -> None:
        """Adds the counts of another part of the same file."""
        self.pages += other.pages
        self.verdicts += other.verdicts
        self.refused += other.refused
        self.unknown_hosts += other.unknown_hosts
        self.page_problems += other.page_problems[: MOST_PAGE_PROBLEMS - len(self.page_problems)]

    def note_damage(self, problem: str) -> None:
        """Counts a page that cannot be read, and keeps the first few problems."""
        self.refused[DAMAGED] += 1
        if len(self.page_problems) < MOST_PAGE_PROBLEMS:
            self.page_problems.append(problem)
