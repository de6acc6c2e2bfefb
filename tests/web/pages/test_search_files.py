"""All results of a search as CSV, JSON and JSON lines, in one answer or in parts; and the newest as a feed."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest

from newsarchive.archive.search import whole_result
from newsarchive.web.serve import make_datasette
from tests.web.queries import EARLIER_WORDS, HOSTILE_QUERIES, WRONG_QUERIES
from tests.web.support import get


@pytest.fixture
def in_small_parts(monkeypatch):
    """Few ids and fewer articles a read, so that a small archive is read in many parts."""
    monkeypatch.setattr(whole_result, "IDS_HELD", 7)
    monkeypatch.setattr(whole_result, "BATCH", 3)


@pytest.fixture
def clusters(cluster_archive):
    """What `newsarchive serve` serves of an archive with a cluster of 26 articles and one without copies."""
    return make_datasette(cluster_archive[0])


def rows_of(answer, file_format):
    if file_format == "csv":
        return [{**row, "id": int(row["id"])} for row in csv.DictReader(io.StringIO(answer.text))]
    if file_format == "jsonl":
        return [json.loads(line) for line in answer.text.splitlines()]
    return answer.json()["articles"]


FORMATS = ("csv", "json", "jsonl")


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("query", ["", "q=harbour", "q=harbour&order=oldest", "section=Local&order=newest"])
@pytest.mark.usefixtures("in_small_parts")
async def test_a_file_has_every_result_in_the_order_of_the_page(datasette, query, file_format):
    answer = await get(datasette, f"/search.{file_format}?{query}")
    rows = rows_of(answer, file_format)
    total = (await get(datasette, f"/search.json?{query}")).json()["total"]
    assert len(rows) == len({row["id"] for row in rows}) == total > 20
    pages = [(await get(datasette, f"/search?{query}&page=1")).text]
    links = [f"/article/{row['id']}" for row in rows[:20]]
    places = [pages[0].index(f'href="{link}"') if not query else pages[0].index(f'href="{link}?') for link in links]
    assert places == sorted(places)
    if "order" in query:
        times = [row["published_at"] for row in rows if row["published_at"]]
        assert times == sorted(times, reverse="newest" in query)


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("query", ["", "q=harbour", "q=harbour&order=oldest", "q=harbour&copies=all"])
@pytest.mark.usefixtures("in_small_parts")
async def test_parts_can_be_followed_to_the_end(datasette, query, file_format):
    whole = rows_of(await get(datasette, f"/search.{file_format}?{query}"), file_format)
    address, parts, answers = f"/search.{file_format}?{query}&limit=9", [], 0
    while address:
        answer = await get(datasette, address)
        parts += rows_of(answer, file_format)
        answers += 1
        address = answer.links.get("next", {}).get("url", "").removeprefix("http://localhost")
        if file_format == "json":
            assert (answer.json()["next"] or "").removeprefix("http://localhost") == address
    assert parts == whole
    assert answers == -(-len(whole) // 9)


async def test_one_of_each_group_or_all_copies(clusters):
    one_of_each = rows_of(await get(clusters, "/search.json?q=harbour"), "json")
    everything = rows_of(await get(clusters, "/search.csv?q=harbour&copies=all"), "csv")
    assert len(one_of_each) < 5
    total = (await get(clusters, "/search.json?q=harbour&limit=1")).json()["total"]
    assert len(everything) == total == sum(1 + row["copies"] for row in one_of_each)


@pytest.mark.parametrize("query", HOSTILE_QUERIES, ids=lambda query: query[:30])
@pytest.mark.parametrize("form", ["json", "csv", "atom", "jsonl"])
async def test_odd_addresses_are_answered(datasette, query, form):
    answer = await datasette.client.get(f"/search.{form}?{query}")
    assert answer.status_code in (200, 400)
    if form == "json":
        json.loads(answer.text)
    elif answer.status_code == 400:
        assert answer.text.count("\n") == 1
    elif form == "atom":
        ElementTree.fromstring(answer.text)


WRONG_FILES = {
    **WRONG_QUERIES,
    "limit=0": "limit=0 is not a number from 1 to 10,000. Leave it out for all results.",
    "limit=abc": "limit=abc is not a number from 1 to 10,000.",
    "limit=10001": "limit=10001 is not a number from 1 to 10,000.",
    "offset=-1": "offset=-1 is not a number from 0 to 10,000.",
    "size=5": "size is not a parameter of this page. Use q,",
    "page=2": "page is for the web page. Use limit, and follow the address in next.",
}


@pytest.mark.parametrize("query", WRONG_FILES, ids=lambda query: query[:30])
@pytest.mark.parametrize("form", ["json", "csv", "atom", "jsonl"])
async def test_what_is_wrong_is_said_in_one_sentence(datasette, query, form):
    answer = await get(datasette, f"/search.{form}?{query}", 400)
    if form == "json":
        said = answer.json()
        assert (said["ok"], said["status"]) == (False, 400)
        assert said["error"].startswith(WRONG_FILES[query])
    else:
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.text.startswith(WRONG_FILES[query])
        assert answer.text.count("\n") == 1


@pytest.mark.parametrize("form", FORMATS)
async def test_nothing_to_search_for_is_said_and_is_not_an_empty_file(datasette, form):
    answer = await get(datasette, f"/search.{form}?q=%3F%21", 400)
    assert "There is no word to search for." in answer.text


async def test_json_has_what_the_page_shows(datasette, ids):
    answer = (await get(datasette, "/search.json?q=summer")).json()
    (article,) = answer["articles"]
    assert article["id"] == ids["feature"]
    assert article["page"].endswith(f"/article/{ids['feature']}")
    assert "\x02" not in article["snippet"]
    assert (answer["order"], answer["next"]) == ("relevance", None)
    assert answer["page"].endswith("/search?q=summer")


async def test_csv_has_a_line_for_every_result(datasette):
    answer = await get(datasette, "/search.csv?outlet=mimori_shimpo")
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert (row["outlet_title"], row["published_on"]) == ("三森新報", "2026-11-17")
    assert answer.headers["content-disposition"] == 'inline; filename="search.csv"'


async def test_an_answer_to_head_has_no_text(datasette):
    answer = await datasette.client.head("/search.csv?q=harbour&limit=5")
    assert (answer.status_code, answer.text) == (200, "")
    assert answer.links["next"]["url"].endswith("/search.csv?q=harbour&limit=5&offset=5")


async def test_atom_is_well_formed_and_newest_first(datasette):
    answer = await get(datasette, "/search.atom?q=harbour")
    feed = ElementTree.fromstring(answer.text)
    newest = (await get(datasette, "/search.json?q=harbour&order=newest&limit=20")).json()["articles"]
    links = [entry.find("{*}link").get("href") for entry in feed.findall("{*}entry")]
    assert links == [article["page"] for article in newest]


async def test_json_and_csv_name_the_earlier_version(datasette, ids):
    (found,) = (await get(datasette, f"/search.json?{EARLIER_WORDS}&versions=earlier")).json()["articles"]
    assert (found["id"], found["version"], found["revision"]) == (ids["feature"], 1, 2)
    assert (found["cause"], found["matches_today"]) == ("theirs", False)
    assert found["replaced_at"] == "2026-11-20T17:00:00Z"
    assert found["page"].endswith(f"/article/{ids['feature']}/1")
    (row,) = csv.DictReader(io.StringIO((await get(datasette, f"/search.csv?{EARLIER_WORDS}&versions=earlier")).text))
    assert (row["version"], row["page"]) == ("1", found["page"])
    assert "version" not in (await get(datasette, "/search.json?q=summer")).json()["articles"][0]


@pytest.mark.usefixtures("in_small_parts")
async def test_earlier_versions_can_be_followed(datasette):
    whole = rows_of(await get(datasette, "/search.json?q=harbour&versions=earlier"), "json")
    first = (await get(datasette, "/search.json?q=harbour&versions=earlier&limit=1")).json()
    second = (await get(datasette, first["next"].removeprefix("http://localhost"))).json()
    assert [*first["articles"], *second["articles"]] == whole[:2]


async def test_the_feed_links_to_the_earlier_version(datasette, ids):
    feed = ElementTree.fromstring((await get(datasette, f"/search.atom?{EARLIER_WORDS}&versions=earlier")).text)
    (entry,) = feed.findall("{*}entry")
    assert entry.findtext("{*}id").endswith(f"/article/{ids['feature']}/1")
