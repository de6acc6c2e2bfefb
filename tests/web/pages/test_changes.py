"""The page of changed stories and its other forms, asked of a real Datasette in this process."""

import csv
import io
import re
from xml.etree import ElementTree

import pytest

FORMS = pytest.mark.parametrize("form", ["", ".json", ".csv", ".atom"], ids=["html", "json", "csv", "atom"])


async def get(datasette, path, status=200):
    answer = await datasette.client.get(path)
    assert answer.status_code == status, f"{path}: {answer.status_code}\n{answer.text[:500]}"
    return answer


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


async def test_the_list_tells_what_changed_and_leads_to_it(datasette, ids):
    page = (await get(datasette, "/changes")).text
    assert f'href="/article/{ids["feature"]}/2?changes=1">what changed</a>' in page
    assert f'href="/article/{ids["withdrawn"]}"' in page
    shown = text_of(page)
    assert "Rivertown Post 20 Nov 2026, 18:00 UTC headline changed" in shown
    assert "20 Nov 2026, 17:00 UTC corrected" in shown
    assert "19 Nov 2026, 00:00 UTC withdrawn" in shown
    assert "<del>Harbour stays closed, report 12</del>" in page


async def test_the_change_itself_shows_the_headline_as_it_was(datasette, ids):
    page = (await get(datasette, f"/article/{ids['headline changed']}/2?changes=1")).text
    assert "Harbour <del>stays</del><ins>may</ins> <del>closed</del><ins>open</ins>, report 12</h1>" in page
    assert "<title>Harbour may open, report 12 – " in page


async def test_home_and_articles_lead_to_the_list(datasette, ids):
    assert '<a href="/changes">Changes</a>' in (await get(datasette, "/")).text
    assert 'href="/changes" aria-current="page"' in (await get(datasette, "/changes")).text
    assert 'href="/changes?outlet=rivertown_post"' in (await get(datasette, f"/article/{ids['feature']}")).text


async def test_filters_can_be_taken_away_again_one_by_one(datasette):
    page = (await get(datasette, "/changes?outlet=rivertown_post&kind=corrected&whose=all&since=2026-11")).text
    assert "Outlet: Rivertown Post" in page
    assert 'href="/changes?outlet=rivertown_post&amp;whose=all&amp;since=2026-11-01"' in page
    assert page.count("what changed") == 1


async def test_a_form_leads_to_the_address_worth_keeping(datasette):
    answer = await get(datasette, "/changes?outlet=&kind=withdrawn&whose=&since=&until=", 302)
    assert answer.headers["location"] == "/changes?kind=withdrawn"


async def test_json_holds_what_the_page_shows(datasette, ids):
    answer = (await get(datasette, "/changes.json?outlet=rivertown_post")).json()
    change = next(one for one in answer["changes"] if one["article_id"] == ids["feature"])
    assert (change["older"], change["newer"], change["cause"]) == (1, 2, "theirs")
    assert change["kinds"] == [{"kind": "corrected", "percent": None}]
    assert change["changed_at"] == "2026-11-20T17:00:00Z"
    assert change["changes_page"].endswith(f"/article/{ids['feature']}/2?changes=1")
    assert answer["next"] is None
    (gone,) = (await get(datasette, "/changes.json?kind=withdrawn")).json()["changes"]
    assert (gone["article_id"], gone["older"], gone["changes_page"]) == (ids["withdrawn"], None, None)


async def test_pages_are_followed_by_place(datasette, ids, monkeypatch):
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
    assert "Look further back" in first
    assert "Looked back to 20 Nov 2026, 19:00 UTC" in first
    second = await get(datasette, re.findall(r'href="(/changes\?before=[^"]+)"', first)[0])
    assert "To the latest" in second.text


async def test_csv_has_a_line_for_every_change(datasette, ids):
    rows = list(csv.DictReader(io.StringIO((await get(datasette, "/changes.csv")).text)))
    assert [row["article_id"] for row in rows] == [
        str(ids[name]) for name in ("hostile", "headline changed", "feature", "withdrawn")
    ]
    assert rows[1]["kinds"] == "headline changed"


async def test_atom_has_an_entry_for_every_change_each_with_its_own_id(datasette):
    feed = ElementTree.fromstring((await get(datasette, "/changes.atom?whose=all")).text)
    entries = feed.findall("{*}entry")
    assert len({entry.findtext("{*}id") for entry in entries}) == len(entries) == 4
    assert entries[2].findtext("{*}summary") == "corrected"
    assert feed.findtext("{*}updated") == "2026-11-20T19:00:00Z"


async def test_hostile_headlines_stay_text(datasette):
    page = (await get(datasette, "/changes?outlet=hostile")).text
    assert "<script" not in page.lower()
    assert "<img" not in page.lower()
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3


async def test_our_own_changes_are_shown_when_asked_for(datasette):
    assert (await get(datasette, "/changes.json?whose=ours")).json()["changes"] == []
    assert "No such change was found" in (await get(datasette, "/changes?whose=ours")).text


@FORMS
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
async def test_no_address_is_an_error(datasette, query, form):
    await get(datasette, f"/changes{form}?{query}")


async def test_another_form_is_refused_in_words(datasette):
    assert "Changes come as json, csv, atom" in (await get(datasette, "/changes.pdf", 404)).text
