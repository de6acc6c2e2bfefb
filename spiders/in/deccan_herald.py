from newsarchive import OutletSpider


class DeccanHerald(OutletSpider):
    name = "deccan_herald"
    title = "Deccan Herald"
    home = "https://www.deccanherald.com/"
    country, language, timezone = "in", "en", "Asia/Kolkata"
    feeds = ["https://www.deccanherald.com/rss/national.rss"]
    example_url = (
        "https://www.deccanherald.com/international/impeachment-sham-completely-debunked-white-house-777897.html"
    )
