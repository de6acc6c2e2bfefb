from newsarchive import OutletSpider


class BusinessStandard(OutletSpider):
    name = "business_standard"
    title = "Business Standard"
    home = "https://www.business-standard.com/"
    country, language, timezone = "in", "en", "Asia/Kolkata"
    feeds = ["https://www.business-standard.com/rss/home_page_top_stories.rss"]
