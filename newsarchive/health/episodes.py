"""When a finding begins and when it ends.

Days are gone through from the oldest to the newest, and each question is asked of every day. A finding that has begun
lasts until its own condition for the end is met, which is stricter than "does not begin": so it does not come and go.
Days of a finding do not count as usual for the outlet. A new normal is accepted after some weeks where that is right.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from newsarchive.records import Finding, FindingKind

# After so long, the new numbers are the outlet's own: it has dropped its bylines, or publishes less.
NEW_NORMAL = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Episode:
    """One finding from its first bad day to its end.

    since is when it began, told_at when it could first be said, ended_at when it was over; None while it lasts.
    """

    kind: FindingKind
    subject: str
    since: datetime
    told_at: datetime
    summary: str
    ended_at: datetime | None = None

    def ended(self, at: datetime) -> "Episode":
        """The same episode, over."""
        return replace(self, ended_at=at)

    def finding(self, outlet: str, advice: str) -> Finding:
        """The finding to report while the episode lasts."""
        return Finding(outlet, self.kind, self.subject, self.since, self.summary, advice)


class Episodes:
    """The episodes of one kind and subject: at most one is open at a time."""

    def __init__(self) -> None:
        self.all: list[Episode] = []

    @property
    def open(self) -> Episode | None:
        """The episode that lasts; None if all are over."""
        return self.all[-1] if self.all and self.all[-1].ended_at is None else None

    def begin(self, episode: Episode) -> None:
        """Opens an episode."""
        self.all.append(episode)

    def update(self, summary: str) -> None:
        """Gives the open episode today's figures."""
        self.all[-1] = replace(self.all[-1], summary=summary)

    def end(self, at: datetime) -> None:
        """Closes the open episode."""
        self.all[-1] = self.all[-1].ended(at)
