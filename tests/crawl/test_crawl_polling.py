"""Whole crawls that ask only the feeds that are due."""

from datetime import timedelta
from typing import Any

import pytest
from desk import Desk, rss, story, today

# Each crawl is a process that takes about two seconds of one core, and much longer on a busy machine.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_a_feed_that_is_not_due_is_left_alone_and_asked_when_all_are(desk: Desk, serve: Any) -> None:
    site = serve()
    site.routes["/first"] = story("The quay opens")
    site.routes["/second"] = story("The ferry leaves")
    # One entry, a day ago: the next one is likely hours from now.
    site.routes["/rss"] = {"body": rss([(site.url("/first"), "The quay opens")], today() - timedelta(days=1))}
    desk.declare("quiet", site, feeds=[site.url("/rss")], article_urls=["/first", "/second"])
    assert desk.crawl("quiet").exit_code == 0
    assert desk.headlines("quiet") == {"The quay opens"}
    site.routes["/rss"] = {"body": rss([(site.url("/second"), "The ferry leaves")])}
    asked = site.paths().count("/rss")
    later = desk.crawl("quiet", due_only=True)
    assert (later.exit_code, later.run("quiet")["outcome"], later.run("quiet")["problem"]) == (0, "finished", None)
    assert site.paths().count("/rss") == asked
    assert desk.crawl("quiet").exit_code == 0
    assert desk.headlines("quiet") == {"The quay opens", "The ferry leaves"}
