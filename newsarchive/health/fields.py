"""Blind and short: a field is missing far more often than usual, or the texts are far shorter."""

from collections import deque
from datetime import UTC, datetime, time
from statistics import median

from newsarchive.health.days import OutletDay, OutletHistory
from newsarchive.health.episodes import NEW_NORMAL, Episode, Episodes
from newsarchive.health.expected import end_of
from newsarchive.health.shares import CountedDay, Words, fallen, risen
from newsarchive.records import FindingKind, Outcome

# Each field, and the column of a day that counts it.
FIELDS = {"byline": "with_byline", "time": "with_time", "section": "with_section", "full text": "with_full_text"}
_NAMES = {
    "byline": "a byline",
    "time": "a time of publication",
    "section": "a section",
    "full text": "the full text",
}
# Pages from which no article could be read although they were fetched.
_UNREADABLE = (Outcome.NOT_ARTICLE, Outcome.READER_CRASHED, Outcome.READER_TIMED_OUT)
# Texts are short below this share of the usual length: the more texts, the less is chance. And they must be shorter
# than on the day with the shortest texts that the outlet ever had.
SHORT = ((5, 0.3), (10, 0.4), (20, 0.5))
BELOW_SHORTEST, RECOVERED = 0.85, 0.7
# So many days must be known. A day with fewer texts is not remembered as the shortest.
USUAL_DAYS = 28
MIN_DAYS, MIN_TEXTS = 10, 10
WINDOW = 3


def field_episodes(history: OutletHistory, now: datetime) -> list[Episode]:
    """All episodes of an outlet in which a field was missing, or its pages gave no articles."""
    found = []
    for field, column in FIELDS.items():
        days = [
            CountedDay(one.day, getattr(one, column), one.articles, _known_at(one, now))
            for one in history.days
            if one.runs
        ]
        found += fallen(FindingKind.BLIND, field, days, _missing(_NAMES[field]))
    unreadable = [_counted(one, _UNREADABLE, now) for one in history.days]
    return found + risen(FindingKind.BLIND, "article", unreadable, _refused("gave no article"))


def length_episodes(history: OutletHistory, now: datetime) -> list[Episode]:
    """All episodes of an outlet in which its texts were far shorter than usual, or too short to be stored."""
    too_short = [_counted(one, (Outcome.TOO_SHORT,), now) for one in history.days]
    episodes = risen(FindingKind.SHORT, "pages", too_short, _refused("had a text that is too short to be stored"))
    lengths = _Lengths()
    for one in history.days:
        if one.articles and one.median_chars is not None:
            lengths.add(one, _known_at(one, now))
    return [*lengths.episodes.all, *episodes]


def _counted(one: OutletDay, outcomes: tuple[Outcome, ...], now: datetime) -> CountedDay:
    """How many of the pages that were fetched had one of these outcomes."""
    refused = sum(one.refused.get(outcome, 0) for outcome in outcomes)
    others = sum(one.refused.get(outcome, 0) for outcome in (*_UNREADABLE, Outcome.TOO_SHORT))
    return CountedDay(one.day, refused, one.articles + one.older_articles + one.revised + others, _known_at(one, now))


def _missing(name: str) -> Words:
    return lambda count, total, share: f"{count} of {total} articles have {name} where {share:.0%} is usual"


def _refused(what: str) -> Words:
    return lambda count, total, share: f"{count} of {total} pages {what} where {share:.0%} is usual"


def _known_at(one: OutletDay, now: datetime) -> datetime:
    return one.last_run_at or end_of(one.day, now)


class _Lengths:
    """Goes through the days of an outlet and compares the lengths of its texts with those before."""

    def __init__(self) -> None:
        self.episodes = Episodes()
        self._usual: deque[int] = deque(maxlen=USUAL_DAYS)
        self._window: deque[OutletDay] = deque(maxlen=WINDOW)
        self._shortest = float("inf")

    def add(self, one: OutletDay, at: datetime) -> None:
        """Judges the next day with articles."""
        if self.episodes.open is None and len(self._window) == WINDOW:
            self._learn(self._window[0])
        self._window.append(one)
        typical = median(self._usual) if len(self._usual) >= MIN_DAYS else 0.0
        if self.episodes.open is not None:
            self._judge_end(self.episodes.open, typical, at)
        else:
            self._judge_begin(typical, at)

    def _learn(self, one: OutletDay) -> None:
        assert one.median_chars is not None
        self._usual.append(one.median_chars)
        if one.articles >= MIN_TEXTS:
            self._shortest = min(self._shortest, one.median_chars)

    def _judge_begin(self, typical: float, at: datetime) -> None:
        for size in range(1, len(self._window) + 1):
            last = list(self._window)[-size:]
            length = median(one.median_chars or 0 for one in last)
            texts = sum(one.articles for one in last)
            share = max((share for number, share in SHORT if texts >= number), default=0.0)
            if length < min(share * typical, BELOW_SHORTEST * self._shortest):
                since = datetime.combine(last[0].day, time(), UTC)
                self.episodes.begin(Episode(FindingKind.SHORT, "", since, at, _shorter(length, typical)))
                self._window.clear()
                return

    def _judge_end(self, open_one: Episode, typical: float, at: datetime) -> None:
        length = median(one.median_chars or 0 for one in self._window)
        self.episodes.update(_shorter(length, typical))
        is_back = length >= RECOVERED * typical
        if is_back or at - open_one.since > NEW_NORMAL:
            self.episodes.end(at)
            if not is_back:
                self._usual.clear()
                self._shortest = float("inf")


def _shorter(length: float, typical: float) -> str:
    return f"texts have {length:,.0f} characters where {typical:,.0f} are usual"
