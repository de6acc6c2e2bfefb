"""Names, tags and notes: what is allowed, and what is said about what is not."""

import pytest

from newsarchive.archive.desk.desk_names import MAX_NOTE, check_desk_name, check_note, check_tag, suggest_name
from newsarchive.errors import UsageError


@pytest.mark.parametrize("name", ["flood-2026", "a", "7", "river_wall", "x" * 64])
def test_names_that_are_allowed(name: str):
    assert check_desk_name("collection", name) == name


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        pytest.param("Flood 2026", "such as flood-2026", id="capital and blank"),
        pytest.param("İstanbul/Sel", "such as istanbul-sel", id="other letters"),
        pytest.param("../../etc", "such as etc", id="path"),
        pytest.param("x" * 65, f"such as {'x' * 64}", id="too long"),
        pytest.param("洪水", "digits, - and _", id="no letter that fits"),
        pytest.param("", "digits, - and _", id="empty"),
        pytest.param("a\n", "such as a", id="line end"),
    ],
)
def test_other_names_get_one_line_with_a_name_that_fits(name: str, hint: str):
    with pytest.raises(UsageError) as caught:
        check_desk_name("watch", name)
    assert hint in str(caught.value)
    assert str(caught.value).startswith("watch ")
    assert "\n" not in str(caught.value)


def test_a_name_is_made_of_the_words_of_a_search():
    assert suggest_name('harbour "new bridge" -ferry') == "harbour-new-bridge-ferry"
    assert suggest_name("東京") == ""
    assert suggest_name("word " * 100_000) == ("word-" * 13)[:64].strip("-")


def test_tags_have_single_blanks():
    assert check_tag("  to   check ") == "to check"
    assert check_tag("شاهد عيان") == "شاهد عيان"


@pytest.mark.parametrize("tag", ["", " ", "x" * 101, 'a "quote"', "one; two", "bell\x07", "half \ud800"])
def test_what_is_not_a_tag(tag: str):
    with pytest.raises(UsageError, match="not a valid tag"):
        check_tag(tag)


def test_notes_keep_their_lines():
    assert check_note("\n one\r\ntwo \n") == "one\ntwo"


@pytest.mark.parametrize("note", ["", " \n", "x" * (MAX_NOTE + 1), "bell\x07", "half \ud800"])
def test_what_is_not_a_note(note: str):
    with pytest.raises(UsageError):
        check_note(note)
