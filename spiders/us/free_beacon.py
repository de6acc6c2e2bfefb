from newsarchive import OutletSpider


class FreeBeacon(OutletSpider):
    name = "free_beacon"
    title = "Washington Free Beacon"
    home = "https://freebeacon.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://freebeacon.com/feed/"]
    example_url = (
        "https://freebeacon.com/democrats/soros-family-gives-early-financial-support-to-montana-moderate-jon-tester/"
    )
