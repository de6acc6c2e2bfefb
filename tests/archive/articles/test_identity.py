"""Which pages are one article: a table of cases, and what counts as credible."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses, document_urn, is_free_for, keyed_addresses, text_key
from newsarchive.archive.articles.saving import save
from newsarchive.archive.database import Archive
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Stamp

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
HOST = "https://www.post.example"
POST = Outlet(
    name="post",
    title="Rivertown Post",
    home=f"{HOST}/",
    language="en",
    timezone="Europe/London",
    domains=("post.example",),
    skip_urls=(r"/tag/",),
)
TIMES = replace(POST, name="times", title="Times", home="https://times.example/", domains=("times.example",))

LONG = "The bridge over the river was opened by the mayor on a bright morning. " * 6
SHORT = "Rain is expected in the valley."
OTHER = "Farmers met the minister to speak about the price of milk and of the land they rent from the church. " * 5


@dataclass(frozen=True)
class Fetched:
    """One page: where it was asked for, answered (there, unless said) and what it declares and says."""

    requested: str
    final: str | None = None
    canonical: str | None = None
    headline: str = "Bridge opens"
    body: str = LONG
    completeness: Any = "full"
    days_later: int = 0
    outlet: Outlet = POST


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        yield opened


def put(archive: Archive, page: Fetched) -> tuple[str, int | None]:
    at = NOW + timedelta(days=page.days_later)
    article = Article(
        outlet=page.outlet.name,
        headline=page.headline,
        body=page.body,
        published=Stamp(at.date(), at),
        completeness=page.completeness,
    )
    addresses = Addresses(page.requested, page.final or page.requested, page.canonical)
    version = version_of(article, page.outlet.name, "1+rules")
    saved = save(archive, version, outlet=page.outlet, addresses=addresses, now=at)
    return saved.verdict.value, saved.article_id


A, B = f"{HOST}/news/bridge", f"{HOST}/local/bridge"

CASES = [
    pytest.param(
        [Fetched(A), Fetched(f"{HOST}/news/bridge/amp", canonical=A)],
        [("new", 1), ("unchanged", 1)],
        id="AMP page of a known article",
    ),
    pytest.param(
        [Fetched("https://amp.post.example/news/bridge"), Fetched(A)],
        [("new", 1), ("unchanged", 1)],
        id="AMP host seen first",
    ),
    pytest.param(
        [Fetched(A), Fetched("https://m.post.example/news/bridge/"), Fetched("http://post.example:80/news/bridge#top")],
        [("new", 1), ("unchanged", 1), ("unchanged", 1)],
        id="mobile host, plain http, default port, fragment",
    ),
    pytest.param(
        [Fetched(A), Fetched(f"{A}?utm_source=rss&fbclid=x")],
        [("new", 1), ("unchanged", 1)],
        id="tracking parameters",
    ),
    pytest.param(
        [
            Fetched(f"{HOST}/story?id=1"),
            Fetched(f"{HOST}/story?id=2", headline="Milk", body=OTHER),
            Fetched(f"{HOST}/story?id=1"),
        ],
        [("new", 1), ("new", 2), ("unchanged", 1)],
        id="?id= kept apart",
    ),
    pytest.param(
        [
            Fetched(A),
            Fetched(A, final=f"{HOST}/news/bridge-reopens", headline="Bridge reopens", body=LONG + "At last."),
        ],
        [("new", 1), ("revised", 1)],
        id="changed slug keeps the article",
    ),
    pytest.param(
        [
            Fetched(A),
            Fetched(A, final=f"{HOST}/news/bridge-reopens"),
            Fetched(f"{HOST}/news/bridge-reopens", body=LONG + "At last."),
        ],
        [("new", 1), ("unchanged", 1), ("revised", 1)],
        id="the new slug is the article's own address from then on",
    ),
    pytest.param(
        [Fetched(A), Fetched(A, final=f"{HOST}/news/milk", headline="Milk", body=OTHER)],
        [("new", 1), ("new", 2)],
        id="known address redirects to quite another piece",
    ),
    pytest.param(
        [
            Fetched(A),
            Fetched(f"{HOST}/news/milk", headline="Milk", body=OTHER),
            Fetched(A, final=f"{HOST}/news/milk", headline="Milk", body=OTHER),
        ],
        [("new", 1), ("new", 2), ("unchanged", 2)],
        id="known address redirects to another known article",
    ),
    pytest.param(
        [
            Fetched(A, canonical=f"{HOST}/"),
            Fetched(f"{HOST}/news/milk", canonical=f"{HOST}/", headline="Milk", body=OTHER),
        ],
        [("new", 1), ("new", 2)],
        id="canonical pointing at the home page",
    ),
    pytest.param(
        [
            Fetched(f"{HOST}/p/1", headline="Bridge opens", body=LONG, completeness="stub"),
            Fetched(f"{HOST}/p/2", headline="Milk", body=LONG, completeness="stub"),
        ],
        [("new", 1), ("new", 2)],
        id="two stubs with the same text and different headlines",
    ),
    pytest.param(
        [Fetched(f"{HOST}/p/1", completeness="stub"), Fetched(f"{HOST}/p/2", completeness="stub")],
        [("new", 1), ("new", 2)],
        id="two stubs with the same headline and text",
    ),
    pytest.param(
        [Fetched(A), Fetched(B, headline="Bridge  Opens", body=LONG.replace("The", "THE"))],
        [("new", 1), ("known_elsewhere", 1)],
        id="the same article under two sections",
    ),
    pytest.param(
        [Fetched(A), Fetched(B), Fetched(B)],
        [("new", 1), ("known_elsewhere", 1), ("known_elsewhere", 1)],
        id="the other section asked again",
    ),
    pytest.param(
        [Fetched(A), Fetched(B, canonical=A, body=LONG + "Shortened here.")],
        [("new", 1), ("known_elsewhere", 1)],
        id="another section declares the first, and says a little more",
    ),
    pytest.param(
        [Fetched(A, body=SHORT, completeness="stub"), Fetched(B, canonical=A)],
        [("new", 1), ("revised", 1)],
        id="the full text under the alias of a stub",
    ),
    pytest.param(
        [Fetched(B, canonical=A), Fetched(A), Fetched(B, canonical=A, body=LONG + "At last.")],
        [("new", 1), ("unchanged", 1), ("revised", 1)],
        id="the declared address is the article's own",
    ),
    pytest.param(
        [Fetched(A), Fetched(B, days_later=30)],
        [("new", 1), ("known_elsewhere", 1)],
        id="same text 30 days apart",
    ),
    pytest.param(
        [Fetched(A), Fetched(B, days_later=31)],
        [("new", 1), ("new", 2)],
        id="same text 31 days apart",
    ),
    pytest.param(
        [Fetched(A, body=SHORT), Fetched(B, body=SHORT)],
        [("new", 1), ("new", 2)],
        id="under 200 characters",
    ),
    pytest.param(
        [Fetched(A), Fetched(B, headline="Bridge closes")],
        [("new", 1), ("new", 2)],
        id="same text, another headline",
    ),
    pytest.param(
        [Fetched(A), Fetched(B, body=OTHER)],
        [("new", 1), ("new", 2)],
        id="same headline, another text",
    ),
    pytest.param(
        [
            Fetched(A),
            Fetched(f"{HOST}/news/milk", canonical=A, headline="Milk", body=OTHER),
            Fetched(f"{HOST}/news/milk", canonical=A, headline="Milk", body=OTHER),
        ],
        [("new", 1), ("new", 2), ("unchanged", 2)],
        id="canonical taken by another headline",
    ),
    pytest.param(
        [Fetched(A), Fetched("https://times.example/bridge", canonical=A, outlet=TIMES)],
        [("new", 1), ("new", 2)],
        id="canonical at another outlet is no identity",
    ),
    pytest.param(
        [Fetched(A, canonical=f"{HOST}/tag/bridges"), Fetched(B, canonical=f"{HOST}/tag/bridges", days_later=40)],
        [("new", 1), ("new", 2)],
        id="canonical that the rules do not want",
    ),
    pytest.param(
        [Fetched(A, canonical="javascript:void(0)"), Fetched(B, canonical="/relative", headline="Milk", body=OTHER)],
        [("new", 1), ("new", 2)],
        id="canonical that is no address",
    ),
]


@pytest.mark.parametrize(("pages", "verdicts"), CASES)
def test_pages_are_one_article_or_several(
    archive: Archive, pages: list[Fetched], verdicts: list[tuple[str, int]]
) -> None:
    assert [put(archive, page) for page in pages] == verdicts
    archive.conn.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)")


def known(archive: Archive) -> dict[str, tuple[str, str, int]]:
    rows = archive.conn.execute("SELECT url, known_from, outcome, article_id FROM urls")
    return {url.removeprefix(HOST): (known_from, outcome, article_id) for url, known_from, outcome, article_id in rows}


def test_every_address_of_an_article_leads_to_it(archive: Archive) -> None:
    put(archive, Fetched(f"{HOST}/go/77", final=f"{HOST}/news/bridge-1", canonical=A))
    put(archive, Fetched(B))
    assert known(archive) == {
        "/go/77": ("link", "article", 1),
        "/news/bridge-1": ("final", "article", 1),
        "/news/bridge": ("canonical", "article", 1),
        "/local/bridge": ("alias", "same_article", 1),
    }
    assert archive.conn.execute("SELECT url FROM articles").fetchone() == (A,)


def test_address_shown_follows_a_changed_slug(archive: Archive) -> None:
    put(archive, Fetched(A))
    put(archive, Fetched(A, final=f"{HOST}/news/bridge-reopens"))
    assert archive.conn.execute("SELECT url FROM articles").fetchone() == (f"{HOST}/news/bridge-reopens",)
    assert set(known(archive)) == {"/news/bridge", "/news/bridge-reopens"}


def test_refused_canonical_leaves_the_other_article_alone(archive: Archive) -> None:
    put(archive, Fetched(A))
    put(archive, Fetched(f"{HOST}/news/milk", canonical=A, headline="Milk", body=OTHER))
    assert known(archive) == {"/news/bridge": ("link", "article", 1), "/news/milk": ("link", "article", 2)}
    assert archive.conn.execute("SELECT url FROM articles ORDER BY id").fetchall() == [(A,), (f"{HOST}/news/milk",)]


LIST = f"{HOST}/harbour/"
MILK = Fetched(f"{HOST}/news/milk", canonical=LIST, headline="Milk", body=OTHER)


def shown(archive: Archive) -> list[str]:
    rows = archive.conn.execute("SELECT url FROM articles ORDER BY id")
    return [url.removeprefix(HOST) for (url,) in rows]


def test_a_canonical_that_two_articles_declare_belongs_to_neither(archive: Archive) -> None:
    put(archive, Fetched(A, canonical=LIST))
    assert shown(archive) == ["/harbour/"]
    put(archive, MILK)
    assert shown(archive) == ["/news/bridge", "/news/milk"]
    put(archive, Fetched(f"{HOST}/news/boats", canonical=LIST, headline="Boats", body=LONG.upper()[::-1]))
    put(archive, Fetched(A, canonical=LIST))
    assert shown(archive) == ["/news/bridge", "/news/milk", "/news/boats"]
    assert known(archive)["/harbour/"] == ("canonical", "not_article", None)


def test_an_address_that_was_fetched_is_not_withdrawn(archive: Archive) -> None:
    put(archive, Fetched(LIST, canonical=LIST))
    put(archive, MILK)
    assert shown(archive) == ["/harbour/", "/news/milk"]


def test_a_new_headline_of_the_same_text_withdraws_nothing(archive: Archive) -> None:
    put(archive, Fetched(A, canonical=LIST))
    put(archive, Fetched(B, canonical=LIST, headline="Bridge reopens", body=LONG + "At last."))
    assert shown(archive)[0] == "/harbour/"


def test_a_page_without_an_article_is_nobodys_canonical(archive: Archive) -> None:
    put(archive, Fetched(f"{HOST}/news/milk", headline="Milk", body=OTHER))
    archive.conn.execute("UPDATE urls SET article_id = NULL, outcome = 'not_article'")
    put(archive, Fetched(A, canonical=f"{HOST}/news/milk"))
    assert archive.conn.execute("SELECT url FROM articles WHERE headline = 'Bridge opens'").fetchone() == (A,)


def test_an_alias_that_is_reopened_stays_an_alias(archive: Archive) -> None:
    put(archive, Fetched(A))
    put(archive, Fetched(B))
    archive.conn.execute("UPDATE urls SET outcome = 'pending' WHERE known_from = 'alias'")
    assert put(archive, Fetched(B, body=LONG + "Another edition.")) == ("known_elsewhere", 1)
    assert known(archive)["/local/bridge"] == ("alias", "same_article", 1)


def test_an_address_known_from_a_feed_becomes_an_alias_of_its_article(archive: Archive) -> None:
    put(archive, Fetched(A))
    put(archive, Fetched(B, headline="Milk", body=OTHER))
    archive.conn.execute(
        "UPDATE urls SET article_id = NULL, outcome = 'pending', known_from = 'feed' WHERE url = ?", [B]
    )
    put(archive, Fetched(B))
    assert known(archive)["/local/bridge"] == ("alias", "same_article", 1)


def is_believed(archive: Archive, canonical: str, headline: str, article_id: int | None = None) -> bool:
    page = Addresses(f"{HOST}/news/page", f"{HOST}/news/page", canonical)
    address = keyed_addresses(POST, page, Article("post", headline, LONG)).canonical
    return address is not None and is_free_for(archive.conn, address.key, headline, article_id)


@pytest.mark.parametrize(
    ("canonical", "is_credible"),
    [
        pytest.param(A, True, id="unknown address of the outlet"),
        pytest.param("https://live.post.example/bridge", True, id="on a subdomain"),
        pytest.param(f"{HOST}/", False, id="home page"),
        pytest.param(HOST, False, id="home page without slash"),
        pytest.param(f"{HOST}/tag/bridges", False, id="not wanted by the rules"),
        pytest.param("https://agency.example/bridge", False, id="at another outlet"),
        pytest.param("https://evilpost.example/bridge", False, id="on a host that ends alike"),
        pytest.param(f"{HOST}/news/milk", False, id="another article's, with another headline"),
        pytest.param(B, True, id="another article's, with the same headline"),
        pytest.param("//post.example/news", False, id="without scheme"),
        pytest.param("", False, id="empty"),
    ],
)
def test_which_canonical_address_is_believed(archive: Archive, canonical: str, is_credible: bool) -> None:
    put(archive, Fetched(f"{HOST}/news/milk", headline="Milk", body=OTHER))
    put(archive, Fetched(B))
    assert is_believed(archive, canonical, "Bridge opens") is is_credible


def test_own_canonical_is_credible_under_a_new_headline(archive: Archive) -> None:
    put(archive, Fetched(A))
    assert is_believed(archive, A, "Bridge reopens", article_id=1)
    assert not is_believed(archive, A, "Bridge reopens")


def test_text_key_ignores_differences_that_no_reader_would_notice() -> None:
    assert text_key("Bridge ‘opens’", LONG, "full") == text_key("BRIDGE 'opens'", LONG.replace(" ", "  "), "full")
    assert text_key("Bridge opens", LONG, "full") != text_key("Bridge closes", LONG, "full")
    assert text_key("Bridge opens", LONG, "stub") is None


def test_document_urn_depends_on_outlet_headline_day_and_source() -> None:
    document = Article("imported", "A Headline", "Text", published=Stamp(date(2016, 12, 9)), source="Sputnik")
    urn = document_urn("imported", document)
    assert urn.startswith("urn:newsarchive:document:")
    assert document_urn("imported", replace(document, headline="A HEADLINE", body="Other text")) == urn
    assert document_urn("post", document) != urn
    assert document_urn("imported", replace(document, published=None)) != urn
