"""The texts of one article with the found words marked, as the index finds them."""

from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import register_outlets, save
from newsarchive.archive.database import Archive
from newsarchive.archive.search.one_result.marked_article import mark_article
from newsarchive.archive.search.results import END_FOUND, FOUND
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.outlet import Outlet
from newsarchive.records import Article

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
OUTLET = Outlet("post", "Post", "https://post.example/", "en", "UTC", None, ("post.example",))
TEXTS = {
    "plain": (
        "Harbour shut",
        "Ferries wait.",
        "The harbour is shut.\n\nHarbours elsewhere, not the Harbour, open.",
    ),
    "folded": ("Łódź rośnie", None, "W Łodzi rośnie port. ŁÓDŹ!\n\nStraße, Grüße und Æsop."),
    "japanese": ("東京の港", None, "東京都は新しい港を開きました。\n\n東京と京都。"),
    "arabic": ("الميناء", None, "أُغلق الميناءُ حتى الربيع، وإغلاق الميناء مؤقت."),
    "russian": ("Ёлка в порту", None, "Елка стоит в порту. Всё готово."),
}


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    path = tmp_path_factory.mktemp("marks") / "archive.db"
    ids = {}
    with Archive.open(path, write=True) as archive:
        register_outlets(archive, [OUTLET])

        def keep(name, headline, standfirst, body, hours=0):
            url = f"https://post.example/{name}"
            article = Article("post", headline, body, url=url, standfirst=standfirst, language="en")
            version = version_of(article, "post", "test 1")
            addresses, now = Addresses(url, url), NOW + timedelta(hours=hours)
            ids[name] = save(archive, version, outlet=OUTLET, addresses=addresses, now=now).article_id

        for name, texts in TEXTS.items():
            keep(name, *texts)
        keep("plain", "Harbour open", "Ferries sail.", "The port is open.\n\nNobody waits for a ferry.", 1)
    with Archive.open(path) as archive:
        yield archive.conn, ids


def marked(articles, name, words, version=None):
    conn, ids = articles
    found = mark_article(conn, SearchRequest(words), ids[name], version)
    if found is None:
        return None
    texts = (found.headline, found.standfirst, found.body)
    return tuple(text and text.replace(FOUND, "[").replace(END_FOUND, "]") for text in texts)


@pytest.mark.parametrize(
    ("name", "words", "place", "text"),
    [
        pytest.param("plain", "port", 2, "The [port] is open.\n\nNobody waits for a ferry.", id="a word"),
        pytest.param("plain", '"nobody waits"', 2, "The port is open.\n\n[Nobody waits] for a ferry.", id="phrase"),
        pytest.param("plain", "ferr*", 2, "The port is open.\n\nNobody waits for a [ferry].", id="prefix"),
        pytest.param("plain", "ferr*", 1, "[Ferries] sail.", id="in the standfirst"),
        pytest.param("plain", "headline:open port", 0, "Harbour [open]", id="in the headline"),
        pytest.param("plain", "headline:open", 2, "The port is open.\n\nNobody waits for a ferry.", id="not there"),
        pytest.param("folded", "lodz", 0, "[Łódź] rośnie", id="letters without their marks"),
        pytest.param(
            "folded", "port lodz", 2, "W Łodzi rośnie [port]. [ŁÓDŹ]!\n\nStraße, Grüße und Æsop.", id="capitals"
        ),
        pytest.param(
            "folded", "strasse aesop", 2, "W Łodzi rośnie port. ŁÓDŹ!\n\n[Straße], Grüße und [Æsop].", id="pairs"
        ),
        pytest.param("japanese", "東京", 2, "[東京]都は新しい港を開きました。\n\n[東京]と京都。", id="without spaces"),
        pytest.param("arabic", "الميناء", 2, "أُغلق [الميناءُ] حتى الربيع، وإغلاق [الميناء] مؤقت.", id="vowel signs"),
        pytest.param("russian", "ёлка всё", 2, "[Елка] стоит в порту. [Всё] готово.", id="two spellings"),
    ],
)
def test_words_are_marked_in_the_letters_of_the_outlet(articles, name, words, place, text):
    assert marked(articles, name, words)[place] == text


def test_earlier_versions_are_marked(articles):
    text = marked(articles, "plain", "harbour", version=1)
    assert text[0] == "[Harbour] shut"
    assert text[2] == "The [harbour] is shut.\n\nHarbours elsewhere, not the [Harbour], open."


@pytest.mark.parametrize("words", ["zeppelin", "port -nobody", "", "...", '"', "author:reed"])
def test_where_the_words_do_not_match_nothing_is_marked(articles, words):
    assert marked(articles, "plain", words) is None
    assert marked(articles, "plain", words, version=1) is None


def test_there_is_nothing_to_mark_of_what_is_not_there(articles):
    conn, ids = articles
    assert mark_article(conn, SearchRequest("port"), 4711) is None
    assert mark_article(conn, SearchRequest("harbour"), ids["plain"], 7) is None


def test_other_forms_are_marked_as_they_are_found(articles):
    assert marked(articles, "plain", "ferry")[1:] == (
        "[Ferries] sail.",
        "The port is open.\n\nNobody waits for a [ferry].",
    )
    conn, ids = articles
    exact = mark_article(conn, SearchRequest("ferry", exact_forms=True), ids["plain"])
    assert exact.standfirst == "Ferries sail."


def test_a_typed_filter_alone_marks_nothing(articles):
    assert marked(articles, "plain", "outlet:post") is None
