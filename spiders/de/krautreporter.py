from newsarchive import OutletSpider


class Krautreporter(OutletSpider):
    name = "krautreporter"
    title = "Krautreporter"
    home = "https://krautreporter.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://krautreporter.de/feeds.rss"]
    skip_urls = ["/(pages|archiv|serien|thema|zusammenhaenge)/"]
    example_url = "https://krautreporter.de/politik-und-macht/5481-ich-wollte-dass-sie-mich-mogen-so-uberlebt-man"
