"""A finding begins once and ends once."""

from newsarchive.health.episodes import Episode, Episodes
from newsarchive.records import Finding, FindingKind
from tests.health.invented import at

EPISODE = Episode(FindingKind.THIN, "", at(3), at(4), "2 articles in a day where 20 are usual")


def test_one_episode_at_a_time_is_open():
    episodes = Episodes()
    assert episodes.open is None
    episodes.begin(EPISODE)
    episodes.update("3 articles in 2 days where 40 are usual")
    assert episodes.open is not None
    assert (episodes.open.since, episodes.open.summary) == (at(3), "3 articles in 2 days where 40 are usual")
    episodes.end(at(6))
    assert episodes.open is None
    assert [one.ended_at for one in episodes.all] == [at(6)]


def test_an_episode_is_reported_with_the_outlet_and_what_to_do():
    expected = Finding("post", FindingKind.THIN, "", at(3), EPISODE.summary, "run `newsarchive check post`")
    assert EPISODE.finding("post", "run `newsarchive check post`") == expected
