from newsarchive import OutletSpider


class TheNewsPk(OutletSpider):
    name = "the_news_pk"
    title = "The News International"
    home = "https://www.thenews.com.pk/"
    country, language, timezone = "pk", "en", "Asia/Karachi"
    feeds = ["https://www.thenews.com.pk/rss/1/1"]
