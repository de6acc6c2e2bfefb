from newsarchive import OutletSpider


class Philstar(OutletSpider):
    name = "philstar"
    title = "The Philippine Star"
    home = "https://www.philstar.com/"
    country, language, timezone = "ph", "en", "Asia/Manila"
    feeds = ["https://www.philstar.com/rss/headlines"]
