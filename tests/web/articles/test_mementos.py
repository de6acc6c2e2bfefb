"""Memento's links and times (RFC 7089), read back by the rules of memento_client and MemGator."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.web.articles.mementos import MementoLink, MementoLinks, http_date, parse_accept_datetime

AT = datetime(2026, 11, 29, 3, 50, 31, tzinfo=UTC)


def links(number: int) -> MementoLinks:
    """An original with mementos of following days."""
    at = "https://archive.example"
    mementos = [MementoLink(AT + timedelta(day), f"{at}/article/1/{day}/page") for day in range(number)]
    url = "https://post.example/a?b=1,2"
    return MementoLinks(url, f"{at}/timegate/{url}", f"{at}/timemap/link/{url}", f"{at}/timemap/json/{url}", mementos)


def rels(value: str) -> dict[str, tuple[str, str | None]]:
    """By rel, address and time, as MemGator's expression finds them in a header or a TimeMap."""
    found = {}
    for link in re.split(r",\s*(?=<)", value.strip()):
        address, parameters = re.fullmatch(r"<([^>]+)>(.*)", link, re.DOTALL).groups()
        fields = dict(re.findall(r';\s*(\w+)="([^"]*)"', parameters))
        for rel in fields["rel"].split():
            found.setdefault(rel, (address, fields.get("datetime")))
    return found


def test_the_header_names_the_mementos_around_the_one_shown():
    five = links(5)
    found = rels(five.header(five.mementos[2]))
    assert {name: address for name, (address, _) in found.items()} == {
        "original": five.original,
        "timegate": five.timegate,
        "timemap": five.timemap,
        "memento": five.mementos[0].href,
        "first": five.mementos[0].href,
        "prev": five.mementos[1].href,
        "next": five.mementos[3].href,
        "last": five.mementos[4].href,
    }
    assert f'<{five.mementos[2].href}>; rel="memento"; datetime="Tue, 01 Dec 2026 03:50:31 GMT"' in five.header(
        five.mementos[2]
    )


def test_one_memento_is_first_and_last():
    one = links(1)
    assert f'<{one.mementos[0].href}>; rel="first last memento"; ' in one.header(one.mementos[0])


def test_a_page_that_is_no_memento_has_the_fixed_links_alone():
    assert set(rels(links(3).header())) == {"original", "timegate", "timemap"}


def test_a_timemap_lists_all():
    three = links(3)
    text = three.link_format()
    assert text.count('memento"; datetime=') == 3
    assert f'from="{http_date(AT)}"; until="{http_date(AT + timedelta(2))}"' in text
    found = rels(text)
    assert (found["self"][0], found["first"][0], found["last"][0]) == (
        three.timemap,
        three.mementos[0].href,
        three.mementos[2].href,
    )
    listed = three.as_json()["mementos"]
    assert [one["uri"] for one in listed["list"]] == [one.href for one in three.mementos]
    assert listed["first"] == {"datetime": "2026-11-29T03:50:31Z", "uri": three.mementos[0].href}


@pytest.mark.parametrize(
    ("wanted", "day"),
    [(None, 2), (AT - timedelta(99), 0), (AT + timedelta(99), 2), (AT + timedelta(hours=13), 1),
     (AT + timedelta(hours=12), 0)],
    ids=["no time", "before the first", "after the last", "nearer to the second", "in the middle: the earlier"],
)  # fmt: skip
def test_the_nearest_memento(wanted: datetime | None, day: int):
    three = links(3)
    assert three.nearest(wanted) is three.mementos[day]


def test_an_http_date_is_read():
    assert parse_accept_datetime("Sun, 29 Nov 2026 03:50:31 GMT") == AT
    assert parse_accept_datetime(http_date(AT)) == AT


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2026-11-29T03:50:31Z", "Sun, 29 Nov 2026 03:50:31 +0000", "Sun, 31 Feb 2026 03:50:31 GMT",
     "Sun, 29 Now 2026 03:50:31 GMT", "Sun, 29 Nov 2026 25:50:31 GMT", "Sunday, 29-Nov-26 03:50:31 GMT"],
)  # fmt: skip
def test_other_times_are_not(text: str):
    assert parse_accept_datetime(text) is None
