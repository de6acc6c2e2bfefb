from newsarchive import OutletSpider


class Slate(OutletSpider):
    name = "slate"
    title = "Slate"
    home = "https://slate.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://feeds.slate.com/slate"]
    example_url = "https://slate.com/culture/2019/11/john-ford-science-fiction-fantasy-books.html"
