"""The pages of the archive, asked of a real Datasette in this process."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from newsarchive.formats.document import read_document
from newsarchive.records import ArticleVersion
from newsarchive.web.pages.article import version_note


async def get(datasette, path, status=200, **options):
    answer = await datasette.client.get(path, **options)
    assert answer.status_code == status, f"{path}: {answer.status_code}\n{answer.text[:500]}"
    return answer


def text_of(html: str) -> str:
    """What a reader sees, roughly: markup and its white space taken away."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


async def test_home_shows_headlines_outlets_and_days(datasette, ids):
    page = (await get(datasette, "/")).text
    assert "70 articles from 4 outlets in 3 countries and 3 languages" in page
    assert f'href="/article/{ids["feature"]}"' in page
    assert 'href="/search?outlet=rivertown_post"' in page
    assert "United Kingdom" in page
    assert "<svg" in page
    assert "Articles per day</title>" in page
    assert "<script" not in page.lower()


async def test_home_of_an_empty_archive_says_what_to_do(tmp_path):
    from newsarchive.archive.database import Archive
    from newsarchive.web.serve import make_datasette

    Archive.open(tmp_path / "empty.db", write=True).close()
    page = (await get(make_datasette(tmp_path / "empty.db"), "/")).text
    assert "newsarchive crawl" in page
    assert "<svg" not in page


async def test_search_ranks_marks_and_links(datasette, ids):
    page = (await get(datasette, "/search?q=cracks+quay")).text
    assert "<mark>cracks</mark>" in page
    assert re.findall(r'href="(/article/\d+)"', page)[0] == f"/article/{ids['feature']}"


async def test_search_finds_words_without_spaces_and_marks_them(datasette, ids):
    page = (await get(datasette, "/search?q=北京")).text
    assert "<mark>北京</mark>" in page
    assert 'lang="ja" dir="ltr"' in page
    assert "\x1f" not in page


async def test_filters_can_be_taken_away_again_one_by_one(datasette):
    page = (await get(datasette, "/search?q=harbour&outlet=rivertown_post&section=Local&since=2026-10")).text
    assert "Outlet: Rivertown Post" in page
    assert 'href="/search?q=harbour&amp;outlet=rivertown_post&amp;since=2026-10-01"' in page


async def test_a_form_leads_to_the_address_worth_keeping(datasette):
    answer = await get(datasette, "/search?q=harbour&outlet=&language=en&since=&until=", 302)
    assert answer.headers["location"] == "/search?q=harbour&language=en"


async def test_newest_first_can_be_followed_page_by_page_to_the_end(datasette):
    seen, address = [], "/search.json"
    while address:
        answer = json.loads((await get(datasette, address)).text)
        seen += [article["id"] for article in answer["articles"]]
        address = (answer["next"] or "").removeprefix("http://localhost")
    assert len(seen) == len(set(seen)) == answer["total"] == 70


async def test_ranked_pages_can_be_followed_too(datasette):
    first = (await get(datasette, "/search?q=harbour")).text
    assert 'rel="next"' in first
    second = (await get(datasette, "/search?q=harbour&page=2")).text
    assert 'rel="prev"' in second
    assert "No article" in text_of((await get(datasette, "/search?q=zeppelin&page=2")).text)


async def test_what_cannot_be_searched_for_gets_a_friendly_line(datasette):
    page = text_of((await get(datasette, "/search?q=%22%22%20-+*&since=banana")).text)
    assert "There is no word to search for" in page
    assert "“banana” is no day" in page


HOSTILE = [
    'q="',
    "q=)(",
    "q=NEAR(",
    "q=headline:",
    "q=*",
    "q=a*",
    "q=^a",
    "q=%00",
    "q=%ff%fe",
    "q=%F0%9F%98%80",
    "q=" + "word+" * 500,
    "q=" + "x" * 20000,
    "q=a&q=b",
    "outlet=nosuch",
    "outlet=" + "&outlet=".join(f"o{number}" for number in range(400)),
    "language=' OR 1=1 --",
    "page=abc",
    "page=100&q=harbour",
    "before=-1",
    "before=999999999999999999",
    "since=banana",
    "since=9999-12-31",
    "until=0001-01-01",
    "since=0001&until=9999",
    "order=sideways",
    "nosuch=1",
    "&&&===",
]


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: query[:30])
@pytest.mark.parametrize("form", ["", ".json", ".csv", ".atom"], ids=["html", "json", "csv", "atom"])
async def test_no_address_is_an_error(datasette, query, form):
    answer = await datasette.client.get(f"/search{form}?{query}")
    assert answer.status_code in (200, 302), answer.text[:300]
    if form == ".json":
        json.loads(answer.text)
    if form == ".atom":
        ElementTree.fromstring(answer.text)


