from newsarchive import OutletSpider


class CyprusMail(OutletSpider):
    name = "cyprus_mail"
    title = "Cyprus Mail"
    home = "https://cyprus-mail.com/"
    country, language, timezone = "cy", "en", "Asia/Nicosia"
    feeds = ["https://cyprus-mail.com/feed/"]
