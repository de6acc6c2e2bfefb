"""The pages and feeds of watches."""

from xml.etree import ElementTree

import pytest

from tests.web.support import get, text_of

ATOM = "{http://www.w3.org/2005/Atom}"


async def test_all_watches_are_listed_with_their_search(desk_site):
    page = (await get(desk_site, "/watches")).text
    text = text_of(page)
    assert "harbour harbour" in text
    assert "zeppelin --outlet rivertown_post" in text
    assert 'href="/watch/harbour.atom"' in page
    assert "0 articles found" in text
    (first, second) = (await get(desk_site, "/watches.json")).json()["watches"]
    assert (first["name"], second["query"], second["filters"]) == (
        "harbour",
        "zeppelin",
        {"outlets": ["rivertown_post"]},
    )


async def test_a_watch_shows_what_it_found(desk_site):
    markup = (await get(desk_site, "/watch/harbour")).text
    # What we write stays in order beside an article in Arabic.
    assert '<bdi dir="ltr">found <time' in markup
    page = text_of(markup)
    assert "articles found, the last ones first." in page
    assert "found 20 Nov 2026" in page
    values = (await get(desk_site, "/watch/harbour.json")).json()
    assert len(values["articles"]) == 41
    assert {one["why"] for one in values["articles"]} == {"new"}
    assert "Nothing was found yet." in text_of((await get(desk_site, "/watch/quiet")).text)


async def test_the_feed_is_atom_with_the_time_of_the_hit(desk_site):
    response = await get(desk_site, "/watch/harbour.atom")
    assert response.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.text)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 41
    assert {entry.findtext(f"{ATOM}updated") for entry in entries} == {"2026-11-20T12:00:00Z"}
    assert all(entry.find(f"{ATOM}link").get("href").startswith("http://localhost/article/") for entry in entries)
    empty = ElementTree.fromstring((await get(desk_site, "/watch/quiet.atom")).text)
    assert empty.findall(f"{ATOM}entry") == []


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/watch/harbor", "Did you mean harbour?"),
        ("/watch/harbour.csv", "json, atom, not as csv"),
        ("/watches.atom", "as json, not as atom"),
    ],
)
async def test_what_is_not_there_is_said(desk_site, path, message):
    assert message in (await get(desk_site, path, 404)).text


async def test_an_archive_without_a_desk_has_no_watches(datasette):
    assert "There are no watches." in text_of((await get(datasette, "/watches")).text)


async def test_a_damaged_desk_is_one_line(broken_site):
    assert "desk.db: the file is damaged" in text_of((await get(broken_site, "/watches", 503)).text)
    await get(broken_site, "/watch/harbour.atom", 503)
