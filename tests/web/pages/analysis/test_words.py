"""The page of distinctive words: table, links, formats, wrong addresses; wide and narrow, light and dark."""

import csv
import io

import pytest

from newsarchive.archive.database import Archive
from newsarchive.web.serve import make_datasette
from tests.archive.search.invented import an_article, fill
from tests.web.support import NARROW, WIDE, get, needs_chromium, overflows, served, take_screenshot, text_of

TEXTS = ["The river broke the =dyke", "The council spoke of taxes", "The home side won the match"]


@pytest.fixture(scope="module")
def words_path(tmp_path_factory: pytest.TempPathFactory):
    """An archive in which every third article is about a flood."""
    path = tmp_path_factory.mktemp("words") / "archive.db"
    articles = [
        an_article(
            number, headline="flood" if number % 3 == 0 else "other", body=TEXTS[number % 3], outlet="hill_times"
        )
        for number in range(600)
    ]
    with Archive.open(path, write=True) as archive, archive.transaction():
        fill(archive.conn, articles)
    return path


@pytest.fixture
def site(words_path):
    return make_datasette(words_path)


async def test_words_are_a_table_and_each_leads_to_its_articles(site):
    page = (await get(site, "/words?q=flood")).text
    text = text_of(page)
    assert "From 200 of 200 articles, compared with " in text
    assert "only here" in text
    assert 'href="/search?q=flood+%22river%22"' in page
    found = (await get(site, '/search.json?q=flood+"river"')).json()
    assert found["total"] == 200


async def test_json_and_csv_have_the_same_words(site):
    values = (await get(site, "/words.json?q=flood")).json()
    rows = list(csv.DictReader(io.StringIO((await get(site, "/words.csv?q=flood")).text)))
    assert [row["word"] for row in rows] == [word["word"] for word in values["words"]]
    assert values["articles"] == 200


async def test_the_empty_page_has_a_form_alone(site):
    assert "<table>" not in (await get(site, "/words")).text
    assert "No articles found" in (await get(site, "/words?q=zeppelin")).text
    assert "No word is typical" in (await get(site, "/words?outlet=hill_times")).text


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/words?q=a&stop_words=maybe", 400, "Stop_words=maybe is not a known value."),
        ("/words.json", 400, "Type words or choose a filter."),
        ("/words.xml?q=a", 404, "available as csv, json"),
    ],
)
async def test_a_wrong_address_gets_a_sentence(site, path: str, status: int, sentence: str):
    answer = await get(site, path, status=status)
    assert sentence in (answer.json()["error"] if ".json" in path else text_of(answer.text))


@pytest.fixture(scope="module")
def address(words_path):
    with served(words_path) as address:
        yield address


@needs_chromium
def test_in_a_browser(open_page):
    for size in (WIDE, NARROW):
        page = open_page(size)
        page.goto("/words?q=flood")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            take_screenshot(page, f"words-{size[0]}-{scheme}")
        assert not overflows(page)
