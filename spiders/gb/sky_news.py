from newsarchive import OutletSpider


class SkyNews(OutletSpider):
    name = "sky_news"
    title = "Sky News"
    home = "https://news.sky.com/"
    domains = ["news.sky.com"]
    country, language, timezone = "gb", "en", "Europe/London"
    feeds = ["https://feeds.skynews.com/feeds/rss/home.xml"]
    example_url = "https://news.sky.com/story/jose-mourinho-agrees-deal-to-replace-mauricio-pochettino-as-tottenham-manager-11865382"
