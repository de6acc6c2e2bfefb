"""Feeds that are gone, have moved, or are frozen."""

from dataclasses import replace
from datetime import timedelta

from newsarchive.health.expected import Surroundings
from newsarchive.health.feeds import feed_episodes
from newsarchive.records import FindingKind
from tests.health.invented import URL, a_feed_day, a_history, at, days_of

AROUND = Surroundings()


def gone(number: int):
    return a_feed_day(number, failures=24, read_at=None, problem=f"{URL}: 404 not found", new_urls=0)


def episodes(feed, *others, around=AROUND):
    return feed_episodes(a_history(days_of(len(feed)), feed, *others), around)


def test_a_feed_that_is_gone_is_named_after_a_day():
    broken_at_noon = a_feed_day(20, failures=12, read_at=at(20, 11), problem=f"{URL}: 404 not found")
    feed = (*map(a_feed_day, range(20)), broken_at_noon, gone(21), gone(22))
    (episode,) = episodes(feed)
    assert (episode.kind, episode.subject, episode.since) == (FindingKind.FEED, URL, at(20, 11))
    assert (episode.told_at, episode.ended_at) == (at(21, 11), None)
    assert episode.summary == "404 not found"


def test_it_is_over_when_the_feed_can_be_read():
    feed = (*map(a_feed_day, range(20)), gone(20), gone(21), a_feed_day(22))
    (episode,) = episodes(feed)
    assert episode.ended_at == at(22, 23)


def test_a_feed_that_never_worked_is_named_too():
    assert [one.since for one in episodes(tuple(map(gone, range(3))))] == [at(0)]


def test_a_feed_that_fails_for_hours_is_not_named():
    flaky = tuple(
        a_feed_day(n, failures=9, read_at=at(n, 14), problem="timed out") if n % 4 == 0 else a_feed_day(n)
        for n in range(40)
    )
    assert episodes(flaky) == []


def test_a_day_without_our_network_is_not_the_feeds_fault():
    feed = (*map(a_feed_day, range(20)), gone(20), gone(21), a_feed_day(22))
    ours = Surroundings(our_days=frozenset({at(20).date(), at(21).date()}))
    assert episodes(feed, around=ours) == []


def test_a_feed_that_is_asked_no_more_is_left_alone_unless_it_is_not_due():
    history = a_history(days_of(30), tuple(map(gone, range(20))))
    assert feed_episodes(history, AROUND) == []
    backed_off = replace(history, feeds=(replace(history.feeds[0], due_at=at(40)),))
    assert len(feed_episodes(backed_off, AROUND)) == 1


def test_a_permanent_redirect_is_named_after_a_day():
    moved = (a_feed_day(n, moved_to="https://new.example/rss" if n >= 20 else None) for n in range(23))
    (episode,) = episodes(tuple(moved))
    assert (episode.since, episode.told_at) == (at(20), at(21))
    assert episode.summary == "the feed has moved to https://new.example/rss"


def test_a_frozen_feed_is_named_while_the_outlet_has_other_news():
    def frozen(number):
        return a_feed_day(number, unchanged=24, new_urls=0, newest_at=at(19, 21)) if number > 19 else a_feed_day(number)

    feed = tuple(map(frozen, range(24)))
    (episode,) = episodes(feed, tuple(map(a_feed_day, range(24))))
    assert episode.subject == URL
    assert (episode.since, episode.told_at) == (at(19, 21), at(20, 23))
    assert episode.summary.endswith("21:00 UTC, while the outlet's other feeds named 20 new addresses")
    assert episodes(feed) == [], "the whole outlet is silent, which has a finding of its own"


def test_a_small_feed_may_be_quiet_for_longer():
    def small(number):
        return a_feed_day(number, new_urls=0 if number > 39 else 1, newest_at=at(min(number, 39), 21))

    feed = tuple(map(small, range(60)))
    (episode,) = episodes(feed, tuple(map(a_feed_day, range(60))))
    assert timedelta(days=6) < episode.told_at - episode.since < timedelta(days=13)


def test_a_feed_with_an_entry_of_the_future_is_not_frozen():
    feed = tuple(a_feed_day(n, newest_at=at(90)) for n in range(40))
    assert episodes(feed) == []


def test_a_feed_that_other_feeds_are_ahead_of_is_not_frozen():
    feed = tuple(a_feed_day(n, newest_at=None, new_urls=0) for n in range(40))
    assert episodes(feed) == []
