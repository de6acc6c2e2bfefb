"""Everything that an outlet file may use. Other modules of newsarchive may change from one release to the next.

A short outlet file needs one name, and `from newsarchive import OutletSpider` gives it. A file that overrides a method
takes the values it works with from here:

- OutletSpider: the base class of every outlet.
- Outlet: the facts of an outlet, which its methods find in `self.outlet`.
- Rules: the selectors of a page before a redesign, for `earlier_rules`.
- Page and Article: what `read(page, article)` gets; it returns an Article.
- Author: one entry of Article.authors.
- Sighting: what `parse_feed`, `parse_sitemap` and `parse_home` return.
- Stamp: a date, or a date and time; the type of `published` and `modified`. parse_time reads one from text.
- agency_named: the canonical name of a news agency.

Loading this module costs no more than loading OutletSpider.
"""

from newsarchive.crawl.spider import OutletSpider
from newsarchive.dates import parse_time
from newsarchive.outlet import Outlet, Rules
from newsarchive.records import Article, Author, Page, Sighting, Stamp

__all__ = [
    "Article",
    "Author",
    "Outlet",
    "OutletSpider",
    "Page",
    "Rules",
    "Sighting",
    "Stamp",
    "agency_named",
    "parse_time",
]


def agency_named(text: str) -> str | None:
    """The canonical name of the news agency that text spells, such as "AP" for "Associated Press"; None otherwise."""
    # Imported here because the tables of agencies take long to load, and a list of all outlets does not need them.
    from newsarchive.extraction.names import agencies

    return agencies.agency_named(text)
