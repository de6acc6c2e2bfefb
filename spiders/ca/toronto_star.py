from newsarchive import OutletSpider


class TorontoStar(OutletSpider):
    name = "toronto_star"
    title = "Toronto Star"
    home = "https://www.thestar.com/"
    country, language, timezone = "ca", "en", "America/Toronto"
    feeds = ["https://www.thestar.com/search/?f=rss&t=article&c=news/canada"]
