"""An invented archive for the tests of search: 2,500 articles, written straight into the tables."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.scope import SearchPlan
from newsarchive.archive.stored_form import stored_form

ARTICLES = 2500
FIRST_DAY = date(2020, 1, 1)
# Small enough that 2,500 articles meet every branch.
SMALL = SearchPlan(
    common_sample=100,
    common_density=0.5,
    window=200,
    newest=200,
    titles=100,
    candidates=60,
    count_cap=400,
    few=20,
)


def an_article(n, **facts):
    """The n-th of a invented archive: a day per article, two in three at one outlet, every fifth names the harbour."""
    day = FIRST_DAY + timedelta(days=n)
    words = ["the"] + ["harbour"] * (n % 5 == 0) + ["council"] * (n % 50 == 0) + ["filler"] * (n % 7)
    article = {
        "id": n + 1,
        "search_id": int(datetime(day.year, day.month, day.day, 8, tzinfo=UTC).timestamp()),
        "outlet": "rivertown_post" if n % 3 else ("hill_times" if n % 2 else "small_gazette"),
        "url": f"https://rivertown.example/{n}",
        "headline": f"Report number {n}",
        "authors": "Anna Reed" if n % 10 == 0 else None,
        "published_at": f"{day}T08:00:00Z",
        "published_on": day.isoformat(),
        "source": "Reuters" if n % 4 == 0 else "Rivertown Post",
        "language": "fr" if n % 25 == 0 else "en",
        "section": "world" if n % 2 else None,
        "kind": "video" if n % 30 == 7 else "article",
        "completeness": "stub" if n % 40 == 3 else "full",
        "word_count": 10,
        "first_seen_at": f"{day}T09:00:00Z",
        "body": " ".join(words),
    }
    return {**article, **facts}


SPECIAL = [
    an_article(7, headline="Zeppelin over the harbour", body="It was the quiet morning."),
    an_article(11, standfirst="A zeppelin came by", body="Nothing more was said."),
    an_article(13, body="First paragraph.\n\nThe zeppelin, seen from the council; " + "and so on " * 100),
    an_article(
        17, outlet="hill_times", headline="東京の新しい港", language="ja", body="東京都は新しい港を開きました。"
    ),
    an_article(19, published_at=None, published_on=None, body="undated zeppelin"),
    an_article(23, body="zeppelin copy", cluster_id=28, copy_of=28),
    an_article(27, body="zeppelin head", cluster_id=28),
]
COLUMNS = [*(an_article(0).keys() - {"body"}), "standfirst", "cluster_id", "copy_of"]
OUTLETS = {"rivertown_post": "Rivertown Post", "hill_times": "Hill Times", "small_gazette": "Small Gazette"}

COUNTRIES = {"rivertown_post": "gb", "hill_times": "gb", "small_gazette": "fr"}


def fill(conn, articles):
    conn.executemany(
        "INSERT INTO outlets(name, title, country) VALUES (?, ?, ?)",
        [(name, title, COUNTRIES[name]) for name, title in OUTLETS.items()],
    )
    conn.executemany(
        f"INSERT INTO articles({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})",
        [[article.get(column) for column in COLUMNS] for article in articles],
    )
    conn.executemany(
        "INSERT INTO bodies(article_id, body, spaced_headline, spaced_body) VALUES (?, ?, ?, ?)",
        [[a["id"], a["body"], spaced_or_none(a["headline"]), spaced_or_none(a["body"])] for a in articles],
    )
    conn.executemany(
        "INSERT INTO article_authors(article_id, position, name, kind) VALUES (?, 0, ?, 'person')",
        [[a["id"], a["authors"]] for a in articles if a.get("authors")],
    )


def spaced_or_none(text):
    return stored_form(text)


def numbers(result):
    return [hit.id - 1 for hit in result.hits]


def every_page(conn, request, plan):
    result = search(conn, request, plan)
    pages = [result]
    while following := {
        name: place
        for name, place in (
            ("offset", result.next_offset),
            ("before", result.next_before),
            ("after", result.next_after),
        )
        if place is not None
    }:
        result = search(conn, replace(request, **following), plan)
        pages.append(result)
        assert len(pages) < 100
    return pages
