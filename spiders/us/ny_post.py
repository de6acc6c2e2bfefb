from newsarchive import OutletSpider


class NyPost(OutletSpider):
    name = "ny_post"
    title = "New York Post"
    home = "https://nypost.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = [
        "https://nypost.com/us-news/feed/",
        "https://nypost.com/metro/feed/",
        "https://nypost.com/politics/feed/",
        "https://nypost.com/world-news/feed/",
    ]
    example_url = "https://nypost.com/2019/11/19/three-taliban-prisoners-flown-to-qatar-for-hostage-swap/"
