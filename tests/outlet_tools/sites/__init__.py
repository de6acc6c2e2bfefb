"""Twelve invented news sites on loopback, each with one difficulty: the test bed for drafting a spider from an address.

Each module is one site: its markup, its stories, and what a careful person would find there. `SITES` has them by name:

    with serve(SITES["odd_feed"], NOW) as running:
        …                                   # ask running.base; running.log tells what was asked, and by whom
    assert found == running.site.feeds

By hand: `PYTHONPATH=tests/scaffold python -m sites` serves all of them and prints their addresses; who asks them with
newsarchive needs NEWSARCHIVE_ALLOW_PRIVATE=127.0.0.0/8. What is right about a site is written at `Site` in model.py.

To add a site:
1. Sentences in its language go to `texts/<language>.toml`, if they are not there. Every sentence has a slot, so that
   no two pages share one; what pages do share is furniture, written in the site's module and the same everywhere.
2. A module here with `build(base, now) -> Site`: its cast and twelve plots or more, then its pages through `Draft`:
   `draft.article` for what must be accepted, `draft.other` for every page that must not, `draft.file` for the rest.
   base is the address of the site without a slash at the end, now the only clock.
3. `draft.finished(…)` states what is right there; a line in `SITES`; `tests/scaffold/test_sites.py` holds it to that.
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
from sites.serving import Asked, Running, serve

__all__ = ["NOW", "SITES", "Answer", "Asked", "Running", "Site", "serve"]

# A morning at which nothing in particular happens; any other time will do as well.
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
