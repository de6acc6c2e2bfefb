from newsarchive import OutletSpider


class ChannelNewsAsia(OutletSpider):
    name = "channel_news_asia"
    title = "CNA"
    home = "https://www.channelnewsasia.com/"
    country, language, timezone = "sg", "en", "Asia/Singapore"
    feeds = ["https://www.channelnewsasia.com/api/v1/rss-outbound-feed?_format=xml"]
    example_url = "https://www.channelnewsasia.com/world/jetstar-asia-closure-broome-singapore-only-international-flight-australia-5184726"
