from newsarchive import OutletSpider


class MalayMail(OutletSpider):
    name = "malay_mail"
    title = "Malay Mail"
    home = "https://www.malaymail.com/"
    country, language, timezone = "my", "en", "Asia/Kuala_Lumpur"
    feeds = ["https://www.malaymail.com/feed/rss/"]
    example_url = "https://www.malaymail.com/news/malaysia/2024/11/22/all-paid-their-own-way-on-pm-anwars-foreign-trips-fahmi-clarifies/157698"
