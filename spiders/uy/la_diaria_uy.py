from newsarchive import OutletSpider


class LaDiariaUy(OutletSpider):
    name = "la_diaria_uy"
    title = "la diaria"
    home = "https://ladiaria.com.uy/"
    country, language, timezone = "uy", "es", "America/Montevideo"
    feeds = ["https://ladiaria.com.uy/feeds/articulos"]
    example_url = "https://ladiaria.com.uy/ambiente/articulo/2022/5/productor-fumigo-con-glifosato-predio-lindero-a-escuela-rural-ubicada-dentro-del-area-protegida-paso-centurion-y-sierra-de-rios/"
