"""The parts that two sequences share, found within a number of steps: no pair of texts takes longer. Pure.

difflib looks at every pair of equal items. For texts of some thousand equal lines, or lines that repeat in patterns,
that takes minutes to days. Here each look is counted before it is taken.
"""

from collections import deque
from collections.abc import Sequence
from difflib import Match, SequenceMatcher
from itertools import accumulate, takewhile

# A step is one look at a pair of equal items, or at a unit of a text: 0.1 to 0.2 µs. Two versions of a long article
# take some ten thousand.
MAX_STEPS = 1_000_000


class Steps:
    """The steps that a comparison may still take."""

    def __init__(self, left: int = MAX_STEPS) -> None:
        self.left = left

    def take(self, count: int) -> bool:
        """Whether count steps were left; then they are taken. If not, no steps are left at all."""
        if count > self.left:
            self.left = 0
            return False
        self.left -= count
        return True


class BoundedMatcher(SequenceMatcher[str]):
    """A SequenceMatcher that looks for equal parts as long as there are steps.

    What it did not come to is different: the result is right, but may show more changes than there are. The equal
    items at both ends are found in any case.
    """

    def __init__(self, older: Sequence[str], newer: Sequence[str], steps: Steps) -> None:
        super().__init__(None, older, newer, autojunk=False)
        self._older, self._newer, self._steps = older, newer, steps

    def get_matching_blocks(self) -> list[Match]:
        """The equal parts in order, then the empty part at both ends, as difflib describes them."""
        older, newer = self._older, self._newer
        begin = _count_equal(older, newer)
        end = _count_equal(older[begin:][::-1], newer[begin:][::-1])
        last, new_last = len(older) - end, len(newer) - end
        found = [Match(0, 0, begin), *self._between(begin, last, new_last), Match(last, new_last, end)]
        return [*_joined(sorted(match for match in found if match.size)), Match(len(older), len(newer), 0)]

    def _between(self, begin: int, last: int, new_last: int) -> list[Match]:
        """The equal parts between two positions, the longest first: the steps are spent where most is equal."""
        # find_longest_match looks, for each item of the older sequence, at all its places in the newer one.
        costs = [0, *accumulate(1 + len(self.b2j.get(item, ())) for item in self._older)]  # type: ignore[attr-defined]
        ranges, found = deque([(begin, last, begin, new_last)]), []
        while ranges:
            low, high, new_low, new_high = ranges.popleft()
            if low == high or new_low == new_high or not self._steps.take(costs[high] - costs[low]):
                continue
            match = self.find_longest_match(low, high, new_low, new_high)
            if match.size:
                found.append(match)
                ranges.append((low, match.a, new_low, match.b))
                ranges.append((match.a + match.size, high, match.b + match.size, new_high))
        return found


def _count_equal(older: Sequence[str], newer: Sequence[str]) -> int:
    """How many items at the beginning of both are equal."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(older, newer, strict=False)))


def _joined(matches: list[Match]) -> list[Match]:
    """matches with neighbours that touch in both sequences made one."""
    joined: list[Match] = []
    for match in matches:
        last = joined[-1] if joined else Match(0, 0, 0)
        if joined and last.a + last.size == match.a and last.b + last.size == match.b:
            joined[-1] = Match(last.a, last.b, last.size + match.size)
        else:
            joined.append(match)
    return joined
