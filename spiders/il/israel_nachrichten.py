from newsarchive import OutletSpider


class IsraelNachrichten(OutletSpider):
    name = "israel_nachrichten"
    title = "Israel Nachrichten"
    home = "https://www.israel-nachrichten.org/"
    country, language, timezone = "il", "de", "Asia/Jerusalem"
    feeds = ["https://www.israel-nachrichten.org/feed"]
    example_url = "https://www.israel-nachrichten.org/archive/63076"
