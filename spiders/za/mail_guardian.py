from newsarchive import OutletSpider


class MailGuardian(OutletSpider):
    name = "mail_guardian"
    title = "Mail & Guardian"
    home = "https://mg.co.za/"
    country, language, timezone = "za", "en", "Africa/Johannesburg"
    feeds = ["https://www.mg.co.za/feeds/rss.aspx"]
