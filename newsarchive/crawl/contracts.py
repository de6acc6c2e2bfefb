"""What `scrapy check` tests: that an outlet's first feed, sitemap or home page still names articles."""

from typing import Any

from scrapy.contracts import Contract
from scrapy.exceptions import ContractFail


class LeadsContract(Contract):
    """`@leads`: the answer names at least one of the outlet's articles, or a sitemap or feed that may name some."""

    name = "leads"

    def post_process(self, output: list[Any]) -> None:
        if not output:
            raise ContractFail(
                "the answer names no address that the outlet wants; see domains, article_urls, skip_urls"
            )