async def test_json_holds_what_the_page_shows(datasette, ids):
    answer = json.loads((await get(datasette, "/search.json?q=summer")).text)
    (article,) = answer["articles"]
    assert article["id"] == ids["feature"]
    assert article["page"].endswith(f"/article/{ids['feature']}")
    assert "\x02" not in article["snippet"]
    assert answer["order"] == "relevance"


async def test_csv_has_a_line_for_every_result(datasette):
    answer = await get(datasette, "/search.csv?outlet=mimori_shimpo")
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert row["outlet_title"] == "三森新報"
    assert row["published_on"] == "2026-11-17"


async def test_atom_is_well_formed_and_newest_first(datasette):
    answer = await get(datasette, "/search.atom?q=harbour")
    feed = ElementTree.fromstring(answer.text)
    newest = (await get(datasette, "/search.json?q=harbour&order=newest")).json()["articles"]
    assert [entry.findtext("{*}id") for entry in feed.findall("{*}entry")] == [article["page"] for article in newest]


async def test_article_has_the_structure_of_the_sample(datasette, ids):
    page = text_of((await get(datasette, f"/article/{ids['feature']}")).text)
    order = [
        "Rivertown harbour to stay closed",
        "18.11.2026",
        "Northern Wire , 17 Nov 2026",
        "Ferries",
        "The harbour at",
    ]
    places = [page.index(part, page.index("Rivertown Post")) for part in order]
    assert places == sorted(places)


async def test_article_is_marked_with_its_language_and_direction(datasette, ids):
    page = (await get(datasette, f"/article/{ids['arabic']}")).text
    assert '<h1 lang="ar" dir="rtl">' in page
    assert '<div class="text" lang="ar" dir="rtl">' in page
    unknown = (await get(datasette, f"/article/{ids['no address']}")).text
    assert '<h1 dir="auto">' in unknown


async def test_article_as_text_is_a_document(datasette, ids):
    answer = await get(datasette, f"/article/{ids['feature']}.txt?full=1")
    document = read_document(answer.text)
    assert document.source == "Northern Wire"
    assert document.url == "https://post.example/2026/harbour"


async def test_article_as_json_has_everything(datasette, ids):
    article = json.loads((await get(datasette, f"/article/{ids['feature']}.json")).text)
    assert article["authors"][1] == {"name": "Northern Wire", "kind": "agency"}
    assert article["published_at"] == "2026-11-18T10:00:00Z"
    assert article["provenance"]["headline"] == "json-ld"


async def test_the_original_opens_without_telling_where_from(datasette, ids):
    page = (await get(datasette, f"/article/{ids['feature']}")).text
    assert '<a href="https://post.example/2026/harbour" rel="noopener noreferrer nofollow external">' in page


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("withdrawn", "Withdrawn: Rivertown Post has not shown this article since 19 Nov 2026."),
        ("stub", "Only the opening could be read"),
        ("undated", "no date is known"),
        ("day alone", "the day alone is known"),
    ],
)
async def test_what_a_reader_must_know_is_said(datasette, ids, name, line):
    assert line in (await get(datasette, f"/article/{ids[name]}")).text


async def test_earlier_versions_are_kept_and_compared(datasette, ids):
    feature = ids["feature"]
    today = (await get(datasette, f"/article/{feature}")).text
    assert f'href="/article/{feature}/1"' in today
    first = (await get(datasette, f"/article/{feature}/1")).text
    assert "until the spring, the council" in first
    assert "a later one replaced it" in first
    assert "until the spring" in (await get(datasette, f"/article/{feature}/1.txt")).text
    assert (await get(datasette, f"/article/{feature}/1.json")).json()["revision"] == 1
    changes = (await get(datasette, f"/article/{feature}/2?changes=1")).text
    assert "<del>spring</del><ins>summer</ins>" in changes


