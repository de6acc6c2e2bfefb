from newsarchive import OutletSpider


class StandardKe(OutletSpider):
    name = "standard_ke"
    title = "The Standard"
    home = "https://www.standardmedia.co.ke/"
    country, language, timezone = "ke", "en", "Africa/Nairobi"
    feeds = [
        "https://www.standardmedia.co.ke/rss/business.php",
        "https://www.standardmedia.co.ke/rss/headlines.php",
        "https://www.standardmedia.co.ke/rss/politics.php",
    ]
