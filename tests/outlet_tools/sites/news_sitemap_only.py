"""Polish: no feed, but robots.txt names a news sitemap, and a sitemap that has only sections.

Microdata. The pages print times only in words; the news sitemap has times with their offset.
"""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from sites.formats import entries, news_sitemap, sitemap
from sites.model import Draft, Site
from sites.stories import Cast, Plot, Story, slug, write_stories

TITLE = "Kurier Znad Wierzbicy"
SECTIONS = {"kraj": "Kraj", "miasto": "Miasto", "przyroda": "Przyroda"}
CAST = Cast(
    places=("Stara Wierzbica", "Olszany Dolne", "Brodnów", "Kamienny Most"),
    people=("Halina Wróblewska", "Tadeusz Zięba", "Oksana Marczuk", "Jerzy Kłos", "Danuta Pawlik"),
    offices=("urząd gminy", "zarząd dróg", "stowarzyszenie mieszkańców"),
    authors=("Agnieszka Lipska", "Piotr Dąbek"),
)
PLOTS = (
    Plot("miasto", "Zabytkowy tramwaj wraca na tory po remoncie", "zabytkowy tramwaj"),
    Plot("przyroda", "Żubry zimują coraz bliżej gospodarstw", "stado żubrów"),
    Plot("kraj", "Wiejska szkoła ocalała dzięki zbiórce rodziców", "wiejska szkoła"),
    Plot("miasto", "Ratusz odzyska zegar wywieziony przed wiekiem", "zegar na ratuszu"),
    Plot("przyroda", "Rzeka wróciła do starego koryta i nikt nie protestuje", "stare koryto rzeki"),
    Plot("kraj", "Kolejarze przywrócą nocny pociąg nad morze", "nocny pociąg"),
    Plot("miasto", "Targ rybny przenosi się pod dach hali", "targ rybny"),
    Plot("przyroda", "Pszczelarze liczą straty po mroźnym lutym", "miejska pasieka"),
    Plot("kraj", "Most pontonowy zastąpi przeprawę promową", "most pontonowy"),
    Plot("miasto", "Kino studyjne otworzy drugą salę w piwnicy", "kino studyjne"),
    Plot("przyroda", "Bocian z numerem czterysta dwa znów na kominie", "bocianie gniazdo"),
    Plot("kraj", "Ostatnia latarnia na jeziorze zgaśnie w maju", "latarnia na jeziorze"),
)


def build(base: str, now: datetime) -> Site:
    stories = write_stories("pl", CAST, PLOTS, now, ZoneInfo("Europe/Warsaw"), first_number=91_204)
    draft = Draft("news_sitemap_only", base)
    for story in stories:
        draft.article(_path(story), story, _article(base, story, stories))
    draft.other("/", _list(TITLE, stories))
    _lists(draft, stories)
    _pages(draft, stories)
    draft.file("/mapa/wiadomosci.xml", news_sitemap(TITLE, "pl", entries(base, draft.stories)))
    draft.file("/mapa/dzialy.xml", sitemap((f"{base}/dzial/{key}.html", now) for key in SECTIONS))
    draft.robots(
        "User-agent: *", "Disallow: /cms/", f"Sitemap: {base}/mapa/dzialy.xml", f"Sitemap: {base}/mapa/wiadomosci.xml"
    )
    return draft.finished(
        title=TITLE, languages=("pl",), timezone="Europe/Warsaw", country="pl", sitemaps=["/mapa/wiadomosci.xml"],
        words_only=True,
    )  # fmt: skip


def _path(story: Story) -> str:
    return f"/{story.section}/{story.slug},{story.number}.html"


def _lists(draft: Draft, stories: Sequence[Story]) -> None:
    for key, name in SECTIONS.items():
        older = f"/dzial/{key}.html?strona=2"
        draft.other(f"/dzial/{key}.html", _list(name, [story for story in stories if story.section == key], older))
        draft.other(older, _list(f"{name}, strona 2", stories[4:9]))
    for author in CAST.authors:
        draft.other(f"/autor/{slug(author)}.html", _list(author, [one for one in stories if one.author == author]))
    for place in CAST.places:
        draft.other(f"/temat/{slug(place)}.html", _list(place, [one for one in stories if one.place == place]))


