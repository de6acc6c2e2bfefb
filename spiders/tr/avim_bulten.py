import re
from dataclasses import replace
from datetime import date
from html import unescape

from newsarchive.api import OutletSpider, Stamp, agency_named

MONTHS = {
    name: number
    for names in ("jan feb mar apr may jun jul aug sep oct nov dec", "oca şub mar nis may haz tem ağu eyl eki kas ara")
    for number, name in enumerate(names.split(), start=1)
}
# The day on which AVİM published the bulletin, alone in its element. After it: the source of the text and the day on
# which it appeared there, such as "Daily Sabah 20 February 2017" or "Sputnik, 08 Dec 2016".
OWN_DAY = re.compile(r">\s*(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d{4})\s*<")
CREDIT = re.compile(
    r">\s*(?P<source>[^<>,\d][^<>,]{1,58}?),?\s+(?P<day>\d{1,2})\s+(?P<month>\w+)\s+(?P<year>\d{4})\s*<"
)
LABEL = re.compile(r"(- )?(\d\d\.\d\d\.\d{4}|\d+ (min read|dk okuma)|(Share|Paylaş|Download PDF|PDF İndir) ?:?)")


class AvimBulten(OutletSpider):
    name = "avim_bulten"
    title = "AVİM Bülten"
    home = "https://avim.org.tr/en"
    domains = ["avim.org.tr", "avimbulten.org"]
    country, language, timezone = "tr", "en", "Europe/Istanbul"
    article_urls = [r"/(en|tr)/Bulten/[^/?#]+$"]
    example_url = "https://avim.org.tr/tr/Bulten/ISTE-SUSA-BEYANNAMESI-NIN-TAM-METNI"

    @staticmethod
    def read(page, article):
        """A bulletin is the text of another outlet: first AVİM's day, then the source and its day, then the text."""
        html = page.body.decode("utf-8", "replace")
        own_day = OWN_DAY.search(html)
        credit = CREDIT.search(html, own_day.end() - 1) if own_day else None
        published = day_of(own_day) if own_day else None
        first_day = day_of(credit) if credit else None
        # No other day will do: any other day on the page is the one on which the source published the text.
        article = with_values(article, published=Stamp(on=published) if published else None)
        if first_day:
            source = unescape(credit["source"])
            article = with_values(article, source=agency_named(source) or source, source_date=first_day)
        return replace(article, body="\n\n".join(text_of(article.body, credit)))


def day_of(match):
    month = match["month"].lower()
    try:
        return date(
            int(match["year"]), int(month) if month.isdecimal() else MONTHS.get(month[:3], 0), int(match["day"])
        )
    except ValueError:
        return None


def with_values(article, **values):
    told = dict.fromkeys(values, "the bulletin's opening lines")
    return replace(article, provenance={**article.provenance, **told}, **values)


def text_of(body, credit):
    """The paragraphs of body, without the labels and the credit that may stand before them."""
    opening = unescape(credit[0].strip("<> ")) if credit else None
    lines = body.split("\n\n")
    while lines and (LABEL.fullmatch(lines[0]) or lines[0] == opening):
        del lines[0]
    return lines
