from newsarchive import OutletSpider


class TimesLive(OutletSpider):
    name = "times_live"
    title = "TimesLIVE"
    home = "https://www.timeslive.co.za/"
    country, language, timezone = "za", "en", "Africa/Johannesburg"
    feeds = ["https://www.timeslive.co.za/arc/outboundfeeds/google-news-feed/"]
    sitemaps = ["https://www.timeslive.co.za/arc/outboundfeeds/sitemap-news-index/"]
    example_url = "https://www.timeslive.co.za/news/south-africa/2025-11-10-dududzile-zuma-sambudlas-legal-team-argues-state-has-been-spying-on-her-way-before-july-riots/"
