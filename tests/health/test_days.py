"""The daily numbers are plain values that can travel between processes."""

import pickle

from tests.health.invented import a_day, a_feed_day, a_history


def test_a_history_can_be_pickled_and_compared():
    history = a_history((a_day(0, refused={"not_found": 2}),), (a_feed_day(0),))
    assert pickle.loads(pickle.dumps(history)) == history