def _pages(draft: Draft, stories: Sequence[Story]) -> None:
    for path, title, text in (
        (
            "/wideo/zobacz-jak-plynie-kra-pod-kamiennym-mostem,90011.html",
            "Zobacz, jak płynie kra pod Kamiennym Mostem",
            "Nagranie, 58 sekund",
        ),
        (
            "/galeria/najpiekniejsze-pisanki-z-calej-gminy,90007.html",
            "Najpiękniejsze pisanki z całej gminy",
            "Zdjęcie 1 z 31",
        ),
        ("/redakcja.html", "Redakcja", "Kurier Znad Wierzbicy, ul. Młyńska 8, 26-900 Stara Wierzbica, Polska"),
        ("/regulamin.html", "Regulamin", "Korzystanie z serwisu jest bezpłatne."),
    ):
        draft.other(path, _frame(title, f"<section><h1>{title}</h1><p>{text}</p></section>"))
    draft.other("/szukaj.html?fraza=most", _list("Szukaj: most", stories[3:8]))


def _frame(title: str, main: str, head: str = "") -> str:
    nav = " | ".join(f'<a href="/dzial/{key}.html">{name}</a>' for key, name in SECTIONS.items())
    return f"""<!DOCTYPE html>
<html lang="pl"><head><meta charset="utf-8"/><title>{escape(title)} – {TITLE}</title>{head}</head><body>
<div id="gora"><a href="/">{TITLE}</a> {nav}
| <a href="/wideo/zobacz-jak-plynie-kra-pod-kamiennym-mostem,90011.html">Wideo</a>
| <a href="/galeria/najpiekniejsze-pisanki-z-calej-gminy,90007.html">Galeria</a></div>
{main}
<div id="dol"><p>Wydawca: Kurier Znad Wierzbicy, ul. Młyńska 8, Stara Wierzbica</p><p>
<a href="/redakcja.html">Redakcja</a>
<a href="/regulamin.html">Regulamin</a> <a href="/szukaj.html?fraza=most">Wszystko o mostach</a></p></div></body>
</html>"""


def _list(title: str, stories: Sequence[Story], older: str = "") -> str:
    rows = "".join(
        f'<li><img src="/foto/{story.number}_s.jpg" alt=""/>'
        f'<h3><a href="{_path(story)}">{escape(story.headline)}</a></h3>'
        f"<span>{story.when}</span></li>\n"
        for story in stories
    )
    link = f'<a href="{older}">Starsze</a>' if older else ""
    return _frame(title, f"<h1>{escape(title)}</h1><ul class='lista'>{rows}</ul>{link}")


def _article(base: str, story: Story, stories: Sequence[Story]) -> str:
    more = "".join(
        f'<a href="{_path(other)}">{escape(other.headline)}</a><br/>'
        for other in stories
        if other.author != story.author
    )
    text = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in story.paragraphs[1:])
    main = f"""<div itemscope itemtype="https://schema.org/NewsArticle">
<h1 itemprop="headline">{escape(story.headline)}</h1>
<div class="podpis"><span itemprop="author" itemscope itemtype="https://schema.org/Person">
<a href="/autor/{slug(story.author)}.html">
<span itemprop="name">{story.author}</span></a></span> · {story.when}</div>
<div itemprop="articleBody"><p class="wstep"><strong>{escape(story.paragraphs[0])}</strong></p>
<div class="reklama"><p>REKLAMA</p></div>
{text}<p class="wesprzyj">Podoba Ci się nasza praca? Postaw redakcji kawę.</p></div>
<div class="tagi">Tematy: <a itemprop="keywords" href="/temat/{slug(story.place)}.html">{story.place}</a></div></div>
<div class="polecane"><h4>Polecamy także</h4>{more}</div>"""
    return _frame(story.headline, main, f'<link rel="canonical" href="{base}{_path(story)}"/>')
