"""Two versions merged into one text: every word of both is there, with a mark that says whose it is."""

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.comparison.diff import Part, compare
from newsarchive.comparison.matching import MAX_STEPS, Steps

real_take = Steps.take
PARAGRAPHS = st.lists(st.text("ab c.", min_size=1, max_size=20).map(str.strip).filter(bool), max_size=6)


def side(shown, kind):
    """The paragraphs of one side: what is common, and what only that side has."""
    texts = ["".join(part.text for part in paragraph if part.kind in ("same", kind)) for paragraph in shown]
    return [text for text in texts if text]


def test_a_changed_word_is_marked_alone():
    shown = compare(["closed until the spring, it said"], ["closed until the summer, it said"])
    assert shown == [
        [
            Part("same", "closed until the "),
            Part("removed", "spring"),
            Part("added", "summer"),
            Part("same", ", it said"),
        ]
    ]


def test_in_a_script_without_spaces_only_the_changed_characters_are_marked():
    shown = compare(["港は春まで閉鎖すると市が発表した。"], ["港は夏まで閉鎖すると市が発表した。"])
    assert shown == [
        [
            Part("same", "港は"),
            Part("removed", "春"),
            Part("added", "夏"),
            Part("same", "まで閉鎖すると市が発表した。"),
        ]
    ]


def test_paragraphs_that_share_single_characters_are_not_mixed():
    shown = compare(["港は春まで閉鎖する。"], ["市長は明日から学校を訪問するそうだ。"])
    assert [part.kind for paragraph in shown for part in paragraph] == ["removed", "added"]


def test_a_new_paragraph_is_added_whole():
    shown = compare(["One.", "Two."], ["One.", "Between them.", "Two."])
    assert shown[1] == [Part("added", "Between them.")]


def test_unlike_paragraphs_are_not_mixed():
    shown = compare(["The quay is closed."], ["Nobody was surprised at the Anchor."])
    assert [part.kind for paragraph in shown for part in paragraph] == ["removed", "added"]


def test_thousands_of_replaced_paragraphs_are_shown_within_the_steps(monkeypatch):
    taken = []
    monkeypatch.setattr(Steps, "take", lambda self, count: taken.append(count) or real_take(self, count))
    older = [f"Line {number} of the old box." for number in range(3000)]
    newer = [f"Another {number} in a new list" for number in range(3000)]
    shown = compare(older, newer)
    assert (side(shown, "removed"), side(shown, "added")) == (older, newer)
    assert len(taken) <= 2 * MAX_STEPS


def test_a_paragraph_of_one_long_word_is_shown_as_removed_and_added():
    shown = compare(["港" * 3000 + "春"], ["港" * 2000 + "夏" * 1000])
    assert side(shown, "removed") == ["港" * 3000 + "春"]
    assert side(shown, "added") == ["港" * 2000 + "夏" * 1000]


@given(PARAGRAPHS, PARAGRAPHS)
def test_both_versions_can_be_read_from_the_parts(older, newer):
    shown = compare(older, newer)
    assert side(shown, "removed") == older
    assert side(shown, "added") == newer
