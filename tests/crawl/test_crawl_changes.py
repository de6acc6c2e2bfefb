"""Crawls that fetch again: changes by outlets make revisions, changes by our extractor are marked as ours, and both are
listed.

A day of one outlet is made once for the whole module, crawl after crawl, with the archive's times moved into the
past between them; each test looks at one story.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest
from desk import Desk, long_text, rss, today

from newsarchive.web.serve import make_datasette

# Each crawl is a process that takes about two seconds of one core, and much longer on a busy machine.
pytestmark = pytest.mark.timeout(300)

HOURS_AGO = """UPDATE {table} SET {column} = strftime('%Y-%m-%dT%H:%M:%SZ', {column}, '-{hours} hours')
  WHERE {column} IS NOT NULL"""
TIMES = {
    "articles": ("first_seen_at", "checked_at", "revised_at", "gone_at", "recheck_at"),
    "revisions": ("seen_at", "replaced_at"),
    "urls": ("retry_at",),
}
STORIES = ("steady", "corrected", "both", "live", "flips", "stubbed", "gone")
FLIPPED = ("The ferry stays in port", "The ferry will not leave")


@dataclass
class Day:
    """The outlet's server, its archive, and the counts of each crawl."""

    desk: Desk
    site: Any
    counts: list[dict[str, Any]]
    pages: list[list[str]]

    def look(self, hours: int) -> None:
        """Crawls once more, that many hours after the last crawl; all articles are due that are not held back."""
        pass_hours(self.desk, hours)
        begin = len(self.site.arrivals)
        crawled = self.desk.crawl("daily")
        assert crawled.exit_code == 0, crawled.stderr
        self.counts.append(crawled.counts("daily"))
        self.pages.append([path for path in self.site.paths()[begin:] if path.strip("/") in STORIES])

    def versions(self, name: str) -> list[tuple[str, str, str | None]]:
        """Headline, text and cause of every version of a story, the first one first."""
        return self.desk.rows(
            f"""SELECT v.headline, v.body, v.cause FROM article_versions v JOIN urls u USING (article_id)
                WHERE u.url LIKE '%/{name}' ORDER BY v.number"""
        )


def pass_hours(desk: Desk, hours: int) -> None:
    """Moves every time of the archive into the past, and makes due what is not held back."""
    if not desk.db.exists():
        return
    with closing(sqlite3.connect(desk.db)) as conn, conn:
        for table, columns in TIMES.items():
            for column in columns:
                conn.execute(HOURS_AGO.format(table=table, column=column, hours=hours))
        conn.execute(
            """UPDATE articles SET recheck_at = '2020-01-01T00:00:00Z' WHERE id NOT IN
                 (SELECT article_id FROM urls WHERE reason LIKE 'changes too often%')"""
        )


def read_otherwise(desk: Desk, *names: str) -> None:
    """Makes these stories look as if another extractor version had read them, and less of them."""
    with closing(sqlite3.connect(desk.db)) as conn, conn:
        for name in names:
            (article_id,) = conn.execute("SELECT article_id FROM urls WHERE url LIKE ?", [f"%/{name}"]).fetchone()
            less = "\n\n".join(long_text(name)[:3])
            conn.execute("UPDATE bodies SET body = ? WHERE article_id = ?", [less, article_id])
            conn.execute("UPDATE articles SET read_by = 'an earlier reader' WHERE id = ?", [article_id])


def page(name: str, headline: str | None = None, *more: str, kind: str = "NewsArticle") -> dict[str, Any]:
    """A story with further paragraphs; a live blog says so in its JSON-LD."""
    paragraphs = "".join(f"<p>{one}</p>" for one in [*long_text(name), *more])
    head = headline or f"What is new about the {name}"
    body = (
        f"<html lang='en'><head><title>{head}</title><meta property='og:title' content='{head}'>"
        f"<meta property='article:published_time' content='{today():%Y-%m-%dT00:00:00Z}'>"
        f'<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "{kind}",'
        f' "headline": "{head}"}}</script></head><body><article><h1>{head}</h1>{paragraphs}</article></body></html>'
    )
    return {"body": body.encode(), "headers": {"Content-Type": "text/html; charset=utf-8"}}


def live(*entries: str) -> dict[str, Any]:
    return page("live", None, *entries, kind="LiveBlogPosting")


