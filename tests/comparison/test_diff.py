"""Two versions merged into one text: every word of both is there, with a mark that says whose it is."""

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.comparison.diff import Part, compare

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


@given(PARAGRAPHS, PARAGRAPHS)
def test_both_versions_can_be_read_from_the_parts(older, newer):
    shown = compare(older, newer)
    assert side(shown, "removed") == older
    assert side(shown, "added") == newer
