"""What a user may ask of an outlet's run beside its usual work: older articles."""

from dataclasses import dataclass
from typing import Literal

from newsarchive.discovery.periods import Span

Way = Literal["sitemaps", "wayback", "both"]
WAYS: tuple[Way, ...] = ("sitemaps", "wayback", "both")


@dataclass(frozen=True)
class Backfill:
    """Which older articles to fetch: the days, and where to look for them.

    With both, the outlet's sitemaps come first, then the Wayback Machine for the articles that are still missing.
    """

    span: Span
    by: Way = "sitemaps"
