from newsarchive import OutletSpider


class MexicoNewsDaily(OutletSpider):
    name = "mexico_news_daily"
    title = "Mexico News Daily"
    home = "https://mexiconewsdaily.com/"
    country, language, timezone = "mx", "en", "America/Mexico_City"
    feeds = ["https://mexiconewsdaily.com/feed/"]
    example_url = "https://mexiconewsdaily.com/news/bad-idea-mexico-pushes-back-trump-universal-steel-tariffs/"
