from newsarchive import OutletSpider


class SwissinfoEn(OutletSpider):
    name = "swissinfo_en"
    title = "SWI swissinfo.ch"
    home = "https://www.swissinfo.ch/eng/"
    country, language, timezone = "ch", "en", "Europe/Zurich"
    feeds = ["https://www.swissinfo.ch/eng/top_news/?view=rss&cid=1221074"]
