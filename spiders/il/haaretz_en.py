from newsarchive import OutletSpider


class HaaretzEn(OutletSpider):
    name = "haaretz_en"
    title = "Haaretz (English)"
    home = "https://www.haaretz.com/"
    country, language, timezone = "il", "en", "Asia/Jerusalem"
    feeds = ["https://www.haaretz.com/srv/haaretz-latest-headlines"]
    example_url = "https://www.haaretz.com/israel-news/.premium-with-israel-s-encouragement-nso-sold-spyware-to-uae-and-other-gulf-states-1.9093465"
