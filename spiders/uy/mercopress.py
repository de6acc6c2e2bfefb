from newsarchive import OutletSpider


class Mercopress(OutletSpider):
    name = "mercopress"
    title = "MercoPress"
    home = "https://en.mercopress.com/"
    domains = ["en.mercopress.com"]
    country, language, timezone = "uy", "en", "America/Montevideo"
    feeds = ["https://en.mercopress.com/rss/"]
