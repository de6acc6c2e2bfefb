"""The feeds of outlets for a feed reader, which our own import reads again."""

import io
from datetime import UTC, datetime

from newsarchive.discovery.opml import Subscription, parse_opml
from newsarchive.exporting.opml import OpmlWritten, write_feeds
from newsarchive.outlet import Outlet
from newsarchive.outlet_tools.draft.subscriptions import subscribed_sites

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def an_outlet(name: str, country: str | None, *feeds: str) -> Outlet:
    home = f"https://{name}.example/"
    return Outlet(name, name.title(), home, "en", "UTC", country, (f"{name}.example",), feeds=feeds)


POST = an_outlet("post", "gb", "https://post.example/a", "https://post.example/b?x=1&y=2")
ANGLER = an_outlet("angler", "gb", "https://angler.example/rss")
WORLD = an_outlet("world", None, "https://feeds.example.org/world")
MAPS = an_outlet("maps", "gb")
OUTLETS = [WORLD, POST, MAPS, ANGLER]


def test_feeds_are_in_folders_of_their_countries():
    out = io.StringIO()
    assert write_feeds(OUTLETS, out, NOW) == OpmlWritten(4, 3, ("maps",))
    assert parse_opml(out.getvalue().encode())[0] == [
        Subscription("https://angler.example/rss", "Angler", "https://angler.example/", ("gb",)),
        Subscription("https://post.example/a", "Post", "https://post.example/", ("gb",)),
        Subscription("https://post.example/b?x=1&y=2", "Post", "https://post.example/", ("gb",)),
        Subscription("https://feeds.example.org/world", "World", "https://world.example/", ("int",)),
    ]


def test_an_import_of_the_export_finds_every_outlet_complete():
    out = io.StringIO()
    write_feeds(OUTLETS, out, NOW)
    sites = subscribed_sites(parse_opml(out.getvalue().encode())[0], OUTLETS)
    assert [site.outlet for site in sites] == [ANGLER, POST, WORLD]
    assert not any(site.missing for site in sites)
