from newsarchive import OutletSpider


class ExpressUk(OutletSpider):
    name = "express_uk"
    title = "Daily Express"
    home = "https://www.express.co.uk/"
    country, language, timezone = "gb", "en", "Europe/London"
    kind = "national"
    sitemaps = ["https://www.express.co.uk/googlenews.xml"]
    example_url = "https://www.express.co.uk/news/royal/1924698/prince-harry-meghan-markle-live-grifters"
