from newsarchive_outlets.shared.postmedia import Postmedia


class VancouverSun(Postmedia):
    name = "vancouver_sun"
    title = "Vancouver Sun"
    home = "https://vancouversun.com/"
    owner = "Postmedia"
    timezone = "America/Vancouver"
    feeds = ["https://vancouversun.com/feed/"]
    example_url = "https://vancouversun.com/technology/microsoft-moves-to-erase-its-carbon-footprint-from-the-atmosphere-in-climate-push/wcm/76e426d9-56de-40ad-9504-18d5101013d2"
