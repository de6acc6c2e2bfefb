from newsarchive import OutletSpider


class FinancialTimes(OutletSpider):
    name = "financial_times"
    title = "Financial Times"
    home = "https://www.ft.com/"
    country, language, timezone = "gb", "en", "Europe/London"
    kind = "national"
    feeds = ["https://www.ft.com/rss/home"]
    example_url = "https://www.ft.com/content/b053f55b-2a8b-436c-8154-0e93dcdb3c1a"
