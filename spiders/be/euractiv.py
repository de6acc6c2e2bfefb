from newsarchive import OutletSpider


class Euractiv(OutletSpider):
    name = "euractiv"
    title = "Euractiv"
    home = "https://www.euractiv.com/"
    country, language, timezone = "be", "en", "Europe/Brussels"
    feeds = ["https://www.euractiv.com/feed/"]
    example_url = (
        "https://www.euractiv.com/section/economy-jobs/video/unlocking-the-benefits-of-diversity-in-the-workplace/"
    )
