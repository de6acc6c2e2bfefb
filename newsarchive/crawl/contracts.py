"""What `scrapy check` asks of every outlet: that its first feed, sitemap or home page still names what it wants."""

from typing import Any

from scrapy.contracts import Contract
from scrapy.exceptions import ContractFail


class LeadsContract(Contract):
    """`@leads`: the answer names at least one address that the outlet wants, or a sitemap or feed that may."""

    name = "leads"

    def post_process(self, output: list[Any]) -> None:
        if not output:
            raise ContractFail(
                "the answer names no address that the outlet wants; see domains, article_urls, skip_urls"
            )
