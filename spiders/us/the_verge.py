from newsarchive import OutletSpider


class TheVerge(OutletSpider):
    name = "the_verge"
    title = "The Verge"
    home = "https://www.theverge.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://www.theverge.com/rss/index.xml"]
    example_url = "https://www.theverge.com/2019/11/19/20973355/noah-hawley-star-trek-4-chris-pine-write-direct-jj-abrams-paramount-report"
