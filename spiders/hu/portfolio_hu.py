from newsarchive import OutletSpider


class PortfolioHu(OutletSpider):
    name = "portfolio_hu"
    title = "Portfolio"
    home = "https://www.portfolio.hu/"
    country, language, timezone = "hu", "hu", "Europe/Budapest"
    feeds = ["https://portfolio.hu/rss/all.xml"]