@pytest.fixture(scope="module")
def day(serve: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Day:
    """Seven crawls: one at the beginning, one with recheck off, then after 2, 4, 6, 9 and 40 hours."""
    folder = tmp_path_factory.mktemp("day")
    (folder / "outlets").mkdir()
    desk, site = Desk(folder), serve({f"/{name}": page(name) for name in STORIES})
    site.routes |= {"/live": live(), "/flips": page("flips", FLIPPED[0])}
    site.routes["/rss"] = {"body": rss([(site.url(f"/{name}"), name) for name in STORIES])}
    desk.declare("daily", site, feeds=[site.url("/rss")])
    day = Day(desk, site, [], [])
    day.look(0)
    desk.environ["NEWSARCHIVE_RECHECK"] = "false"
    day.look(1)
    del desk.environ["NEWSARCHIVE_RECHECK"]
    read_otherwise(desk, "steady", "both")
    for name in ("corrected", "both"):
        site.routes[f"/{name}"] = page(name, None, "The mayor has since denied that the wall was ever promised.")
    site.routes |= {"/gone": {"status": 404, "body": b"not here"}, "/stubbed": stub()}
    for hours, entries, headline in ((1, 1, 1), (2, 2, 0), (2, 3, 1), (3, 4, 0)):
        site.routes["/live"] = live(*(f"Ship number {number} came in at noon." for number in range(entries)))
        site.routes["/flips"] = page("flips", FLIPPED[headline])
        day.look(hours)
    day.look(31)
    return day


def stub() -> dict[str, Any]:
    wall = "<div class='paywall'><p>Subscribe to continue reading this article.</p></div>"
    body = (
        f"<html lang='en'><title>x</title><h1>What is new about the stubbed</h1><p>{long_text('stubbed')[0]}</p>{wall}"
    )
    return {"body": body.encode(), "headers": {"Content-Type": "text/html; charset=utf-8"}}


def test_nothing_is_fetched_again_when_recheck_is_off(day: Day):
    assert sorted(day.pages[0]) == sorted(f"/{name}" for name in STORIES)
    assert day.pages[1] == []
    assert sorted(day.pages[2]) == sorted(day.pages[0])


def test_a_changed_article_has_one_revision_with_the_outlet_as_its_cause(day: Day):
    (_, older, cause), (_, newer, _) = day.versions("corrected")
    assert cause == "theirs"
    assert newer.removeprefix(older).strip() == "The mayor has since denied that the wall was ever promised."


def test_an_article_that_an_older_extractor_read_incompletely_changes_by_our_cause(day: Day):
    (_, older, cause), (_, newer, _) = day.versions("steady")
    assert cause == "ours"
    assert newer.removeprefix(older).strip() == long_text("steady")[3]


def test_our_change_and_the_outlets_change_are_two_revisions(day: Day):
    (_, first, ours), (_, second, theirs), (_, third, _) = day.versions("both")
    assert (ours, theirs) == ("ours", "theirs")
    assert second.removeprefix(first).strip() == long_text("both")[3]
    assert "The mayor has since denied" in third.removeprefix(second)


def test_a_live_blog_gets_a_revision_after_six_hours(day: Day):
    texts = [body for _, body, _ in day.versions("live")]
    assert [text.count("Ship number") for text in texts] == [0, 1, 4]


def test_a_headline_that_changes_back_and_forth_is_held_after_three_times(day: Day):
    headlines = [headline for headline, _, _ in day.versions("flips")]
    assert headlines == [FLIPPED[0], FLIPPED[1], FLIPPED[0], FLIPPED[1], FLIPPED[0]]
    held = day.counts[5]
    assert held["revised"] == 1  # the live blog alone
    assert day.counts[6]["revised"] == 1  # the headline


def test_a_stub_does_not_replace_a_full_article(day: Day):
    ((_, body, _),) = day.versions("stubbed")
    assert long_text("stubbed")[3] in body


def test_a_page_without_a_change_makes_no_revision(day: Day):
    assert [counts["revised"] for counts in day.counts] == [0, 0, 4, 1, 1, 1, 1]
    assert [counts["new_articles"] for counts in day.counts] == [len(STORIES), 0, 0, 0, 0, 0, 0]


async def test_the_list_of_changes_shows_changes_and_withdrawn_articles(day: Day):
    datasette = make_datasette(day.desk.db)
    changes = (await datasette.client.get("/changes.json")).json()["changes"]
    listed = [(change["headline"], [kind["kind"] for kind in change["kinds"]]) for change in changes]
    assert ("What is new about the gone", ["withdrawn"]) in listed
    assert ("What is new about the corrected", ["extended"]) in listed
    assert [kinds for headline, kinds in listed if headline in FLIPPED] == [["headline"]] * 4
    assert "What is new about the steady" not in [headline for headline, _ in listed]
    ours = (await datasette.client.get("/changes.json?whose=ours")).json()["changes"]
    assert {change["headline"] for change in ours} == {"What is new about the steady", "What is new about the both"}
    page = (await datasette.client.get("/changes?kind=withdrawn")).text
    assert "What is new about the gone" in page
