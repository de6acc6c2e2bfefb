from newsarchive import OutletSpider


class Vox(OutletSpider):
    name = "vox"
    title = "Vox"
    home = "https://www.vox.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://www.vox.com/rss/index.xml"]
    example_url = "https://www.vox.com/science-and-health/2019/11/8/20948348/delhi-india-air-pollution-quality-cause"
