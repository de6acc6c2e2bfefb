from newsarchive import OutletSpider


class AlMonitor(OutletSpider):
    name = "al_monitor"
    title = "Al-Monitor"
    home = "https://www.al-monitor.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://www.al-monitor.com/back-channel.rss"]
    example_url = "https://www.al-monitor.com/originals/2021/03/ukrainians-held-hostage-pkk-militants-iraqi-kurdistan-over-arms-trafficking-scam"
