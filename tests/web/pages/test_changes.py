"""The page of changed articles, also as JSON, CSV and Atom."""

import csv
import io
import re
from xml.etree import ElementTree

import pytest

from newsarchive.archive.search.change_list import ChangesPage
from newsarchive.web.layout import site_of
from newsarchive.web.pages.changes import ChangesView
from newsarchive.web.requests.changes_request import ChangesForm
from tests.web.support import foreign_scripts, get, text_of

FORMATS = pytest.mark.parametrize("form", ["", ".json", ".csv", ".atom"], ids=["html", "json", "csv", "atom"])


async def test_the_list_says_what_changed_and_links_to_it(datasette, ids):
    page = (await get(datasette, "/changes")).text
    assert f'href="/article/{ids["feature"]}/changes?older=1&amp;newer=2">what changed</a>' in page
    assert f'href="/article/{ids["withdrawn"]}"' in page
    shown = text_of(page)
    assert "Rivertown Post 20 Nov 2026, 18:00 UTC headline changed" in shown
    assert "20 Nov 2026, 17:00 UTC corrected" in shown
    assert "19 Nov 2026, 00:00 UTC withdrawn" in shown
    assert "<del>Harbour stays closed, report 12</del>" in page


async def test_the_page_of_a_change_marks_the_words_of_the_headline(datasette, ids):
    page = (await get(datasette, f"/article/{ids['headline changed']}/changes")).text
    assert "Harbour <del>stays</del><ins>may</ins> <del>closed</del><ins>open</ins>, report 12</p>" in page
    assert "<title>Changes: Harbour may open, report 12 – " in page


async def test_home_and_articles_link_to_the_list(datasette, ids):
    assert '<a href="/changes">Changes</a>' in (await get(datasette, "/")).text
    assert 'href="/changes" aria-current="page"' in (await get(datasette, "/changes")).text
    assert 'href="/changes?outlet=rivertown_post"' in (await get(datasette, f"/article/{ids['feature']}")).text


async def test_each_filter_can_be_removed(datasette):
    page = (await get(datasette, "/changes?outlet=rivertown_post&kind=corrected&whose=all&since=2026-11")).text
    assert "Outlet: Rivertown Post" in page
    assert 'href="/changes?outlet=rivertown_post&amp;whose=all&amp;since=2026-11-01"' in page
    assert page.count("what changed") == 1


async def test_a_sent_form_redirects_to_the_permanent_address(datasette):
    answer = await get(datasette, "/changes?outlet=&kind=withdrawn&whose=&since=&until=", 302)
    assert answer.headers["location"] == "/changes?kind=withdrawn"


async def test_json_has_what_the_page_shows(datasette, ids):
    answer = (await get(datasette, "/changes.json?outlet=rivertown_post")).json()
    change = next(one for one in answer["changes"] if one["article_id"] == ids["feature"])
    assert (change["older"], change["newer"], change["cause"]) == (1, 2, "theirs")
    assert change["kinds"] == [{"kind": "corrected", "percent": None}]
    assert change["changed_at"] == "2026-11-20T17:00:00Z"
    assert change["changes_page"].endswith(f"/article/{ids['feature']}/changes?older=1&newer=2")
    assert answer["next"] is None
    (gone,) = (await get(datasette, "/changes.json?kind=withdrawn")).json()["changes"]
    assert (gone["article_id"], gone["older"], gone["changes_page"]) == (ids["withdrawn"], None, None)


async def test_pages_can_be_followed_to_the_end(datasette, ids, monkeypatch):
    from newsarchive.archive.search import change_list
    from newsarchive.web.pages import changes as change_pages

    short = change_list.ScanLimits(rows=1)
    monkeypatch.setattr(change_pages, "list_changes", lambda conn, asked: change_list.list_changes(conn, asked, short))
    seen, address = [], "/changes.json"
    while address:
        answer = (await get(datasette, address)).json()
        seen += [change["article_id"] for change in answer["changes"]]
        address = (answer["next"] or "").removeprefix("http://localhost")
    assert seen == [ids["hostile"], ids["headline changed"], ids["feature"], ids["withdrawn"]]
    first = (await get(datasette, "/changes")).text
    assert "Search further back" in first
    assert "Searched back to 20 Nov 2026, 19:00 UTC" in first
    second = await get(datasette, re.findall(r'href="(/changes\?before=[^"]+)"', first)[0])
    assert "← First page" in second.text


async def test_csv_has_a_line_for_every_change(datasette, ids):
    rows = list(csv.DictReader(io.StringIO((await get(datasette, "/changes.csv")).text)))
    assert [row["article_id"] for row in rows] == [
        str(ids[name]) for name in ("hostile", "headline changed", "feature", "withdrawn")
    ]
    assert rows[1]["kinds"] == "headline changed"


async def test_atom_has_an_entry_with_its_own_id_for_every_change(datasette):
    feed = ElementTree.fromstring((await get(datasette, "/changes.atom?whose=all")).text)
    entries = feed.findall("{*}entry")
    assert len({entry.findtext("{*}id") for entry in entries}) == len(entries) == 4
    assert entries[2].findtext("{*}summary") == "corrected"
    assert feed.findtext("{*}updated") == "2026-11-20T19:00:00Z"


async def test_hostile_headlines_stay_text(datasette):
    page = (await get(datasette, "/changes?outlet=hostile")).text
    assert foreign_scripts(page) == []
    assert "<img" not in page.lower()
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3


async def test_changes_by_newsarchive_are_shown_when_asked_for(datasette):
    assert (await get(datasette, "/changes.json?whose=ours")).json()["changes"] == []
    assert "No changes found with these filters." in (await get(datasette, "/changes?whose=ours")).text


@FORMATS
@pytest.mark.parametrize(
    "query",
    [
        "before=x",
        "before=2026-11-20T07:00:00Z.1.1",
        "kind=%00&kind=withdrawn",
        "outlet=nosuch",
        "since=9999&until=0001",
    ],
)
async def test_no_query_is_an_error(datasette, query, form):
    await get(datasette, f"/changes{form}?{query}")


async def test_an_unknown_format_is_not_found(datasette):
    assert "Changes are available as json, csv, atom, not as pdf." in (await get(datasette, "/changes.pdf", 404)).text


@pytest.mark.parametrize(
    ("form", "message"),
    [
        (ChangesForm(), "No stored article was changed or withdrawn."),
        (ChangesForm(kinds=("withdrawn",)), "No changes found with these filters."),
        (ChangesForm(before=("2026-11-20T07:00:00Z", 1, 1)), "There are no earlier changes."),
    ],
    ids=["no changes", "filter", "after the last page"],
)
def test_an_empty_list_says_why(datasette, form, message):
    view = ChangesView(form, ChangesPage(()), site_of(datasette, datasette.databases["archive"]), [])
    assert view.empty_message() == message
    assert view.search_limit() is None


async def test_a_value_that_is_not_understood_gets_a_warning(datasette):
    page = text_of((await get(datasette, "/changes?since=2026-13-01&whose=mine&kind=improved")).text)
    assert "since=2026-13-01 is not a valid date. Use YYYY-MM-DD." in page
    assert "whose=mine is not a known value. Use outlet, ours, all." in page
    assert "kind=improved is not a kind of change. Use headline, standfirst, shortened" in page


async def test_the_form_asks_who_made_the_change(datasette):
    page = (await get(datasette, "/changes?whose=ours")).text
    assert '<label for="whose">Changed by</label>' in page
    assert '<option value="ours" selected>newsarchive</option>' in page
    assert "Changed by: newsarchive" in page
