"""A page of several archives by time: no article is lost between two pages, also those of the same second."""

from dataclasses import replace

from newsarchive.archive.database import Archive
from newsarchive.archive.search.scope import DEFAULT_PLAN
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.several.archives import open_archives
from newsarchive.archive.several.pages_by_time import page_by_time
from newsarchive.archive.several.parts import open_parts
from tests.archive.search.invented import an_article, fill


def test_articles_of_one_second_are_on_one_page(tmp_path):
    paths = [tmp_path / f"{name}.db" for name in ("a", "b", "c")]
    for path in paths:
        with Archive.open(path, write=True) as archive, archive.transaction():
            fill(archive.conn, [an_article(n) for n in range(6)])
    with open_archives(paths) as archives:
        request, pages = SearchRequest(order="newest", page_size=4), []
        while True:
            page = page_by_time(open_parts(archives, request))
            pages.append(page.ids)
            if page.next_before is None:
                break
            request = replace(request, before=page.next_before)
    # Each second has an article of each archive, in the order of the archives.
    assert [len(ids) for ids in pages] == [6, 6, 6]
    assert [number for number, _ in pages[0]] == [0, 1, 2, 0, 1, 2]
    assert len({one for ids in pages for one in ids}) == 18


def test_articles_are_left_out_in_their_archive_only(split):
    request = SearchRequest("harbour", order="newest", page_size=10)
    first = page_by_time(open_parts(split.parts, request, DEFAULT_PLAN))
    number, search_id = first.ids[0]
    page = page_by_time(open_parts(split.parts, request, DEFAULT_PLAN), {number: [search_id]})
    assert page.ids[:9] == first.ids[1:]
