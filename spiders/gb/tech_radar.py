from newsarchive import OutletSpider


class TechRadar(OutletSpider):
    name = "tech_radar"
    title = "TechRadar"
    home = "https://www.techradar.com/"
    country, language, timezone = "gb", "en", "Europe/London"
    sitemaps = ["https://www.techradar.com/sitemap-news.xml"]
    skip_urls = ["/deals/compare", "/html/", "/outlink", "/infinite-scroll-"]
    example_url = "https://www.techradar.com/ai-platforms-assistants/this-new-search-box-does-not-mean-that-youll-only-get-ai-responses-googles-search-makeover-incorporates-yet-more-ai-but-google-promises-to-leave-room-for-classic-results"
