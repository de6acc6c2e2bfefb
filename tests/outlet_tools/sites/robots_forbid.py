"""Spanish, Mexico: robots.txt forbids everything to all but one search engine. The site itself is complete.

The outlet must be refused for that reason, and only robots.txt may be requested.
"""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from sites.formats import entries, rss
from sites.model import RSS, Draft, Site
from sites.stories import Cast, Plot, Story, slug, write_stories

TITLE = "El Faro de Santa Brígida"
SECTIONS = {"estado": "Estado", "mercados": "Mercados", "cultura": "Cultura"}
CAST = Cast(
    places=("Santa Brígida", "Puerto Mezquite", "San Onofre del Monte"),
    people=("Lupita Arriaga", "Ernesto Villalpando", "Rosa Xicoténcatl", "Hugo Cantoral"),
    offices=("el ayuntamiento", "la junta de aguas", "la capitanía del puerto"),
    authors=("Inés Barragán", "Toño Quiroz"),
)
PLOTS = (
    Plot("estado", "Reabre el muelle viejo tras seis temporadas cerrado", "el muelle viejo"),
    Plot("mercados", "Pescadores fijan su propio precio del pulpo", "el precio del pulpo"),
    Plot("cultura", "Banda de viento estrena partitura hallada en un baúl", "la partitura del baúl"),
    Plot("estado", "Camino a la sierra queda en pausa por un nido de águilas", "el camino a la sierra"),
    Plot("mercados", "Salineros mandan su primer barco al norte", "la sal de la bahía"),
    Plot("cultura", "Mural del mercado recupera su color original", "el mural del mercado"),
    Plot("estado", "Alumbrado solar llega a la última ranchería", "el alumbrado solar"),
    Plot("mercados", "Tortillería comunal resiste la subida del maíz", "la tortillería comunal"),
    Plot("cultura", "Cine ambulante recorre el desierto con un camión", "el cine ambulante"),
    Plot("estado", "Tortugas obligan a apagar las luces del malecón", "el malecón"),
    Plot("mercados", "Tejedoras registran la marca de sus rebozos", "la marca de los rebozos"),
    Plot("cultura", "Campana robada vuelve en la caja de una camioneta", "la campana robada"),
)


def build(base: str, now: datetime) -> Site:
    stories = write_stories("es", CAST, PLOTS, now, ZoneInfo("America/Mexico_City"))
    draft = Draft("robots_forbid", base)
    for story in stories:
        draft.article(_path(story), story, _article(base, story, stories))
    draft.other("/", _list(base, TITLE, stories))
    for key, name in SECTIONS.items():
        draft.other(f"/{key}/", _list(base, name, [story for story in stories if story.section == key]))
    for author in CAST.authors:
        own = [story for story in stories if story.author == author]
        draft.other(f"/autores/{slug(author)}/", _list(base, author, own))
    for place in CAST.places:
        draft.other(f"/temas/{slug(place)}/", _list(base, place, [one for one in stories if one.place == place]))
    film = "<video src='/v/4412.mp4'></video><p>Video: 1:12</p>"
    draft.other("/videos/asi-se-ve-la-bahia-desde-el-globo/", _frame(base, "Así se ve la bahía desde el globo", film))
    draft.other("/directorio/", _frame(base, "Directorio", "<p>Calle del Faro 1, Santa Brígida, México.</p>"))
    draft.file("/rss.xml", rss(TITLE, base + "/", entries(base, draft.stories)), RSS)
    draft.robots("User-agent: Googlebot", "Allow: /", "", "User-agent: *", "Disallow: /")
    return draft.finished(
        title=TITLE, languages=("es",), timezone="America/Mexico_City", country="mx", feeds=["/rss.xml"],
        verdict="robots forbids",
    )  # fmt: skip


def _path(story: Story) -> str:
    return f"/{story.section}/{story.at:%Y%m%d}/{story.slug}"


def _frame(base: str, title: str, main: str, head: str = "") -> str:
    nav = "".join(f'<a href="/{key}/">{name}</a> ' for key, name in SECTIONS.items())
    return f"""<!DOCTYPE html><html lang="es-MX"><head><meta charset="utf-8"><title>{escape(title)} | {TITLE}</title>
<link rel="alternate" type="application/rss+xml" href="{base}/rss.xml">{head}</head>
<body><div id="cabeza"><a href="/">{TITLE}</a> {nav}<a href="/videos/asi-se-ve-la-bahia-desde-el-globo/">Videos</a>
</div>
<div id="cuerpo"><h1>{escape(title)}</h1>{main}</div>
<div id="pie"><a href="/directorio/">Directorio</a> El Faro de Santa Brígida, Calle del Faro 1, México</div></body>
</html>"""


def _list(base: str, title: str, stories: Sequence[Story]) -> str:
    rows = "".join(
        f'<h2><a href="{_path(one)}">{escape(one.headline)}</a></h2><p>{escape(one.teaser)}</p>\n' for one in stories
    )
    return _frame(base, title, rows)


def _article(base: str, story: Story, stories: Sequence[Story]) -> str:
    text = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in story.paragraphs)
    more = "".join(f'<li><a href="{_path(other)}">{escape(other.headline)}</a></li>' for other in stories[:3])
    main = f"""<div class="h-entry"><span class="p-author"><a href="/autores/{slug(story.author)}/">{story.author}</a>
</span>
<time class="dt-published" datetime="{story.at.isoformat()}">{story.when}</time><div class="e-content">{text}</div>
<a class="p-category" href="/temas/{slug(story.place)}/">{story.place}</a></div><ul class="mas">{more}</ul>"""
    head = f'<link rel="canonical" href="{base}{_path(story)}"><meta property="og:type" content="article">'
    return _frame(base, story.headline, main, head)
