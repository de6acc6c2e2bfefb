from newsarchive import OutletSpider


class Wsj(OutletSpider):
    name = "wsj"
    title = "The Wall Street Journal"
    home = "https://www.wsj.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://feeds.content.dowjones.io/public/rss/RSSUSnews"]
    example_url = "https://www.wsj.com/articles/is-football-violence-a-crime-11574121884"
