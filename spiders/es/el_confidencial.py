from newsarchive import OutletSpider


class ElConfidencial(OutletSpider):
    name = "el_confidencial"
    title = "El Confidencial"
    home = "https://www.elconfidencial.com/"
    country, language, timezone = "es", "es", "Europe/Madrid"
    feeds = ["https://rss.elconfidencial.com/espana/", "https://rss.elconfidencial.com/mundo/"]
    example_url = "https://www.elconfidencial.com/economia/2022-06-05/julian-ariza-ccoo-carrillo-marcelino-camacho-franco-dictadura-carcel-sindicatos-pce-transicion-ruiz-gimenez-carabanchel-top-23-f-clase-obrera_3436368/"
