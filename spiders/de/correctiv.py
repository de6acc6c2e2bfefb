from newsarchive import OutletSpider


class Correctiv(OutletSpider):
    name = "correctiv"
    title = "Correctiv"
    home = "https://www.correctiv.org/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://correctiv.org/feed/"]
    article_urls = [r"/20\d\d/\d\d/\d\d/"]
    example_url = (
        "https://correctiv.org/hybride-kriegsfuehrung/2026/05/21/von-muenchen-bis-aachen-im-netz-der-china-agenten/"
    )
