"""The declaration of an outlet as a class: checked when the class is made, picklable, inherited from platforms."""

import pickle
from typing import Any

import pytest

from newsarchive.crawl.spider import OutletSpider
from newsarchive.errors import OutletError
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Page

FACTS: dict[str, Any] = {
    "name": "rivertown_post",
    "title": "Rivertown Post",
    "home": "https://rivertownpost.test/",
    "country": "gb",
    "language": "en",
    "timezone": "Europe/London",
}


def make(base: type = OutletSpider, **changes: Any) -> type[OutletSpider]:
    return type("RivertownPost", (base,), {"__module__": __name__, **FACTS, **changes})


def test_a_spider_class_has_an_outlet_that_can_be_pickled() -> None:
    outlet = make(feeds=["https://rivertownpost.test/rss"]).outlet
    assert isinstance(outlet, Outlet)
    assert pickle.loads(pickle.dumps(outlet)) == outlet
    assert outlet.feeds == ("https://rivertownpost.test/rss",)


def test_an_unknown_fact_stops_the_import_and_names_file_and_class() -> None:
    with pytest.raises(OutletError, match=r"test_spider\.py: class RivertownPost: unknown fact 'feed'"):
        make(feed=["https://rivertownpost.test/rss"])


def test_helpers_private_names_and_scrapys_own_settings_are_not_facts() -> None:
    spider = make(_cache={}, custom_settings={}, helper=lambda self: None, numbers=property(lambda self: 1))
    assert spider.outlet.name == "rivertown_post"


class RiverPress(OutletSpider):
    """A platform: no name, so nothing is checked yet."""

    prune = (".promo",)
    edition = None

    @staticmethod
    def read(page: Page, article: Article) -> Article:
        return article


def test_outlets_inherit_facts_and_reader_from_a_platform() -> None:
    outlet = make(RiverPress, edition="north").outlet
    assert outlet.rules[0].prune == (".promo",)
    assert outlet.reader == (__file__, "RiverPress")


def test_a_fact_that_no_platform_adds_is_unknown() -> None:
    with pytest.raises(OutletError, match="unknown fact 'colour'"):
        make(RiverPress, colour="red")


def test_read_with_self_is_refused() -> None:
    with pytest.raises(OutletError, match="write it as @staticmethod"):
        make(read=lambda self, page, article: article)


def test_an_outlet_without_read_has_no_reader() -> None:
    assert make().outlet.reader is None


@pytest.mark.parametrize(
    ("facts", "url"),
    [
        pytest.param(
            {"feeds": ["https://a.test/rss"], "sitemaps": ["https://a.test/map"]}, "https://a.test/rss", id="feed"
        ),
        pytest.param({"sitemaps": ["https://a.test/map"]}, "https://a.test/map", id="sitemap"),
        pytest.param({}, "https://rivertownpost.test/", id="home page"),
    ],
)
def test_each_outlet_has_a_contract_for_scrapy_check(facts: dict[str, Any], url: str) -> None:
    assert f"@url {url}\n" in (make(**facts).check_source.__doc__ or "")


def test_arguments_of_scrapy_crawl_are_read() -> None:
    spider = make()(since="2026-11-01", limit="20")
    assert str(spider.since) == "2026-11-01"
    assert spider.limit == 20


@pytest.mark.parametrize(
    "argument", [{"since": "yesterday"}, {"limit": "0"}, {"limit": "many"}, {"sinse": "2026-11-01"}]
)
def test_wrong_arguments_are_refused(argument: dict[str, str]) -> None:
    with pytest.raises((ValueError, TypeError)):
        make()(**argument)
