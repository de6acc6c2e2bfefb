from newsarchive import OutletSpider


class VoiceOfAmerica(OutletSpider):
    name = "voice_of_america"
    title = "Voice of America"
    home = "https://www.voanews.com/"
    country, language, timezone = "us", "en", "America/New_York"
    sitemaps = ["https://www.voanews.com/sitemap.xml"]
    article_urls = [r"/a/[a-z-]+/\d+\.html"]
    example_url = "https://www.voanews.com/a/america-s-child-care-crisis-is-holding-back-moms-without-college-degrees-/7585813.html"
