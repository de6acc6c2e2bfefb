"""Twelve invented news sites on loopback, each with one difficulty, to test the drafting of outlet files.

Each module is one site: its markup, its articles, and the right facts about it. `SITES` has them by name:

    with serve(SITES["odd_feed"], NOW) as running:
        …                                   # request running.base; running.log has the requests and their user agents
    assert found == running.site.feeds

To look at them, `PYTHONPATH=tests/outlet_tools python -m sites` serves all of them and prints their URLs. To crawl them
with newsarchive, set NEWSARCHIVE_ALLOW_PRIVATE=127.0.0.0/8. The right facts are described at `Site` in model.py.

To add a site:
1. Add sentences in its language to `texts/<language>.toml`, if there are none. Every sentence has a slot, so that no
   two pages share a sentence. Repeated text, such as menus, is written in the site's module.
2. Add a module here with `build(base, now) -> Site`. It has a cast and at least twelve plots, and writes its pages with
   `Draft`: `draft.article` for pages that must be accepted, `draft.other` for pages that must be refused, `draft.file`
   for the rest. base is the URL of the site without a slash at the end; now is the only clock.
3. State the right facts with `draft.finished(…)`, and add a line to `SITES`. tests/outlet_tools/test_invented_sites.py
   checks that the pages agree with them.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from sites import (
    bot_wall,
    dead_feed,
    deep_index,
    home_only,
    news_sitemap_only,
    odd_feed,
    paywall,
    query_ids,
    robots_forbid,
    root_slugs,
    rss_is_html,
    two_languages,
)
from sites.model import Answer, Site
from sites.serving import LoggedRequest, Running, serve

__all__ = ["NOW", "SITES", "Answer", "LoggedRequest", "Running", "Site", "serve"]

# The time at which the sites are new. Any other time works as well.
NOW = datetime(2026, 3, 26, 9, 30, tzinfo=UTC)

SITES: Mapping[str, Callable[[str, datetime], Site]] = {
    module.__name__.rpartition(".")[2]: module.build
    for module in (
        odd_feed,
        dead_feed,
        news_sitemap_only,
        home_only,
        deep_index,
        robots_forbid,
        bot_wall,
        rss_is_html,
        root_slugs,
        query_ids,
        two_languages,
        paywall,
    )
}
