"""What two sequences share: as difflib finds it while there are steps, and never more steps than that."""

from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.comparison.matching import MAX_STEPS, BoundedMatcher, Steps

ITEMS = st.lists(st.sampled_from("abcde"), max_size=30)


class CountedSteps(Steps):
    """Steps that remember the largest number asked for at once."""

    largest = 0

    def take(self, count: int) -> bool:
        taken = super().take(count)
        self.largest = max(self.largest, count if taken else 0)
        return taken


def rebuilt(older: list[str], newer: list[str], steps: Steps) -> tuple[list[str], list[str]]:
    """Both sequences, put together again from the differences."""
    left: list[str] = []
    right: list[str] = []
    for change, begin, end, new_begin, new_end in BoundedMatcher(older, newer, steps).get_opcodes():
        assert (change == "equal") == (older[begin:end] == newer[new_begin:new_end])
        left += older[begin:end]
        right += newer[new_begin:new_end]
    return left, right


@given(ITEMS, ITEMS, st.integers(0, 200))
def test_both_sequences_can_be_rebuilt_however_few_steps_there_are(older, newer, count):
    assert rebuilt(older, newer, Steps(count)) == (older, newer)


@given(st.lists(st.sampled_from("abcdefghijklmnopqrst"), unique=True), st.data())
def test_items_that_occur_once_are_matched_as_difflib_matches_them(items, data):
    newer = [item for item in items if data.draw(st.booleans())]
    expected = SequenceMatcher(None, items, newer, autojunk=False).get_opcodes()
    assert BoundedMatcher(items, newer, Steps()).get_opcodes() == expected


def test_equal_ends_are_found_without_a_step():
    blocks = BoundedMatcher([*"abcXdef"], [*"abcYdef"], Steps(0)).get_matching_blocks()
    assert [tuple(block) for block in blocks] == [(0, 0, 3), (4, 4, 3), (7, 7, 0)]


def test_without_steps_the_middle_is_different_even_where_it_is_equal():
    changes = [code[0] for code in BoundedMatcher([*"aXbcdYe"], [*"aZbcdWe"], Steps(0)).get_opcodes()]
    assert changes == ["equal", "replace", "equal"]


def test_texts_of_equal_lines_take_no_more_than_the_steps_that_are_left():
    steps = CountedSteps()
    older, newer = ["first", *["line"] * 5000, "last"], ["begin", *["line"] * 5000, "end"]
    assert rebuilt(older, newer, steps) == (older, newer)
    assert (steps.largest, steps.left) == (0, 0)


def test_lines_that_repeat_in_patterns_take_no_more_than_the_steps_that_are_left():
    steps = CountedSteps()
    older, newer = ["a", "b", "a", "c"] * 100, ["b", "a", "c", "b"] * 100
    assert rebuilt(older, newer, steps) == (older, newer)
    assert 0 < steps.largest <= MAX_STEPS


def test_steps_that_are_not_left_are_all_gone():
    steps = Steps(5)
    assert steps.take(3)
    assert not steps.take(3)
    assert not steps.take(1)
