"""When an article was published and changed, according to its page."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from newsarchive.extraction.dates.published import PageDates
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.outlet import Outlet
from newsarchive.records import Stamp

FETCHED = datetime(2026, 11, 22, 12, tzinfo=UTC)
LD = '<script type="application/ld+json">{{"@type": "NewsArticle", "{}": "{}"}}</script>'
META = '<meta property="article:published_time" content="{}">'
CHANGED = '<meta property="article:modified_time" content="{}">'
HEADLINE = "<h1>Ferry turns back after an hour</h1>"


def dates_of(page: ParsedPage, zone: str = "Europe/Oslo", country: str | None = "no") -> PageDates:
    outlet = Outlet(
        name="harbour",
        title="Harbour Post",
        home="https://harbour.example/",
        language="en",
        timezone=zone,
        country=country,
    )
    return PageDates(page, outlet, FETCHED)


def published(page: ParsedPage, **outlet: str) -> Stamp | None:
    found = dates_of(page, **outlet).published
    return found.stamp if found else None


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param(
            LD.format("datePublished", "2026-11-20T08:30:00+01:00"),
            "",
            datetime(2026, 11, 20, 7, 30, tzinfo=UTC),
            id="JSON-LD",
        ),
        pytest.param(
            META.format("2026-11-20T08:30:00Z"), "", datetime(2026, 11, 20, 8, 30, tzinfo=UTC), id="meta in UTC"
        ),
        pytest.param(
            META.format("2026-11-20 08:30"), "", datetime(2026, 11, 20, 7, 30, tzinfo=UTC), id="outlet's zone"
        ),
        pytest.param(
            LD.format("datePublished", "2026-11-20") + META.format("2026-11-20T08:30:00+01:00"),
            "",
            datetime(2026, 11, 20, 7, 30, tzinfo=UTC),
            id="a day, and elsewhere its time",
        ),
        pytest.param(
            LD.format("datePublished", "2026-11-20T00:00:00+01:00") + META.format("2026-11-20T08:30:00+01:00"),
            "",
            datetime(2026, 11, 20, 7, 30, tzinfo=UTC),
            id="midnight, and elsewhere the time",
        ),
        pytest.param(
            LD.format("datePublished", "9999-01-01T00:00:00Z") + META.format("2026-11-20T08:30:00Z"),
            "",
            datetime(2026, 11, 20, 8, 30, tzinfo=UTC),
            id="a year that cannot be",
        ),
        pytest.param(
            META.format("2027-11-20T08:30:00Z"),
            '<time datetime="2026-11-20T08:30:00Z">x</time>',
            datetime(2026, 11, 20, 8, 30, tzinfo=UTC),
            id="after the fetch",
        ),
        pytest.param(
            "",
            '<aside><time datetime="2020-01-01T08:00Z">x</time></aside><time datetime="2026-11-20T08:30:00Z">x</time>',
            datetime(2026, 11, 20, 8, 30, tzinfo=UTC),
            id="not another story's",
        ),
    ],
)
def test_the_time_is_read_from_the_most_trusted_place(
    parsed: Callable[..., ParsedPage], head: str, body: str, expected: datetime
) -> None:
    assert published(parsed(head, body)) == Stamp(expected.astimezone(ZoneInfo("Europe/Oslo")).date(), expected)


def test_a_day_without_a_time_stays_a_day(parsed: Callable[..., ParsedPage]) -> None:
    assert published(parsed(META.format("2026-11-20"))) == Stamp(date(2026, 11, 20))


def test_a_printed_day_is_used_if_no_date_is_declared(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body='<article><div class="date">Published 20 November 2026</div><p>Text of the story.</p></article>')
    assert published(page) == Stamp(date(2026, 11, 20))


def test_a_page_without_a_date_has_none(parsed: Callable[..., ParsedPage]) -> None:
    assert published(parsed(body="<p>No date here.</p><p>None at all.</p>")) is None


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        pytest.param("2026-11-21T10:00:00Z", datetime(2026, 11, 21, 10, tzinfo=UTC), id="after the publication"),
        pytest.param("2026-11-20T08:30:00Z", None, id="the same moment"),
        pytest.param("2026-11-19T08:30:00Z", None, id="before it"),
    ],
)
def test_modified_is_a_change_after_the_publication(
    parsed: Callable[..., ParsedPage], claimed: str, expected: datetime | None
) -> None:
    page = parsed(META.format("2026-11-20T08:30:00Z") + LD.format("dateModified", claimed))
    found = dates_of(page).modified
    assert (found.stamp.at if found else None) == expected


@pytest.mark.parametrize(
    ("line", "on", "at"),
    [
        pytest.param(
            '<p class="byline">By A. Reed, 20 November 2026</p>', date(2026, 11, 20), None, id="next to the byline"
        ),
        pytest.param(
            "<div><span>Published</span> <span>20.11.2026, 09:30</span></div>",
            date(2026, 11, 20),
            datetime(2026, 11, 20, 8, 30, tzinfo=UTC),
            id="with its time",
        ),
        pytest.param(
            "<aside><time>20 Nov 2026</time></aside>", date(2026, 11, 20), None, id="in an aside next to the headline"
        ),
        pytest.param(
            "<p>Updated 21 November 2026</p><p>Published 20 November 2026</p>",
            date(2026, 11, 20),
            None,
            id="not that of a change",
        ),
        pytest.param(
            "<p>Updated 21 November 2026</p>", date(2026, 11, 21), None, id="that of a change is all there is"
        ),
        pytest.param(
            '<p class="date">an hour ago</p>', date(2026, 11, 22), datetime(2026, 11, 22, 11, tzinfo=UTC), id="ago"
        ),
        pytest.param("<p>2 days ago</p>", date(2026, 11, 20), None, id="days ago"),
        pytest.param(
            "<p>Photo: 3 May 2020</p><p>20 November 2026</p>", date(2026, 11, 20), None, id="not that of a picture"
        ),
        pytest.param(
            "<font>20 November 2026</font>" + "<p><font>The ferry took 90 on board at 8.</font></p>" * 5,
            date(2026, 11, 20),
            None,
            id="in elements of one kind with the text",
        ),
    ],
)
def test_a_printed_date_counts_near_the_headline(
    parsed: Callable[..., ParsedPage], line: str, on: date, at: datetime | None
) -> None:
    page = parsed("<title>Ferry turns back after an hour</title>", f"<article>{HEADLINE}{line}<p>Text.</p></article>")
    assert published(page) == Stamp(on, at)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param('<div class="related"><p>3 May 2020</p></div>', id="a list of other stories"),
        pytest.param('<div class="comments"><p>3 May 2020 14:00</p></div>', id="comments"),
        pytest.param("<footer>© Harbour Post, 3 May 2020</footer>", id="the foot of the page"),
        pytest.param("<ul><li>3 May 2020</li><li>4 May 2020</li><li>5 May 2020</li></ul>", id="a list of dates"),
        pytest.param(
            '<a href="/x">The harbour master resigns after the inquiry 3 May 2020</a>', id="a link to a story"
        ),
        pytest.param(f"<p>On 3 May 2020 the ferry {'was late again and again ' * 5}.</p>", id="prose"),
    ],
)
def test_other_dates_of_a_page_are_not_the_articles(parsed: Callable[..., ParsedPage], other: str) -> None:
    page = parsed("", f"<div>{HEADLINE}{other}</div>", url="https://harbour.example/2026/11/20/ferry")
    assert published(page) == Stamp(date(2026, 11, 20))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("<p>The old ferry was built here on 3 May 1987 for the lake.</p>", id="a short sentence"),
        pytest.param("<p>Das Gericht hatte am 12.03.2019 (Az. 4 O 12/18) anders entschieden.</p>", id="a ruling"),
        pytest.param("<p>法院在2019年3月12日对此案作出了不同的判决。</p>", id="a sentence in Chinese"),
        pytest.param(
            f"<p>{'The ferry was late again and again. ' * 4}</p>"
            '<section id="comments"><p><b>Fan</b> <time>4 March 2025</time></p></section>',
            id="a comment right behind a short article",
        ),
    ],
)
def test_what_the_text_tells_is_not_the_day_of_publication(parsed: Callable[..., ParsedPage], other: str) -> None:
    page = parsed("", f"<div>{HEADLINE}{other}</div>", url="https://harbour.example/2026/11/20/ferry")
    assert published(page) == Stamp(date(2026, 11, 20))


@pytest.mark.parametrize(
    ("line", "is_guess"),
    [
        pytest.param("<p>Published 20 November 2026</p>", False, id="a label"),
        pytest.param('<p class="date">20 November 2026</p>', False, id="an element for dates"),
        pytest.param("<p>This article was first published on 20 November 2026 by us.</p>", True, id="in a sentence"),
        pytest.param("<p>A. Reed, 20 November 2026</p>", True, id="nothing says what it is"),
        pytest.param('<p class="date">20 November</p>', True, id="no year"),
    ],
)
def test_a_printed_date_is_a_guess_without_label_and_markup(
    parsed: Callable[..., ParsedPage], line: str, is_guess: bool
) -> None:
    found = dates_of(parsed("", HEADLINE + line)).published
    assert found is not None
    assert (found.stamp.on, found.is_guess) == (date(2026, 11, 20), is_guess)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2026/11/20/ferry", date(2026, 11, 20)),
        ("/2026/nov/20/ferry", date(2026, 11, 20)),
        ("/news/20261120-ferry", date(2026, 11, 20)),
        ("/2026/11/ferry", None),
        ("/2026/11/6-things-on-the-ferry", None),
        ("/2026/13/45/ferry", None),
        ("/ferry?from=2026/11/20", None),
    ],
)
def test_a_day_in_the_address_is_used_last(parsed: Callable[..., ParsedPage], path: str, day: date | None) -> None:
    page = parsed("", HEADLINE + "<p>No date here.</p>", url="https://harbour.example" + path)
    assert published(page) == (Stamp(day) if day else None)
    printed = parsed("", HEADLINE + "<p>19 November 2026</p>", url="https://harbour.example" + path)
    assert published(printed) == Stamp(date(2026, 11, 19))


@pytest.mark.parametrize(
    ("head", "line", "at"),
    [
        pytest.param(META.format("2026-11-20T09:30:00Z"), "<p>20.11.2026, 09:30</p>", 8, id="printed as written"),
        pytest.param(META.format("2026-11-20T09:30:00Z"), "<p>20.11.2026, 10:30</p>", 9, id="printed an hour later"),
        pytest.param(META.format("2026-11-20T09:30:00Z"), "<p>20.11.2026, 09:30 UTC</p>", 9, id="printed in UTC"),
        pytest.param(META.format("2026-11-20T09:30:00Z"), "<p>20.11.2026</p>", 9, id="nothing tells"),
        pytest.param(
            META.format("2026-11-20T09:30:00Z") + LD.format("dateModified", "2026-11-20T09:30:00+01:00"),
            "",
            8,
            id="another claim with an offset",
        ),
        pytest.param(
            META.format("2026-11-20T09:30:00Z"),
            '<div id="__next"><p>20.11.2026, 09:30</p></div>',
            9,
            id="printed by a server for scripts to print again",
        ),
    ],
)
def test_a_z_means_local_time_only_if_the_page_shows_it(
    parsed: Callable[..., ParsedPage], head: str, line: str, at: int
) -> None:
    page = parsed(head, f"<article>{HEADLINE}{line}</article>")
    assert published(page) == Stamp(date(2026, 11, 20), datetime(2026, 11, 20, at, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("head", "line", "hour"),
    [
        pytest.param(META.format("2026-11-20T16:08:14Z"), "<p>November 20, 2026 4:08 pm EST</p>", 21, id="Z, a zone"),
        pytest.param(META.format("2026-11-20T21:08:14Z"), "<p>November 20, 2026 4:08 pm EST</p>", 21, id="Z is right"),
        pytest.param(
            META.format("2026-11-20T16:08:14Z"), "<p>November 20, 2026 5:30 pm EST</p>", 16, id="another time printed"
        ),
        pytest.param(
            META.format("2026-11-20 16:08:14"), "<p>20 November 2026 16:08 GMT</p>", 16, id="no zone, printed in GMT"
        ),
        pytest.param(
            META.format("2026-11-20 16:08:14") + LD.format("datePublished", "2026-11-20T16:08:14Z"),
            "",
            16,
            id="no zone, and the same clock with Z",
        ),
        pytest.param(
            META.format("2026-11-20 21:08:14"), "<p>November 20, 2026 4:08 PM</p>", 21, id="no zone, printed locally"
        ),
        pytest.param(META.format("2026-11-20 16:08:14"), "<p>November 20, 2026 4:08 PM</p>", 21, id="no zone at all"),
        pytest.param(
            META.format("2026-11-20T16:08:14-05:00"), "<p>November 20, 2026 4:08 pm PST</p>", 21, id="its own offset"
        ),
    ],
)
def test_a_zone_elsewhere_on_the_page_tells_what_a_clock_means(
    parsed: Callable[..., ParsedPage], head: str, line: str, hour: int
) -> None:
    page = parsed(head, f"<article>{HEADLINE}{line}</article>")
    found = published(page, zone="America/New_York", country="us")
    assert found == Stamp(date(2026, 11, 20), datetime(2026, 11, 20, hour, 8, 14, tzinfo=UTC))


def test_a_z_after_the_fetch_means_local_time(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(META.format("2026-11-22T12:50:00Z"))
    assert published(page) == Stamp(date(2026, 11, 22), datetime(2026, 11, 22, 11, 50, tzinfo=UTC))


def test_the_day_is_the_printed_one(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(META.format("2026-11-21T04:30:00Z"), HEADLINE + "<p>November 20, 2026, 10:30 p.m.</p>")
    assert published(page) == Stamp(date(2026, 11, 20), datetime(2026, 11, 21, 4, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("changed", "line", "hour"),
    [
        pytest.param("2026-11-20T10:45:00Z", "<p>20 November 2026 09:05</p>", 10, id="only printed"),
        pytest.param(
            "2026-11-20T10:45:00Z", '<meta itemprop="datePublished" content="2026-11-20T08:05:00Z">', 10, id="unprinted"
        ),
        pytest.param(
            "2026-11-20T10:50:00Z",
            '<meta itemprop="datePublished" content="2026-11-20T08:05:00Z"><p>20 November 2026 09:05</p>',
            10,
            id="the change is another time",
        ),
        pytest.param(
            "2026-11-20T10:45:00Z",
            '<meta itemprop="datePublished" content="2026-11-20T08:05:00Z"><p>20 November 2026 09:05</p>',
            8,
            id="declared elsewhere and printed",
        ),
    ],
)
def test_a_publication_that_is_the_last_change_gives_way_to_an_earlier_printed_one(
    parsed: Callable[..., ParsedPage], changed: str, line: str, hour: int
) -> None:
    head = META.format("2026-11-20T10:45:00Z") + CHANGED.format(changed)
    found = published(parsed(head, f"<article>{HEADLINE}{line}</article>"))
    assert found is not None
    assert found.at is not None
    assert found.at.hour == hour


def test_a_vague_time_gives_way_to_a_printed_one_only_if_that_is_no_guess(parsed: Callable[..., ParsedPage]) -> None:
    head = '<meta name="date" content="2026-11-21T10:00:00+01:00">'
    sure = published(parsed(head, HEADLINE + '<p class="date">20.11.2026, 09:30</p>'))
    assert sure == Stamp(date(2026, 11, 20), datetime(2026, 11, 20, 8, 30, tzinfo=UTC))
    guess = published(parsed(head, HEADLINE + "<p>20.11.2026, 09:30</p>"))
    assert guess == Stamp(date(2026, 11, 21), datetime(2026, 11, 21, 9, tzinfo=UTC))


def test_a_day_without_a_year_counts_for_some_weeks(parsed: Callable[..., ParsedPage]) -> None:
    assert published(parsed("", HEADLINE + '<p class="date">5 November</p>')) == Stamp(date(2026, 11, 5))
    assert published(parsed("", HEADLINE + '<p class="date">5 September</p>')) is None


def test_the_title_of_an_abbreviation_has_the_time(parsed: Callable[..., ParsedPage]) -> None:
    abbr = '<abbr itemprop="datePublished" title="2026-11-20T08:30:00Z">9:30</abbr>'
    assert published(parsed("", HEADLINE + abbr)) == Stamp(
        date(2026, 11, 20), datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("lang", "country", "line", "day"),
    [
        pytest.param("en-GB", "us", "04/03/2026", date(2026, 3, 4), id="the page's region"),
        pytest.param("en-US", "gb", "04/03/2026", date(2026, 4, 3), id="America's habit"),
        pytest.param("en", "us", "04/03/2026", date(2026, 4, 3), id="the outlet's country"),
        pytest.param("de", "us", "04.03.2026", date(2026, 3, 4), id="the page's language"),
    ],
)
def test_day_and_month_are_read_in_the_order_of_language_and_country(
    parsed: Callable[..., ParsedPage], lang: str, country: str, line: str, day: date
) -> None:
    assert published(parsed("", f"{HEADLINE}<p>{line}</p>", lang=lang), country=country) == Stamp(day)


def test_another_date_of_the_page_shows_the_order_of_day_and_month(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(
        META.format("04/03/2026 09:30 am"), HEADLINE, url="https://harbour.example/2026/04/03/ferry", lang="en-GB"
    )
    assert published(page) == Stamp(date(2026, 4, 3), datetime(2026, 4, 3, 7, 30, tzinfo=UTC))


def test_the_day_that_more_kinds_of_places_name_wins(parsed: Callable[..., ParsedPage]) -> None:
    head = LD.format("datePublished", "2026-11-17T08:30:00Z") + META.format("2026-11-20T08:30:00Z")
    line = '<time datetime="2026-11-20T09:30:00+01:00">20 Nov</time>'
    assert published(parsed(head, HEADLINE)) == Stamp(date(2026, 11, 17), datetime(2026, 11, 17, 8, 30, tzinfo=UTC))
    assert published(parsed(head, HEADLINE + line)) == Stamp(
        date(2026, 11, 20), datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    )


def test_the_day_of_the_last_change_supports_no_publication(parsed: Callable[..., ParsedPage]) -> None:
    head = LD.format("datePublished", "2026-11-17") + CHANGED.format("2026-11-20T08:30:00Z")
    page = parsed(head + '<meta name="date" content="2026-11-20">', HEADLINE + "<p>20 November 2026</p>")
    assert published(page) == Stamp(date(2026, 11, 17))


def test_a_printed_time_is_preferred_to_a_vague_meta_date(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed('<meta name="date" content="2026-11-21">', HEADLINE + "<p>20.11.2026, 09:30</p>")
    assert published(page) == Stamp(date(2026, 11, 20), datetime(2026, 11, 20, 8, 30, tzinfo=UTC))


@pytest.mark.parametrize("claim", ["1970-01-01T00:00:00Z", "0", "0001-01-01T00:00:00Z", "9999-12-31", "2026-02-30"])
def test_an_impossible_date_is_replaced_by_the_printed_one(parsed: Callable[..., ParsedPage], claim: str) -> None:
    assert published(parsed(META.format(claim), HEADLINE + "<p>20 November 2026</p>")) == Stamp(date(2026, 11, 20))


def test_a_printed_change_is_the_modification(parsed: Callable[..., ParsedPage]) -> None:
    found = dates_of(
        parsed("", HEADLINE + "<p>Published 20 November 2026, updated 21 November 2026 10:00</p>")
    ).modified
    assert found is not None
    assert found.stamp == Stamp(date(2026, 11, 21), datetime(2026, 11, 21, 9, tzinfo=UTC))
    assert found.candidate.where == "printed below the headline, updated"


def test_every_candidate_is_offered_with_its_place(parsed: Callable[..., ParsedPage]) -> None:
    body = f'{HEADLINE}<p>Published 20 November 2026, updated 21 November 2026</p><time datetime="2026-11-20">x</time>'
    dates = dates_of(parsed(META.format("2026-11-20T08:30:00Z"), body, url="https://harbour.example/2026/11/20/ferry"))
    assert [candidate.where for candidate in dates.published_candidates()] == [
        "meta article:published_time",
        "time element",
        "printed below the headline",
        "address",
    ]
    assert [candidate.where for candidate in dates.modified_candidates()] == ["printed below the headline, updated"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div>" * 300 + "<h1>A</h1>" + "<p>3 May 2026</p>" * 3_000, id="many dates"),
        pytest.param("<h1>A</h1><p>" + "<span>3</span>" * 20_000, id="one long line of elements"),
        pytest.param("<h1>A</h1><p class=date>" + "1 a " * 50_000, id="one long line"),
        pytest.param("<time datetime='" + "9" * 100_000 + "'>", id="a long datetime"),
    ],
)
def test_a_hostile_page_takes_little_time(parsed: Callable[..., ParsedPage], body: str) -> None:
    page = parsed("", body)
    began = process_time()
    dates = dates_of(page)
    assert (dates.published, dates.modified) is not None
    assert process_time() - began < 2


PRINTED_DAY = "<p>20 November 2026</p>"
FIVE_PAST_NINE = Stamp(date(2026, 11, 20), datetime(2026, 11, 20, 8, 5, tzinfo=UTC))
ONLY_THE_DAY = Stamp(date(2026, 11, 20))
ANOTHER_STORY = '<a href="/x">Another story of the harbour and of its many boats</a>'


@pytest.mark.parametrize(
    ("head", "beside"),
    [
        pytest.param('<script>d = [{"publishDate": "2026-11-20T08:05:00Z"}]</script>', "", id="data for analytics"),
        pytest.param("", '<span class="ago" data-when="2026-11-20T08:05:00Z">2 d</span>', id="attribute"),
        pytest.param("", '<abbr title="2026-11-20T08:05:00Z">2 d</abbr>', id="title of abbr"),
        pytest.param("", "<div><script>showDate('2026-11-20 09:05')</script></div>", id="script call"),
        pytest.param("", '<div class="hour">09:05</div>', id="a time in an element of its own"),
        pytest.param("", '<ul><li class="date">at 09:05 h</li></ul>', id="a time with words"),
    ],
)
def test_a_hidden_time_of_the_printed_day_completes_it(
    parsed: Callable[..., ParsedPage], head: str, beside: str
) -> None:
    assert published(parsed(head, HEADLINE + PRINTED_DAY + beside)) == FIVE_PAST_NINE


@pytest.mark.parametrize(
    ("head", "beside"),
    [
        pytest.param('<script>d = [{"publishDate": "2026-11-19T08:05:00Z"}]</script>', "", id="another day"),
        pytest.param(
            '<script>d = [{"publishDate": "2026-11-20T08:05:00Z"}, {"publishDate": "2026-11-20T09:05:00Z"}]</script>',
            "",
            id="several stories",
        ),
        pytest.param("", '<div class="related"><i data-when="2026-11-20T08:05:00Z"></i></div>', id="related stories"),
        pytest.param(
            "",
            f'<div>{ANOTHER_STORY}<i data-at="2026-11-20T08:05Z"></i></div>',
            id="beside a link to another story",
        ),
        pytest.param("", "<p>The ferry left at 09:05 and came back soon.</p>", id="a time in a sentence"),
    ],
)  # fmt: skip
def test_another_hidden_time_does_not_complete_the_day(
    parsed: Callable[..., ParsedPage], head: str, beside: str
) -> None:
    assert published(parsed(head, HEADLINE + PRINTED_DAY + beside)) == ONLY_THE_DAY


def test_a_printed_time_without_a_day_completes_the_declared_day(parsed: Callable[..., ParsedPage]) -> None:
    day = LD.format("datePublished", "2026-11-20")
    assert published(parsed(day, f"<article>{HEADLINE}<time>09:05</time></article>")) == FIVE_PAST_NINE
    two = "<time>09:05</time><p><time>10:30</time></p>"
    assert published(parsed(day, f"<article>{HEADLINE}{two}</article>")) == ONLY_THE_DAY


@pytest.mark.parametrize(
    ("lines", "hour"),
    [
        pytest.param("<p>Published: 20 November 2026 09:05</p><p>Updated: 21 November 2026 10:00</p>", 8, id="both"),
        pytest.param("<p>Published: 20 November 2026 09:05</p>", 9, id="no printed change"),
        pytest.param("<p>20 November 2026 09:05</p><p>Updated: 21 November 2026 10:00</p>", 9, id="no label"),
        pytest.param(
            "<p>Published: 20 November 2026 09:05</p><p>Updated: 21 November 2026 11:00</p>", 9, id="another change"
        ),
    ],
)
def test_the_printed_publication_comes_before_a_change_that_is_declared_as_one(
    parsed: Callable[..., ParsedPage], lines: str, hour: int
) -> None:
    change = "2026-11-21T09:00:00Z"
    page = parsed(META.format(change) + CHANGED.format(change), f"<article>{HEADLINE}{lines}</article>")
    found = published(page)
    assert found is not None
    assert found.at is not None
    assert found.at.hour == hour


def test_two_utc_times_that_differ_by_the_offset_are_one(parsed: Callable[..., ParsedPage]) -> None:
    local, true = META.format("2026-11-20T09:05:17+00:00"), LD.format("dateCreated", "2026-11-20T08:05:17+00:00")
    assert published(parsed(local + true)) == Stamp(date(2026, 11, 20), datetime(2026, 11, 20, 8, 5, 17, tzinfo=UTC))
    other = LD.format("dateCreated", "2026-11-20T08:05:18+00:00")
    assert published(parsed(local + other)) == Stamp(date(2026, 11, 20), datetime(2026, 11, 20, 9, 5, 17, tzinfo=UTC))


def test_a_day_without_a_year_comes_after_the_same_day_with_it(parsed: Callable[..., ParsedPage]) -> None:
    pieces = "<div class='date'><div class='d'>November 20</div><div><i>10:15</i> <i>2019</i></div></div>"
    assert published(parsed("", HEADLINE + pieces)) == Stamp(
        date(2019, 11, 20), datetime(2019, 11, 20, 9, 15, tzinfo=UTC)
    )


def test_microdata_of_another_story_is_left_out(parsed: Callable[..., ParsedPage]) -> None:
    item = (
        '<div itemscope itemtype="https://schema.org/NewsArticle">{}<meta itemprop="datePublished" content="{}"></div>'
    )
    other = item.format('<a href="/x">Another story</a>', "2026-11-21T08:05:00Z")
    assert published(parsed("", other + item.format(HEADLINE, "2026-11-20T08:05:00Z"))) == FIVE_PAST_NINE


def test_the_date_in_the_sites_header_is_not_the_storys(parsed: Callable[..., ParsedPage]) -> None:
    today = '<header><div class="date">Saturday, 21 November 2026</div></header>'
    assert published(parsed("", f"{today}<main>{HEADLINE}{PRINTED_DAY}</main>")) == ONLY_THE_DAY
    own = f'<article>{HEADLINE}<header><span class="date">20 November 2026</span></header></article>'
    assert published(parsed("", own)) == ONLY_THE_DAY


def test_a_short_aside_of_the_story_may_have_its_date(parsed: Callable[..., ParsedPage]) -> None:
    aside = "<aside><p>By Ann Reed</p><time>20 November 2026 - 09:05</time></aside>"
    assert published(parsed("", f"<article>{HEADLINE}{aside}</article>")) == FIVE_PAST_NINE
    page = parsed("", f"<article>{HEADLINE}<aside>{ANOTHER_STORY} 20 November 2026</aside></article>")
    assert [*dates_of(page).visible.printed] == []


def test_an_aside_that_begins_with_the_time_has_the_facts_of_the_story(parsed: Callable[..., ParsedPage]) -> None:
    facts = "<p>Photo: Harbour Office</p>" * 20
    aside = f"<aside><time>20 November 2026 - 09:05</time>{facts}</aside>"
    assert published(parsed("", f"<article>{HEADLINE}{aside}</article>")) == FIVE_PAST_NINE
    late = f"<aside>{facts}<time>20 November 2026 - 09:05</time></aside>"
    assert [*dates_of(parsed("", f"<article>{HEADLINE}{late}</article>")).visible.printed] == []


def test_the_title_is_found_on_a_page_without_headings(parsed: Callable[..., ParsedPage]) -> None:
    head = "<title>Ferry turns back after an hour | Harbour Post</title>"
    bold, line = "<b>Ferry turns back after an hour</b>", "<div>20 November 2026, 09:05</div>"
    menu = "<div>Sport</div><div>Weather</div>" * 80
    assert published(parsed(head, f"{menu}<div>{bold}</div>{line}")) == FIVE_PAST_NINE
    assert published(parsed(head, f"{menu}<div>{bold.replace('Ferry', 'Harbour master')}</div>{menu}{line}")) is None


def test_an_age_without_a_label_comes_after_the_address(parsed: Callable[..., ParsedPage]) -> None:
    body = HEADLINE + '<p class="stamp">6 days ago</p>'
    page = parsed("", body, "https://harbour.example/2019/04/09/ferry-turns-back")
    assert published(page) == Stamp(date(2019, 4, 9))
    assert published(parsed("", body)) == Stamp(date(2026, 11, 16))


def test_the_date_that_readers_see_comes_before_one_for_an_analytics_service(parsed: Callable[..., ParsedPage]) -> None:
    parsely = """<meta name="parsely-page" content='{"title": "x", "pub_date": "2026-11-20T07:05:00Z"}'>"""
    assert published(parsed(parsely)) == Stamp(date(2026, 11, 20), datetime(2026, 11, 20, 7, 5, tzinfo=UTC))
    assert published(parsed(parsely, HEADLINE + '<p class="date">20.11.2026, 09:05</p>')) == FIVE_PAST_NINE
    launch = META.format("2009-09-02T00:00:00+01:00")
    page = parsed(launch + parsely, HEADLINE + '<p class="date">20.11.2026, 08:05</p>')
    assert published(page) == Stamp(date(2026, 11, 20), datetime(2026, 11, 20, 7, 5, tzinfo=UTC))


def test_a_time_under_an_unknown_name_of_meta_completes_the_day(parsed: Callable[..., ParsedPage]) -> None:
    day, time = (
        '<meta itemprop="datePublished" content="2026-11-20">',
        '<meta property="{}" content="2026-11-20T09:05:00+01:00">',
    )
    assert published(parsed(time.format("og:article:time"), HEADLINE + day)) == FIVE_PAST_NINE
    assert published(parsed(time.format("og:expiration:time"), HEADLINE + day)) == ONLY_THE_DAY
