from newsarchive import OutletSpider


class DelfiEe(OutletSpider):
    name = "delfi_ee"
    title = "Delfi"
    home = "https://www.delfi.ee/"
    country, language, timezone = "ee", "et", "Europe/Tallinn"
    feeds = ["https://feeds.delfi.ee/rss/delfi/uudised"]
