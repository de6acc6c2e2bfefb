"""Addresses that name a list of articles."""

import pytest

from newsarchive.extraction.page.list_addresses import list_address_kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/search?q=bridge", "search"),
        ("/en/tag/bridges/", "tag"),
        ("/autor/anna-rot", "author"),
        ("/kategorie/hafen/", "section"),
        ("/harbour/page/3/", "section"),
        ("/2026/11/bridge-reopens", None),
        ("/tag/bridges/the-old-wall", None),
        ("/strike/", None),
        ("/", None),
    ],
)
def test_an_address_may_name_a_list(path: str, kind: str | None) -> None:
    assert list_address_kind(f"https://rivertownpost.example{path}") == kind
