from newsarchive import OutletSpider


class NtvDe(OutletSpider):
    name = "ntv_de"
    title = "ntv"
    home = "https://www.n-tv.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    sitemaps = ["https://www.n-tv.de/news.xml"]
    example_url = "https://www.n-tv.de/politik/Trump-spricht-nach-Tanker-Stuermung-ueber-Bodeneinsaetze-id30134161.html"
