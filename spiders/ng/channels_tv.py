from newsarchive import OutletSpider


class ChannelsTv(OutletSpider):
    name = "channels_tv"
    title = "Channels Television"
    home = "https://www.channelstv.com/"
    country, language, timezone = "ng", "en", "Africa/Lagos"
    feeds = ["https://www.channelstv.com/feed/"]
