"""An archive whose articles have captured pages: in other encodings, lost, damaged, deleted, and hostile ones."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import Capture, register_outlets, save
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.records import Article, Memento, Page
from tests.web.sample_archive import POST, an_article

CAPTURED_AT = datetime(2026, 11, 18, 10, 4, 31, tzinfo=UTC)
LARGE_BYTES = 9_000_000


def a_captured_page(url: str, body: bytes, content_type: str = "text/html; charset=utf-8", **facts) -> Page:
    """A page of the outlet, captured at CAPTURED_AT."""
    return replace(Page(url, url, CAPTURED_AT, 200, (("Content-Type", content_type),), body), **facts)


def article_html(headline: str, text: str, head: str = "") -> str:
    """A plain page with its own styles, relative links and a link within the page."""
    return f"""<!doctype html><html lang="en"><head><title>{headline}</title>{head}
<style>body{{font-family:serif;margin:2rem}} h1{{color:rgb(120, 0, 0)}}</style></head>
<body><a href="/">Home</a> <a href="#text">To the text</a>
<h1>{headline}</h1><div id="text"><p>{text}</p></div></body></html>"""


def build_captured_archive(path: Path, hostile: bytes = b"<p>harmless</p>") -> dict[str, int]:
    """The ids of the articles by name, in a new archive at path; hostile is the page of one of them."""
    ids: dict[str, int] = {}
    with Archive.open(path, write=True) as archive:
        register_outlets(archive, [POST])

        def keep(name: str, page: Page | None, **facts) -> None:
            article = an_article(
                len(ids) + 1, headline=f"The page called {name}", url=f"https://post.example/2026/{name}"
            )
            _save(archive, replace(article, **facts), page)
            ids[name] = archive.conn.execute(
                "SELECT id FROM articles WHERE url = ?", [f"https://post.example/2026/{name}"]
            ).fetchone()[0]

        def address(name: str) -> str:
            return f"https://post.example/2026/{name}"

        first = article_html("Harbour shut", "The harbour is shut, says the first page.")
        keep("two", a_captured_page(address("two"), first.encode()))
        second = article_html("Harbour open", "The harbour is open, says the second page.")
        keep(
            "two",
            a_captured_page(address("two"), second.encode(), fetched_at=CAPTURED_AT + timedelta(hours=5)),
            headline="The page called two, changed",
            body=f"{an_article(1).body}\n\nThe harbour is open again, said the council.",
        )
        cafe = article_html("Café", "Crème brûlée costs 5 €.").encode("windows-1252")
        keep("header", a_captured_page(address("header"), cafe, "text/html; charset=windows-1252"))
        russian = article_html("Порт", "Порт закрыт до весны, решил совет.", '<meta charset="windows-1251">')
        keep("meta", a_captured_page(address("meta"), russian.encode("windows-1251"), "text/html"), language="ru")
        keep("hostile", a_captured_page(address("hostile"), hostile))
        keep("imported", None)
        memento = Memento("https://web.archive.example/web/2026/https://post.example/", CAPTURED_AT)
        keep("memento", a_captured_page(address("memento"), first.encode(), memento=memento))
        shell = b"<!doctype html><div id=root></div><script>draw()</script>"
        drawn = article_html("Drawn", "The text that a script brought.").encode()
        keep("rendered", a_captured_page(address("rendered"), shell).rendered(drawn))
        keep("escaped", a_captured_page(address("%D0%BF%D0%BE%D1%80%D1%82/%E2%80%AEa"), first.encode()))
        filler = "<p>All work and no play makes a long page. <a href='https://post.example/x'>x</a></p>\n"
        large = article_html("Large", filler * (LARGE_BYTES // len(filler)))
        keep("large", a_captured_page(address("large"), large.encode()))
        for name in ("expired", "removed", "damaged", "lost"):
            keep(name, a_captured_page(address(name), first.encode()))
        with archive.transaction():
            archive.conn.execute(
                "UPDATE captures SET expired_at = '2026-11-20T08:00:00Z' WHERE url = ?", [address("expired")]
            )
            archive.conn.execute("UPDATE captures SET file = 'lost.warc.gz' WHERE url = ?", [address("lost")])
            archive.conn.execute("UPDATE captures SET digest = 'sha1:other' WHERE url = ?", [address("damaged")])
        remove_article(archive, ids["removed"], "a court order", CAPTURED_AT + timedelta(days=2))
    return ids


def _save(archive: Archive, article: Article, page: Page | None) -> None:
    capture = Capture(pack(page), page.requested_url) if page else None
    addresses = Addresses(requested=article.url, final=article.url)
    now = page.fetched_at if page else CAPTURED_AT
    saved = save(
        archive, version_of(article, POST.name, "test 1"), outlet=POST, addresses=addresses, now=now, capture=capture
    )
    assert saved.article_id is not None, saved
