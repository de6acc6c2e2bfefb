from newsarchive import OutletSpider


class KathimeriniEn(OutletSpider):
    name = "kathimerini_en"
    title = "Kathimerini English Edition"
    home = "https://www.ekathimerini.com/"
    country, language, timezone = "gr", "en", "Europe/Athens"
    feeds = ["https://www.ekathimerini.com/rss"]
