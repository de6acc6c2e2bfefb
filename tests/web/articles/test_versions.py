"""The list of versions: each has its own change, and the form offers all of them."""

import pytest

from newsarchive.web.articles import versions
from newsarchive.web.articles.versions import version_entries, version_notes, version_picker
from newsarchive.web.requests.comparison_request import ComparisonForm
from tests.web.articles.versions_of_a_text import a_version

THREE = [
    a_version(1, "Harbour opens", "Ships came on Monday.", "theirs"),
    a_version(2, "Port opens", "Ships came on Sunday.", "ours"),
    a_version(3, "Port opens", "Ships came on Sunday, and left."),
]


def test_each_version_says_what_it_changed_and_who_did_it():
    assert version_notes(THREE) == [
        None,
        "changed by the outlet: headline changed, corrected",
        "same page, read differently by newsarchive",
    ]


def test_a_change_that_nobody_knows_has_its_kinds():
    pair = [a_version(1, "Harbour opens", "Ships came.", "unknown"), a_version(2, "Port opens", "Ships came.")]
    assert version_notes(pair)[1] == "it is not known who changed it: headline changed"


@pytest.mark.parametrize("count", [0, 1])
def test_without_a_second_version_there_is_no_change(count):
    assert version_notes(THREE[:count]) == [None] * count


def test_of_very_many_long_versions_only_the_newest_are_compared(monkeypatch):
    monkeypatch.setattr(versions, "MOST_CHARACTERS_COMPARED", 60)
    texts = [a_version(number, f"Headline {number}", "x" * 20, "theirs") for number in range(1, 5)]
    assert version_notes(texts) == [
        None,
        "changed by the outlet",
        "changed by the outlet",
        "changed by the outlet: headline changed",
    ]


def test_the_list_links_to_texts_changes_and_captured_pages():
    first, second, third = version_entries(THREE, version_notes(THREE), {1, 3}, "/article/7", shown=2)
    assert (first.href, first.changes_href, first.page_href) == ("/article/7/1", None, "/article/7/1/page")
    assert second.changes_href == "/article/7/changes?older=1&newer=2"
    assert (second.page_href, second.is_shown) == (None, True)
    assert (third.href, third.page_href) == ("/article/7", "/article/7/3/page")
    assert third.stamp.text == "22 Nov 2026, 10:15:42 UTC"


def test_the_form_offers_every_version_and_both_views():
    picker = version_picker(THREE, ComparisonForm(1, 3, "side"), "/article/7")
    assert picker.action == "/article/7/changes"
    assert [(one.value, one.is_older, one.is_newer) for one in picker.versions] == [
        ("1", True, False),
        ("2", False, False),
        ("3", False, True),
    ]
    assert picker.views == [("inline", "In one text", False), ("side", "Side by side", True)]