@pytest.mark.parametrize(
    "path",
    ["/article/4711", "/article/1/99", "/article/1/0", f"/article/{10**30}", f"/article/1/{10**30}", "/article/1.pdf"],
)
async def test_what_is_not_there_gets_a_friendly_page(datasette, path):
    page = text_of((await get(datasette, path, 404)).text)
    assert "There is nothing at this address" in page
    assert "Traceback" not in page
    missing = await get(datasette, "/article/4711.json", 404)
    assert missing.json()["error"] == "The archive has no article 4711."


async def test_a_removed_article_is_said_to_be_removed(tmp_path, datasette):
    from datetime import UTC, datetime

    from newsarchive.archive.database import Archive
    from newsarchive.archive.maintenance.removal import remove_article
    from newsarchive.web.serve import make_datasette

    path = tmp_path / "archive.db"
    with Archive.open(path, write=True) as archive:
        kept = fill_one(archive)
        remove_article(archive, kept, "a court ordered it", datetime(2026, 11, 21, tzinfo=UTC))
    page = text_of((await get(make_datasette(path), f"/article/{kept}", 404)).text)
    assert "was removed" in page
    assert "court" not in page


def fill_one(archive) -> int:
    """The id of the one article put into an archive."""
    from datetime import UTC, date, datetime

    from newsarchive.archive.articles.article_rows import version_of
    from newsarchive.archive.articles.identity import Addresses
    from newsarchive.archive.articles.saving import register_outlets, save
    from newsarchive.outlet import IMPORTED
    from newsarchive.records import Article, Stamp

    register_outlets(archive, [IMPORTED])
    article = Article("imported", "To be removed", "A body. " * 40, published=Stamp(date(2026, 11, 20)))
    version = version_of(article, "imported", None)
    saved = save(archive, version, outlet=IMPORTED, addresses=Addresses(), now=datetime(2026, 11, 20, tzinfo=UTC))
    return saved.article_id


async def test_the_archive_cannot_be_written_through_the_web(datasette):
    for method in ("post", "put", "delete", "patch"):
        answer = await datasette.client.request(method, "http://localhost/search?q=harbour", avoid_path_rewrites=True)
        assert answer.status_code in (403, 405)


async def test_a_question_that_takes_too_long_gets_an_answer_all_the_same(datasette, monkeypatch):
    monkeypatch.setattr("newsarchive.web.databases.TIME_LIMIT_MS", 1)

    def endless(conn, request):
        return conn.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        ).fetchone()

    monkeypatch.setattr("newsarchive.web.pages.search.search", endless)
    page = text_of((await get(datasette, "/search?q=harbour", 503)).text)
    assert "That took too long" in page


async def test_a_mistake_of_ours_shows_no_traceback(datasette, monkeypatch, caplog):
    def broken(conn, request):
        raise KeyError("secret")

    monkeypatch.setattr("newsarchive.web.pages.search.search", broken)
    page = (await get(datasette, "/search?q=harbour", 500)).text
    assert "Something went wrong" in page
    assert "secret" not in page
    assert "secret" in caplog.text


async def test_everything_works_below_another_address(archive_path, ids):
    from datasette.app import Datasette

    datasette = Datasette([str(archive_path)], settings={"base_url": "/news/"})
    page = (await get(datasette, "/")).text
    assert f'href="/news/article/{ids["feature"]}"' in page
    assert 'href="/news/-/newsarchive/style.css?' in page
    found = await get(datasette, "/search?q=harbour")
    assert "default-src 'none'; style-src 'self'" in found.headers["content-security-policy"]
    table = (await get(datasette, "/archive/articles")).text
    assert 'href="/news/-/newsarchive/tables.css?' in table


@pytest.mark.parametrize(
    ("cause", "note"),
    [
        pytest.param("theirs", "changed by the outlet: headline changed, corrected", id="theirs"),
        pytest.param("ours", "read better since, the page is the same", id="ours"),
    ],
)
def test_a_version_says_whose_change_replaced_it_and_of_which_kind(cause, note):
    at = datetime(2026, 11, 22, tzinfo=UTC)
    older = ArticleVersion(1, at, "Harbour opens", None, "Ships came on Monday.", "1", cause)
    newer = ArticleVersion(2, at, "Port opens", None, "Ships came on Sunday.", "1", None)
    assert version_note(older, newer) == note
