from newsarchive import OutletSpider


class Nzz(OutletSpider):
    name = "nzz"
    title = "Neue Zürcher Zeitung"
    home = "https://www.nzz.ch/"
    country, language, timezone = "ch", "de", "Europe/Zurich"
    feeds = [
        "https://www.nzz.ch/startseite.rss",
        "https://www.nzz.ch/international.rss",
        "https://www.nzz.ch/schweiz.rss",
        "https://www.nzz.ch/wirtschaft.rss",
    ]
    example_url = "https://www.nzz.ch/international/israel-und-gaza-news-und-entwicklungen-im-nahostkonflikt-ld.1759794"
