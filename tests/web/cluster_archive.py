"""A small archive with a cluster: one agency's text at 26 outlets; and with one article without copies."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import register_outlets, save
from newsarchive.archive.database import Archive
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Stamp
from tests.archive.clusters import join_copies
from tests.web.sample_archive import HOSTILE, IMAGE, NOW, PARAGRAPHS, SCRIPT, an_article

AGENCY = Outlet("coast_wire", "Coast Wire", "https://wire.example/", "en", "UTC", "gb", ("wire.example",))
PAPERS = [
    Outlet(f"paper_{n}", f"Paper {n}", f"https://paper{n}.example/", "en", "UTC", "gb", (f"paper{n}.example",))
    for n in range(24)
]
BEGIN = NOW - timedelta(days=2)


def the_text(outlet: Outlet, hours: int, **facts) -> Article:
    """The agency's text as an outlet published it, that many hours after BEGIN."""
    moment = BEGIN + timedelta(hours=hours)
    text = an_article(
        1,
        outlet=outlet.name,
        headline="Harbour closed until spring",
        body="\n\n".join(PARAGRAPHS[:6]),
        url=f"{outlet.home}harbour",
        source="Coast Wire",
        published=Stamp(moment.date(), moment),
    )
    return replace(text, **facts)


STORED = {
    "head": the_text(AGENCY, 0),
    "same": the_text(PAPERS[0], 1),
    "cut": the_text(PAPERS[1], 2, headline="Port stays shut", body="\n\n".join(PARAGRAPHS[:3])),
    "edited": the_text(
        PAPERS[2], 3, body="\n\n".join([PARAGRAPHS[0].replace("Tuesday", "Wednesday"), *PARAGRAPHS[1:6]])
    ),
    "hostile": the_text(
        HOSTILE,
        4,
        headline=f"{SCRIPT} {IMAGE}",
        standfirst=f"{SCRIPT} standfirst",
        body="\n\n".join([f"{SCRIPT} {PARAGRAPHS[0]} {IMAGE}", *PARAGRAPHS[1:6]]),
    ),
    "long": the_text(PAPERS[3], 5, body="\n\n".join(PARAGRAPHS[:6]) + "\n\n" + "And so on it went. " * 3000),
    **{f"paper {n}": the_text(PAPERS[n], n + 2) for n in range(4, 24)},
}
ALONE = an_article(45, outlet=AGENCY.name, url="https://wire.example/alone", headline="A harbour nobody else wrote of")


def build_cluster_archive(path: Path) -> dict[str, int]:
    """The ids of STORED and "alone" by name, in a new archive at path."""
    outlets = {outlet.name: outlet for outlet in (AGENCY, HOSTILE, *PAPERS)}
    with Archive.open(path, write=True) as archive:
        register_outlets(archive, outlets.values())

        def keep(article: Article) -> int:
            addresses = Addresses(requested=article.url, final=article.url)
            version = version_of(article, article.outlet, "test 1")
            return save(archive, version, outlet=outlets[article.outlet], addresses=addresses, now=NOW).article_id

        ids = {name: keep(article) for name, article in {**STORED, "alone": ALONE}.items()}
        with archive.transaction():
            join_copies(archive.conn, *(ids[name] for name in STORED), similarity=0.934)
            archive.conn.execute("UPDATE articles SET gone_at = '2026-11-19T00:00:00Z' WHERE id = ?", [ids["same"]])
    return ids
