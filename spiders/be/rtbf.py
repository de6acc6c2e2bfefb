from newsarchive import OutletSpider


class Rtbf(OutletSpider):
    name = "rtbf"
    title = "RTBF"
    home = "https://www.rtbf.be/"
    country, language, timezone = "be", "fr", "Europe/Brussels"
    kind = "public_broadcaster"
    feeds = ["https://rss.rtbf.be/article/rss/highlight_rtbf_info.xml?source=internal"]
    example_url = "https://www.rtbf.be/article/limportance-du-marquage-au-sol-dans-la-securite-des-cyclistes-11319232"
