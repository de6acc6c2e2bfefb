from newsarchive import OutletSpider


class Expresso(OutletSpider):
    name = "expresso"
    title = "Expresso"
    home = "https://expresso.pt/"
    country, language, timezone = "pt", "pt", "Europe/Lisbon"
    feeds = [
        "https://rss.impresa.pt/feed/latest/expresso.rss?type=ARTICLE,VIDEO,GALLERY,STREAM,PLAYLIST,EVENT,NEWSLETTER&limit=20&pubsubhub=true"
    ]
