"""Citations at web addresses: of articles, versions and whole results; permanent addresses; the text of a digest."""

import base64
import hashlib
import json

import bibtexparser
import pytest
import rispy

from newsarchive.archive.database import Archive
from newsarchive.archive.search import whole_result
from newsarchive.archive.search.totals import count_articles
from newsarchive.web.serve import make_datasette
from tests.formats.citations.csl_schema import problems_of
from tests.web.support import get


async def test_an_article_in_every_format(datasette, ids):
    at = f"/article/{ids['feature']}"
    bib = await get(datasette, f"{at}.bib")
    assert bib.headers["content-type"] == "application/x-bibtex; charset=utf-8"
    assert bib.headers["content-disposition"] == 'inline; filename="rivertownpost-2026-rivertown-1-2.bib"'
    (entry,) = bibtexparser.loads(bib.text).entries
    assert entry["author"] == "Reed, A. and {Northern Wire}"
    (record,) = rispy.loads((await get(datasette, f"{at}.ris")).text)
    assert record["urls"] == ["https://post.example/2026/harbour"]
    csl = await get(datasette, f"{at}.csl.json")
    assert csl.headers["content-type"] == "application/vnd.citationstyles.csl+json"
    assert problems_of(csl.json()) == []
    assert (await get(datasette, f"{at}.citation.txt")).text.startswith("A. Reed and Northern Wire. “Rivertown harbour")


async def test_a_version_has_its_own_digest_and_time(datasette, ids):
    at = f"/article/{ids['feature']}"
    (first,) = (await get(datasette, f"{at}/1.csl.json")).json()
    (second,) = (await get(datasette, f"{at}/2.csl.json")).json()
    assert first["custom"]["seen_at"] == "2026-11-20T12:00:00Z"
    assert second["custom"]["seen_at"] == "2026-11-20T17:00:00Z"
    assert first["custom"]["sha256"] != second["custom"]["sha256"]
    assert (await get(datasette, f"{at}.csl.json")).json() == [second]


@pytest.mark.parametrize("name", ["feature", "japanese", "arabic", "hostile", "undated", "no address", "stub"])
async def test_the_digest_verifies(datasette, ids, name):
    (item,) = (await get(datasette, f"/article/{ids[name]}/1.csl.json")).json()
    text = await get(datasette, f"/article/{ids[name]}/1.version.txt")
    digest = hashlib.sha256(text.content)
    assert digest.hexdigest() == item["custom"]["sha256"]
    assert text.headers["repr-digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"


async def test_a_permanent_address_leads_to_its_version(datasette, ids):
    for number in (1, 2):
        (item,) = (await get(datasette, f"/article/{ids['feature']}/{number}.csl.json")).json()
        path = item["archive_location"].removeprefix("http://localhost")
        assert (await get(datasette, path, 302)).headers["location"] == f"/article/{ids['feature']}/{number}"
        longer = f"/article/{ids['feature']}/{number}-{item['custom']['sha256']}"
        location = (await get(datasette, f"{longer}.csl.json", 302)).headers["location"]
        assert (await get(datasette, location)).json() == [item]


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/article/{feature}/1-0123456789abcdef", "has no version whose text has this digest"),
        ("/article/99999/1-0123456789abcdef", "The archive has no article 99999."),
        ("/article/99999.bib", "The archive has no article 99999."),
        ("/article/9999999999999999999999.ris", "has no article"),
        ("/article/{feature}/7.bib", "has no version 7."),
        ("/article/{feature}/99999999999999999999999.bib", "has no version 9999"),
        ("/article/{feature}.docx", "Articles are available as"),
        ("/article/{feature}/1-abc", ""),
    ],
)
async def test_what_is_not_there_is_not_found(datasette, ids, path, sentence):
    assert sentence in (await get(datasette, path.format(**ids), 404)).text


async def test_a_whole_result_is_cited(datasette, archive_path):
    with Archive.open(archive_path) as archive:
        total = count_articles(archive.conn)
    assert len(bibtexparser.loads((await get(datasette, "/search.bib")).text).entries) == total
    items = (await get(datasette, "/search.csl.json?outlet=rivertown_post&copies=all")).json()
    assert problems_of(items) == []
    assert len({item["id"] for item in items}) == len(items) > 60
    assert {item["container-title"] for item in items} == {"Rivertown Post"}


async def test_the_filters_and_words_of_a_search_hold(datasette):
    found = rispy.loads((await get(datasette, "/search.ris?q=headline:deeper&language=en")).text)
    assert [record["id"] for record in found] == ["rivertownpost-2026-rivertown-1-2"]
    assert (await get(datasette, "/search.csl.json?q=zeppelin")).json() == []
    days = (await get(datasette, "/search.csl.json?since=2026-11-14&until=2026-11-14")).json()
    assert {tuple(item["issued"]["date-parts"][0]) for item in days} == {(2026, 11, 14)}


async def test_a_result_in_many_batches_is_the_same(datasette, monkeypatch):
    whole = (await get(datasette, "/search.csl.json")).text
    monkeypatch.setattr(whole_result, "BATCH", 7)
    monkeypatch.setattr(whole_result, "IDS_HELD", 20)
    assert (await get(datasette, "/search.csl.json")).text == whole
    assert len(json.loads(whole)) > 60


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("since=2026-13-01", "since=2026-13-01 is not a valid date. Use YYYY-MM-DD."),
        ("outlet=rivertown_pst", "Did you mean rivertown_post?"),
        ("q=storm&versions=earlier", "Leave out versions=earlier."),
        ("q=%3F%21", "word to search for"),
    ],
)
async def test_a_wrong_argument_is_an_error_and_not_the_whole_archive(datasette, query, sentence):
    assert sentence in (await get(datasette, f"/search.bib?{query}", 400)).text


async def test_one_article_stands_for_its_cluster(cluster_archive):
    datasette = make_datasette(cluster_archive[0])
    one = (await get(datasette, "/search.csl.json?q=harbour")).json()
    every = (await get(datasette, "/search.csl.json?q=harbour&copies=all")).json()
    assert len(one) < len(every)
    assert {item["id"] for item in one} < {item["id"] for item in every}


async def test_head_gets_the_headers_alone(datasette):
    answer = await datasette.client.head("/search.ris")
    assert (answer.status_code, answer.text) == (200, "")
    assert answer.headers["content-disposition"] == 'inline; filename="search.ris"'
