"""The whole judgement: what is wrong with each outlet, from the daily numbers of all of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from newsarchive.health.answers import refusal_episodes, slow_episodes
from newsarchive.health.days import OutletHistory
from newsarchive.health.episodes import Episode
from newsarchive.health.expected import Surroundings, surroundings
from newsarchive.health.feeds import feed_episodes
from newsarchive.health.fields import field_episodes, length_episodes
from newsarchive.health.volume import volume_episodes
from newsarchive.records import Finding, FindingKind

# What is wrong first: the more articles are lost, the earlier.
ORDER = [
    FindingKind.DISK,
    FindingKind.FAILED,
    FindingKind.SILENT,
    FindingKind.REFUSED,
    FindingKind.FEED,
    FindingKind.THIN,
    FindingKind.BLIND,
    FindingKind.SHORT,
    FindingKind.SLOW,
    FindingKind.DELIVERY,
]
_ADVICE = {
    FindingKind.SILENT: "run `newsarchive check {outlet}`: it reads the feeds and three pages",
    FindingKind.REFUSED: "run `newsarchive check {outlet}`: it names the bot wall or the answer",
    FindingKind.FEED: "run `newsarchive check {outlet}`, then correct its feeds or sitemaps",
    FindingKind.THIN: "run `newsarchive check {outlet}`, and compare its rules with the site's addresses",
    FindingKind.BLIND: "run `newsarchive check {outlet}`: it shows where each field was found",
    FindingKind.SHORT: "run `newsarchive check {outlet}`, then correct its body and prune",
    FindingKind.SLOW: "run `newsarchive runs {outlet}`; if it lasts, ask the outlet less often",
}


def judge(
    histories: Sequence[OutletHistory], now: datetime, outlet_names: Iterable[str] | None = None
) -> list[Finding]:
    """What is wrong with the outlets now, what costs most articles first.

    histories should have all outlets, also if only outlet_names are judged: what the others of a country did on a day
    says whether it was a holiday.
    """
    wanted = None if outlet_names is None else set(outlet_names)
    around = surroundings(histories, now)
    found: list[Finding] = []
    for history in histories:
        if wanted is None or history.outlet in wanted:
            found += findings_of(history, around, now)
    return sorted(found, key=by_weight)


def by_weight(finding: Finding) -> tuple[int, datetime, tuple[str, str, str]]:
    """The order of findings: what costs most articles first, then the oldest."""
    return ORDER.index(finding.kind), finding.since, finding.key


def findings_of(history: OutletHistory, around: Surroundings, now: datetime) -> list[Finding]:
    """What is wrong with one outlet now; of a feed that has several problems, the worst."""
    found: dict[tuple[str, str, str], Finding] = {}
    open_ones = [one for one in episodes_of(history, around, now) if one.ended_at is None]
    for one in open_ones:
        if not _is_explained(one, open_ones, history):
            finding = one.finding(history.outlet, _ADVICE[one.kind].format(outlet=history.outlet))
            found.setdefault(finding.key, finding)
    return list(found.values())


def _is_explained(one: Episode, others: Sequence[Episode], history: OutletHistory) -> bool:
    """Whether another finding is the cause: an outlet that refuses its pages, or whose feeds all fail, is silent.

    Then only the cause is reported, as refused or feed. An outlet that was silent before stays silent.
    """
    if one.kind not in (FindingKind.SILENT, FindingKind.THIN):
        return False
    earlier = [other for other in others if other.told_at <= one.told_at]
    if any(other.kind is FindingKind.REFUSED for other in earlier):
        return True
    reported = {other.subject for other in earlier if other.kind is FindingKind.FEED}
    failing = [feed for feed in history.feeds if feed.days and feed.days[-1].problem is not None]
    return bool(reported) and len(failing) == len(history.feeds) and reported >= {feed.url for feed in failing}


def episodes_of(history: OutletHistory, around: Surroundings, now: datetime) -> list[Episode]:
    """All that was ever wrong with an outlet in its history, and when each began and ended."""
    return [
        *volume_episodes(history, around, now),
        *field_episodes(history, now),
        *length_episodes(history, now),
        *refusal_episodes(history, now),
        *feed_episodes(history, around),
        *slow_episodes(history, around, now),
    ]
