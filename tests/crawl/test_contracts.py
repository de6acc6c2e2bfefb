"""What `scrapy check` tests of an outlet's answer."""

import pytest
from scrapy.exceptions import ContractFail

from newsarchive.crawl.contracts import LeadsContract
from newsarchive.crawl.spider import OutletSpider
from newsarchive.records import Sighting


def a_contract() -> LeadsContract:
    return LeadsContract(OutletSpider("post").parse_feed)


def test_an_answer_that_names_an_article_passes() -> None:
    a_contract().post_process([Sighting("https://post.example/1", "https://post.example/rss", "feed")])


def test_an_answer_that_names_nothing_fails_and_says_which_facts_decide() -> None:
    with pytest.raises(ContractFail, match="domains, article_urls, skip_urls"):
        a_contract().post_process([])
