from newsarchive import OutletSpider


class Postillon(OutletSpider):
    name = "postillon"
    title = "Der Postillon"
    home = "https://www.der-postillon.com/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://www.der-postillon.com/feeds/posts/default"]
    example_url = "https://www.der-postillon.com/2018/04/ostsee-krokodil.html"
