from newsarchive import OutletSpider


class EveningStandard(OutletSpider):
    name = "evening_standard"
    title = "Evening Standard"
    home = "https://www.standard.co.uk/"
    country, language, timezone = "gb", "en", "Europe/London"
    feeds = ["https://www.standard.co.uk/rss"]
    example_url = "https://www.standard.co.uk/news/politics/tony-blair-interview-london-standard-dylan-jones-ukraine-war-labour-keir-starmer-b1189828.html"
