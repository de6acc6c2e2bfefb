"""The diagnosis of a check, from values alone: which part is broken, and what does not count as broken."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.crawl.cookies.cookie_file import CookieFileState
from newsarchive.outlet import Outlet, Rules
from newsarchive.outlet_tools.check.diagnosis import (
    OutletCheck,
    PolledSource,
    TriedPage,
    UsualTexts,
    newest_first,
    silent_since,
)
from newsarchive.records import Article, Outcome, Sighting, Stamp

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOME = "https://rivertownpost.example/"
FEED = f"{HOME}news.rss"
OUTLET = Outlet(
    "rivertown_post", "Rivertown Post", HOME, "en", "Europe/London", "gb", ("rivertownpost.example",),
    article_urls=("/news/",),
)  # fmt: skip


def sightings(*hours: float, path: str = "news", kind: str = "feed") -> tuple[Sighting, ...]:
    moments = [NOW - timedelta(hours=hour) for hour in hours]
    return tuple(
        Sighting(f"{HOME}{path}/{number}", FEED, kind, published=Stamp(at.date(), at))
        for number, at in enumerate(moments)
    )


def a_feed(**facts) -> PolledSource:
    given = {"url": FEED, "kind": "feed", "sightings": sightings(1, 2, 3), "root": FEED}
    return PolledSource(**{**given, **facts})


def a_page(number: int, outcome: Outcome = Outcome.ARTICLE, reason: str | None = None, **facts) -> TriedPage:
    """A page of the outlet; if it is an article, facts belong to that article."""
    has_headline = facts.pop("has_headline", True)
    article = None
    if outcome is Outcome.ARTICLE:
        given = {"body": "x" * 1_000, "published": Stamp(NOW.date(), NOW), "provenance": {"body": "body rule main"}}
        article = Article("rivertown_post", "Ferry", **{**given, **facts})
    return TriedPage(f"{HOME}news/{number}", outcome, reason, article, has_headline)


def pages(*outcomes: Outcome, **facts) -> tuple[TriedPage, ...]:
    return tuple(a_page(number, outcome, **facts) for number, outcome in enumerate(outcomes))


def faults(
    polled=None, tried=None, outlet: Outlet = OUTLET, usual: int | None = None, cookies=None, full=None
) -> list[tuple[str, str]]:
    tried = pages(*[Outcome.ARTICLE] * 3) if tried is None else tried
    check = OutletCheck(outlet, tuple(polled or (a_feed(),)), tuple(tried), NOW, UsualTexts(usual, full), cookies)
    return [(broken.part, broken.what) for broken in check.broken]


def test_an_outlet_with_a_feed_and_articles_has_no_fault():
    assert faults() == []


@pytest.mark.parametrize(
    ("facts", "part", "what"),
    [
        pytest.param({"outcome": Outcome.NOT_FOUND, "problem": "HTTP 404"}, "feed", "is gone, HTTP 404", id="gone"),
        pytest.param({"outcome": Outcome.SERVER_ERROR, "problem": "HTTP 500"}, "feed", "HTTP 500", id="server error"),
        pytest.param({"outcome": Outcome.REFUSED, "problem": "HTTP 403"}, "blocked", "HTTP 403", id="refused"),
        pytest.param({"outcome": Outcome.RATE_LIMITED, "problem": "HTTP 429"}, "blocked", "HTTP 429", id="limited"),
        pytest.param({"outcome": Outcome.ROBOTS_FORBIDS, "problem": "forbidden"}, "robots", "forbidden", id="robots"),
        pytest.param(
            {"outcome": Outcome.UNREACHABLE, "problem": "the connection was refused", "is_unreachable": True},
            "host",
            "cannot be reached, the connection was refused",
            id="nothing answers",
        ),
        pytest.param({"problem": "not RSS"}, "feed", "not RSS", id="not a feed"),
        pytest.param({"sightings": ()}, "feed", "has no entries", id="empty"),
        pytest.param({"sightings": sightings(24 * 40)}, "feed", "silent since 2026-10-13", id="silent"),
    ],
)
def test_a_source_that_fails_is_named_with_its_fault(facts, part, what):
    if "problem" in facts:
        facts = {**facts, "sightings": ()}
    assert faults([a_feed(**facts)]) == [(part, f"feed {FEED}: {what}")]


def test_a_sitemap_without_dates_is_broken():
    undated = tuple(Sighting(f"{HOME}news/{n}", "", "sitemap") for n in range(4))
    sitemap = PolledSource(f"{HOME}map.xml", "sitemap", undated, root=f"{HOME}map.xml")
    assert faults([sitemap]) == [
        ("feed", f"sitemap {HOME}map.xml: none of its 4 URLs has a lastmod, so none counts as recent")
    ]


def test_an_index_is_judged_together_with_its_parts():
    index = PolledSource(f"{HOME}index.xml", "sitemap", leads_on=True, root=f"{HOME}index.xml")
    part = PolledSource(f"{HOME}map.xml", "sitemap", sightings(1, kind="sitemap"), root=f"{HOME}index.xml")
    empty_part = PolledSource(f"{HOME}map.xml", "sitemap", root=f"{HOME}index.xml")
    assert faults([index, part]) == []
    assert faults([index]) == []
    assert faults([index, empty_part]) == [("feed", f"sitemap {HOME}index.xml: has no entries")]


@pytest.mark.parametrize(
    ("hours", "is_silent"),
    [
        pytest.param((1, 2, 3), False, id="an hour ago"),
        pytest.param((24 * 13, 24 * 13 + 1), False, id="13 days ago"),
        pytest.param((24 * 20, 24 * 20 + 1), True, id="20 days ago, one entry an hour"),
        pytest.param((24 * 40, 24 * 65), False, id="40 days ago, and a pause of 25 days before"),
        pytest.param((), False, id="no entry"),
    ],
)
def test_a_feed_is_silent_after_more_than_its_own_pauses(hours, is_silent):
    newest = NOW - timedelta(hours=hours[0]) if hours else None
    assert silent_since(sightings(*hours), NOW) == (newest if is_silent else None)


def test_entries_without_a_time_show_no_silence():
    days_only = tuple(Sighting(f"{HOME}news/{n}", FEED, "feed", published=Stamp(NOW.date())) for n in range(3))
    assert silent_since(days_only, NOW + timedelta(days=90)) is None


def test_rules_that_accept_no_url_are_broken():
    polled = a_feed(sightings=sightings(1, 2, path="story"))
    assert faults([polled], tried=()) == [("rules", f"they accept none of the 2 URLs found, such as {HOME}story/0")]


@pytest.mark.parametrize(
    ("tried", "part", "what"),
    [
        pytest.param(
            pages(*[Outcome.NOT_ARTICLE] * 2, reason="a list"), "rules",
            f"they accept pages that are not articles: 2 of 2, such as {HOME}news/0 (not_article: a list)", id="lists",
        ),
        pytest.param(
            pages(*[Outcome.REFUSED] * 3, reason="HTTP 403"), "blocked",
            f"3 of 3 pages cannot be read, such as {HOME}news/0 (refused: HTTP 403)", id="refused pages",
        ),
        pytest.param(
            pages(*[Outcome.READER_CRASHED] * 3, reason="crashed"), "page",
            f"3 of 3 pages cannot be read, such as {HOME}news/0 (reader_crashed: crashed)", id="pages that crash",
        ),
        pytest.param(
            pages(*[Outcome.TOO_SHORT] * 3, reason="no headline", has_headline=False), "headline",
            f"missing on 3 of 3 pages, such as {HOME}news/0 (no headline)", id="no headline",
        ),
        pytest.param(
            pages(*[Outcome.TOO_SHORT] * 3, reason="12 words"), "body",
            f"missing on 3 of 3 pages, such as {HOME}news/0 (12 words)", id="no text",
        ),
        pytest.param(
            pages(*[Outcome.ARTICLE] * 3, published=None), "published",
            f"missing on 3 of 3 pages, such as {HOME}news/0", id="no date",
        ),
    ],
)  # fmt: skip
def test_a_fault_on_most_pages_is_named(tried, part, what):
    assert faults(tried=tried) == [(part, what)]


@pytest.mark.parametrize("outcome", [Outcome.NOT_ARTICLE, Outcome.NOT_FOUND, Outcome.TOO_SHORT])
def test_a_fault_on_one_page_of_three_does_not_count(outcome):
    assert faults(tried=(a_page(0, outcome, "odd"), *pages(*[Outcome.ARTICLE] * 2))) == []


def test_body_rules_that_match_no_page_are_broken():
    outlet = Outlet(
        "rivertown_post", "Rivertown Post", HOME, "en", "UTC", None, ("rivertownpost.example",),
        rules=(Rules(body=(".story",)),),
    )  # fmt: skip
    generic = pages(*[Outcome.ARTICLE] * 2, provenance={"body": "trafilatura"})
    assert faults(tried=generic, outlet=outlet) == [("rules", "body .story matches on none of 2 pages")]
    assert faults(tried=pages(*[Outcome.ARTICLE] * 2), outlet=outlet) == []


@pytest.mark.parametrize(("usual", "is_short"), [(None, False), (3_900, False), (4_100, True)])
def test_texts_are_short_below_a_quarter_of_the_usual_length(usual, is_short):
    found = faults(usual=usual)
    assert found == ([("short", "texts have 1,000 characters; in the archive 4,100 are usual")] if is_short else [])


def test_the_median_length_needs_an_article():
    assert OutletCheck(OUTLET, (), pages(Outcome.ARTICLE), NOW).median_length == 1_000
    assert OutletCheck(OUTLET, (), pages(Outcome.NOT_FOUND), NOW).median_length is None


def test_accepted_urls_come_once_and_newest_first():
    undated = Sighting(f"{HOME}news/undated", FEED, "feed")
    day_only = Sighting(f"{HOME}news/day", FEED, "feed", published=Stamp(NOW.date()))
    refused = Sighting(f"{HOME}about", FEED, "feed")
    polled = [a_feed(sightings=(undated, day_only, refused, *sightings(5, 1))), a_feed(sightings=sightings(5))]
    found = [sighting.url.removeprefix(f"{HOME}news/") for sighting in newest_first(OUTLET, polled)]
    assert found == ["1", "0", "day", "undated"]


FILE = Path("/archive/post-cookies.txt")
STUBS = (a_page(0), a_page(1, completeness="stub"), a_page(2, completeness="stub"))
EXPIRED = (("sid", NOW - timedelta(days=3)),)


@pytest.mark.parametrize(
    ("cookies", "tried", "says"),
    [
        pytest.param(None, STUBS, [], id="no subscription"),
        pytest.param(CookieFileState(FILE, 2), None, [], id="full texts"),
        pytest.param(CookieFileState(FILE, 2, EXPIRED), None, [], id="full texts, though one cookie has expired"),
        pytest.param(CookieFileState(FILE, problem="mode 644"), STUBS, ["mode 644"], id="a file for all to read"),
        pytest.param(
            CookieFileState(FILE, 1, EXPIRED),
            STUBS,
            ["every cookie in /archive/post-cookies.txt has expired", "sid on 2026-11-19"],
            id="all expired",
        ),
        pytest.param(
            CookieFileState(FILE, 2, EXPIRED),
            STUBS,
            ["2 of 3 texts are stubs", "in the archive 90% are complete", "expired: sid on 2026-11-19"],
            id="stubs where there were full texts",
        ),
    ],
)
def test_the_end_of_a_session_is_noticed(cookies, tried, says):
    told = [what for part, what in faults(tried=tried, cookies=cookies, full=0.9) if part == "session"]
    assert len(told) == bool(says)
    assert all(one in told[0] for one in says)


def test_many_expired_cookies_are_not_all_named():
    many = tuple((f"c{number}", NOW - timedelta(days=9)) for number in range(8))
    ((part, what),) = faults(cookies=CookieFileState(FILE, 8, many))
    assert part == "session"
    assert "c4 on 2026-11-13 and 3 more" in what
