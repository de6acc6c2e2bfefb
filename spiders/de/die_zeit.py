from newsarchive import OutletSpider


class DieZeit(OutletSpider):
    name = "die_zeit"
    title = "ZEIT ONLINE"
    home = "https://www.zeit.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    kind = "national"
    feeds = ["https://newsfeed.zeit.de/news/index"]
    skip_urls = ["/(zett|angebote|kaenguru-comics|administratives)/", "/index$", r"/elbvertiefung-\d\d-\d\d"]
    example_url = "https://www.zeit.de/news/2023-04/28/nach-massenschlaegerei-real-star-llull-entschuldigt-sich"
