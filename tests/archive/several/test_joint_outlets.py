"""Sets of outlets in several archives, one of which does not know the kind of an outlet."""

from datetime import date

import pytest

from newsarchive.archive.analysis.timeline import read_joint_timeline
from newsarchive.archive.analysis.timeline_values import TimelineRequest
from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.archive.search.selection import SearchRequest, Selection
from newsarchive.archive.several.archives import OpenArchive
from newsarchive.archive.several.joint_counts import count_facets
from newsarchive.archive.several.joint_export import iterate_together
from newsarchive.archive.several.joint_outlets import with_known_outlets
from newsarchive.archive.several.joint_search import search
from newsarchive.archive.several.parts import open_parts
from newsarchive.outlet import Outlet
from tests.archive.search.invented import an_article, fill

KINDS = {"agency": "hill_times", "regional": "small_gazette"}


@pytest.fixture
def archives(tmp_path):
    with Archive.open(tmp_path / "new.db", write=True) as new, Archive.open(tmp_path / "old.db", write=True) as old:
        for archive in (new, old):
            with archive.transaction():
                fill(archive.conn, [an_article(n) for n in range(60)])
        for kind, name in KINDS.items():
            register_outlets(new, [Outlet(name, name, "", "en", "UTC", "gb", kind=kind)])
        yield OpenArchive("new", new.conn), OpenArchive("old", old.conn)


def test_a_set_is_the_same_in_each_archive(archives):
    for kind, outlet in KINDS.items():
        asked = SearchRequest(sets=(kind,), page_size=200, all_copies=True)
        found = search(archives, asked).hits
        assert {hit.outlet for hit in found} == {outlet}
        assert len([hit for hit in found if hit.archive == "new"]) == len(
            [hit for hit in found if hit.archive == "old"]
        )
        assert len(list(iterate_together(archives, Selection(sets=(kind,))))) == len(found)
        typed = SearchRequest(f"kind:{kind}", page_size=200, all_copies=True)
        assert len(search(archives, typed).hits) == len(found)
        assert dict(count_facets(open_parts(archives, Selection())).counts["set"])[kind] == len(found)
        timeline = read_joint_timeline(archives, TimelineRequest(("",), Selection(sets=(kind,))), date(2026, 1, 1))
        assert sum(timeline.panels[0].published) == len(found)


def test_a_set_without_outlets_counts_nothing(archives):
    request = TimelineRequest(("",), Selection(sets=("blog",)))
    assert sum(read_joint_timeline(archives, request, date(2026, 1, 1)).panels[0].published) == 0


def test_one_archive_needs_no_others(archives):
    selection = Selection(sets=("agency",))
    assert with_known_outlets(archives[:1], selection) is selection
