"""Two versions compared: what each has of a paragraph, and nothing of either text is lost."""

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.comparison.diff import Part
from newsarchive.web.articles.comparison import ComparedRow, compare_versions
from tests.web.articles.versions_of_a_text import a_version


def text(parts: tuple[Part, ...]) -> str:
    return "".join(part.text for part in parts)


def test_changed_words_stand_in_the_same_row():
    compared = compare_versions(
        a_version(1, "Harbour opens", "Ships came on Monday morning."),
        a_version(2, "Harbour opens", "Ships came on Sunday morning."),
    )
    headline, body = compared.rows
    assert headline == ComparedRow(
        "headline",
        ((Part("same", "Harbour opens"),),),
        (Part("same", "Harbour opens"),),
        (Part("same", "Harbour opens"),),
    )
    assert Part("removed", "Monday") in body.older
    assert Part("added", "Sunday") in body.newer
    assert compared.kinds == ("corrected",)


def test_replaced_paragraphs_stand_beside_each_other_and_a_new_one_alone():
    compared = compare_versions(
        a_version(1, "Harbour opens", "Ships came.\n\nNobody paid the bill for it."),
        a_version(2, "Harbour opens", "Ships came.\n\nMen cheered on the quay.\n\nA band played all night."),
    )
    rows = [(text(row.older), text(row.newer)) for row in compared.rows if row.role == "text"]
    assert rows == [
        ("Ships came.", "Ships came."),
        ("Nobody paid the bill for it.", "Men cheered on the quay."),
        ("", "A band played all night."),
    ]
    assert [len(row.inline) for row in compared.rows if row.role == "text"] == [1, 2, 1]


def test_a_standfirst_that_only_one_version_has_is_a_row():
    compared = compare_versions(
        a_version(1, "Harbour opens", "Ships came."),
        a_version(2, "Harbour opens", "Ships came.", standfirst="At last."),
    )
    assert [(row.role, text(row.older), text(row.newer)) for row in compared.rows][1] == ("standfirst", "", "At last.")


def test_quotes_and_dashes_are_only_typography():
    compared = compare_versions(a_version(1, "Harbour opens", '"Ships."'), a_version(2, "Harbour opens", "“Ships.”"))
    assert compared.kinds == ("only typography",)
    assert not compared.is_unchanged


def test_equal_versions_have_no_kinds():
    compared = compare_versions(a_version(1, "Harbour opens", "Ships."), a_version(3, "Harbour opens", "Ships."))
    assert (compared.kinds, compared.is_unchanged) == ((), True)


WORDS = st.lists(st.sampled_from(["ships", "came", "a", "b."]), min_size=1, max_size=6)
PARAGRAPHS = st.lists(WORDS.map(" ".join), max_size=6)


@given(PARAGRAPHS, PARAGRAPHS)
def test_nothing_of_either_text_is_lost(older, newer):
    compared = compare_versions(a_version(1, "H", "\n\n".join(older)), a_version(2, "H", "\n\n".join(newer)))
    rows = [row for row in compared.rows if row.role == "text"]
    assert [text(row.older) for row in rows if row.older] == older
    assert [text(row.newer) for row in rows if row.newer] == newer
