from newsarchive import OutletSpider


class MassisPost(OutletSpider):
    name = "massis_post"
    title = "Massis Post"
    home = "https://massispost.com/"
    country, language, timezone = "us", "en", "America/Los_Angeles"
    feeds = ["https://massispost.com/feed/"]
