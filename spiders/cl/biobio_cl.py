from newsarchive import OutletSpider


class BiobioCl(OutletSpider):
    name = "biobio_cl"
    title = "BioBioChile"
    home = "https://www.biobiochile.cl/"
    country, language, timezone = "cl", "es", "America/Santiago"
    feeds = ["https://feeds.feedburner.com/radiobiobio/NNeJ"]
    example_url = "https://www.biobiochile.cl/noticias/nacional/region-de-los-rios/2022/05/04/gremios-de-los-camioneros-no-descartan-nueva-movilizacion-realizaran-consulta-nacional.shtml"
