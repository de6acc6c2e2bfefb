"""Search in the earlier versions of several archives: the results are those of one archive that holds everything."""

import sqlite3
from contextlib import ExitStack
from dataclasses import replace

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.search import version_search
from newsarchive.archive.search.scope import DEFAULT_PLAN
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.several.archives import OpenArchive
from newsarchive.archive.several.joint_versions import (
    open_version_parts,
    read_version_hits,
    read_version_ids,
    search_versions,
)
from tests.archive.search.invented import an_article
from tests.archive.several.split_archive import Split, make_split, part_of

# Words that make some versions a better match than others.
MADE = [an_article(n) for n in range(1_300, 1_500)]
NAMES = ("whole", "early", "late", "gazette")


def versions(article):
    n = article["id"] - 1
    if n % 4 == 0:
        yield 1, f"The lighthouse keeper {'spoke of the lighthouse ' * (n % 7)}at length."
    if n % 8 == 0:
        yield 2, "The lighthouse again."


@pytest.fixture(scope="module")
def split(tmp_path_factory):
    folder = make_split(tmp_path_factory.mktemp("versions"), MADE)
    for name in NAMES:
        with Archive.open(folder / f"{name}.db", write=True) as archive, archive.transaction():
            for article in MADE:
                for number, body in versions(article) if name in ("whole", part_of(article)) else ():
                    archive.conn.execute(
                        """INSERT INTO revisions(article_id, number, seen_at, headline, body, replaced_at, cause)
                           VALUES (?, ?, '2026-01-01T00:00:00Z', 'Report', ?, '2026-01-02T00:00:00Z', 'theirs')""",
                        [article["id"], number, body],
                    )
            archive.conn.execute(
                "UPDATE articles SET revision = 1 + (SELECT count(*) FROM revisions r WHERE r.article_id = articles.id)"
            )
    with ExitStack() as stack:
        conns = {name: stack.enter_context(Archive.open(folder / f"{name}.db")).conn for name in NAMES}
        for conn in conns.values():
            conn.row_factory = sqlite3.Row
        yield Split(conns["whole"], tuple(OpenArchive(name, conns[name]) for name in NAMES[1:]))


def shown(result):
    return [(hit.id, hit.earlier.number) for hit in result.hits]


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_versions_by_time_are_those_of_one_archive(split, order):
    request = SearchRequest("lighthouse", order=order, page_size=15)
    for offset in (0, 15, 45):
        asked = replace(request, offset=offset)
        expected = version_search.search_versions(split.whole, asked)
        found = search_versions(split.parts, asked)
        assert shown(found) == shown(expected)
        assert (found.total, found.next_offset) == (expected.total, expected.next_offset)


def test_ranked_versions_are_those_of_one_archive(split):
    request = SearchRequest("lighthouse keeper", page_size=100)
    expected = version_search.search_versions(split.whole, request)
    found = search_versions(split.parts, request)
    assert sorted(shown(found)) == sorted(shown(expected))
    assert found.is_ranked
    assert {hit.archive for hit in found.hits} == {"early", "late", "gazette"}


def test_versions_that_may_be_searched_are_shared(split):
    plan = replace(DEFAULT_PLAN, versions=15)
    found = search_versions(split.parts, SearchRequest("lighthouse", order="newest"), plan)
    assert len(found.hits) <= 15
    assert any("Only 15 of them were searched" in note for note in found.notes)


def test_ids_and_hits_can_be_read_apart(split):
    request = SearchRequest("lighthouse", order="newest")
    parts = open_version_parts(split.parts, request)
    assert read_version_hits(parts, read_version_ids(parts).ids) == search_versions(split.parts, request).hits


def test_nothing_is_found_without_words(split):
    assert (
        search_versions(split.parts, SearchRequest()).notes
        == version_search.search_versions(split.whole, SearchRequest()).notes
    )
    assert read_version_ids(open_version_parts(split.parts, SearchRequest())).ids == []
