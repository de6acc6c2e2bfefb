from newsarchive import OutletSpider


class MontevideoPortal(OutletSpider):
    name = "montevideo_portal"
    title = "Montevideo Portal"
    home = "https://www.montevideo.com.uy/"
    country, language, timezone = "uy", "es", "America/Montevideo"
    feeds = ["https://www.montevideo.com.uy/anxml.aspx?58"]
