from newsarchive import OutletSpider


class EwnZa(OutletSpider):
    name = "ewn_za"
    title = "Eyewitness News"
    home = "https://www.ewn.co.za/"
    country, language, timezone = "za", "en", "Africa/Johannesburg"
    feeds = ["https://ewn.co.za/RSS%20Feeds/Latest%20News"]
