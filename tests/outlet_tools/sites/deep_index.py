"""French: no feed, but an index of the last ten years, with a sitemap for each month and one of sections.

New articles are only in the newest month. JSON-LD @graph with times and their offset; times in words at the byline.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from zoneinfo import ZoneInfo

from sites.formats import sitemap, sitemap_index
from sites.model import Draft, Site
from sites.stories import Cast, Plot, Story, slug, write_stories

TITLE = "L'Écho des Trois Vallées"
ZONE = ZoneInfo("Europe/Paris")
MONTHS = 120
SECTIONS = {"vie-locale": "Vie locale", "economie": "Économie", "culture": "Culture"}
CAST = Cast(
    places=("Saint-Aubin-les-Forges", "Montrevaux", "La Ferté-Blanche", "Vigneron"),
    people=("Odile Charpentier", "Bernard Lacombe", "Yasmine Haddad", "Luc Terrasson", "Mathilde Roy"),
    offices=("la mairie", "le conseil départemental", "la régie des eaux"),
    authors=("Clémence Aubry", "Julien Ravier", "Nadia Belkacem"),
)
PLOTS = (
    Plot("vie-locale", "Le vieux lavoir rouvrira avant les vacances", "le vieux lavoir"),
    Plot("economie", "La fonderie reprend du service avec douze apprentis", "la fonderie"),
    Plot("culture", "Un manuscrit oublié revient à la bibliothèque", "le manuscrit retrouvé"),
    Plot("vie-locale", "La passerelle du canal fermée jusqu'à nouvel ordre", "la passerelle du canal"),
    Plot("economie", "Les maraîchers lancent leur propre marché de nuit", "le marché de nuit"),
    Plot("culture", "Le carillon sonnera de nouveau le dimanche", "le carillon"),
    Plot("vie-locale", "Les castors retardent le chantier de la digue", "la digue"),
    Plot("economie", "La dernière tannerie cherche un repreneur", "la tannerie"),
    Plot("culture", "Le festival de marionnettes quitte le château", "le festival de marionnettes"),
    Plot("vie-locale", "Un tramway de poche à l'essai entre deux villages", "le tramway de poche"),
    Plot("economie", "Le barrage produira aussi la nuit", "le barrage"),
    Plot("culture", "Une fresque du treizième siècle sous la chaux", "la fresque"),
    Plot("vie-locale", "La cantine passe aux légumes du potager", "le potager de la cantine"),
)
# Headlines of older articles. With the places, there are enough for two a month.
OLD_HEADLINES = (
    "{Thing} en débat à {place}",
    "À {place}, {thing} divise encore les habitants",
    "{place} : {thing}, un dossier sans fin",
    "{Thing} : le conseil de {place} s'impatiente",
    "{place} attend toujours une réponse, {thing} aussi",
)


def build(base: str, now: datetime) -> Site:
    stories = write_stories("fr", CAST, PLOTS, now, ZONE)
    draft = Draft("deep_index", base)
    for story in stories:
        draft.article(_path(story), story, _article(base, story, stories))
    for story in _old_stories(now):
        draft.article(_path(story), story, _article(base, story, stories[:3]))
    draft.other("/", _list(TITLE, stories))
    _lists(draft, stories)
    _pages(draft, stories)
    _sitemaps(draft)
    draft.robots("User-agent: *", "Disallow: /compte/", f"Sitemap: {base}/sitemap.xml")
    return draft.finished(
        title=TITLE, languages=("fr",), timezone="Europe/Paris", country="fr", sitemaps=["/sitemap.xml"]
    )  # fmt: skip


def _old_stories(now: datetime) -> list[Story]:
    """Two articles for each month before this one."""
    found = []
    for back in range(1, MONTHS):
        years, month = divmod(now.year * 12 + now.month - 1 - back, 12)
        plots = [_old_plot(back), _old_plot(back + MONTHS)]
        middle = datetime(years, month + 1, 15, 10, 20, tzinfo=UTC)
        found += write_stories("fr", CAST, plots, middle, ZONE, first_number=40_000 - 80 * back)
    return found


def _old_plot(number: int) -> Plot:
    section, _, thing = PLOTS[number % len(PLOTS)]
    place = CAST.places[number // len(PLOTS) % len(CAST.places)]
    template = OLD_HEADLINES[number // (len(PLOTS) * len(CAST.places)) % len(OLD_HEADLINES)]
    return Plot(section, template.format(thing=thing, Thing=thing.capitalize(), place=place), thing)


def _sitemaps(draft: Draft) -> None:
    """A sitemap for each month, with the time of its last article; the index does not list the newest first."""
    months: dict[str, list[tuple[str, datetime]]] = {}
    for path, story in draft.stories.items():
        months.setdefault(f"{story.at:%Y-%m}", []).append((draft.base + path, story.at))
    changed = {}
    for month, addresses in sorted(months.items()):
        changed[f"{draft.base}/sitemaps/{month}.xml"] = max(at for _, at in addresses)
        draft.file(f"/sitemaps/{month}.xml", sitemap(addresses))
    draft.file("/sitemaps/rubriques.xml", sitemap((f"{draft.base}/{key}/", None) for key in SECTIONS))
    draft.file("/sitemap.xml", sitemap_index([(f"{draft.base}/sitemaps/rubriques.xml", None), *changed.items()]))


def _path(story: Story) -> str:
    return f"/{story.at:%Y/%m/%d}/{story.slug}-{story.number}/"


def _lists(draft: Draft, stories: Sequence[Story]) -> None:
    for key, name in SECTIONS.items():
        draft.other(f"/{key}/", _list(name, [story for story in stories if story.section == key]))
    for author in CAST.authors:
        draft.other(f"/auteur/{slug(author)}/", _list(author, [one for one in stories if one.author == author]))
    for place in CAST.places:
        draft.other(f"/commune/{slug(place)}/", _list(place, [one for one in stories if one.place == place]))
    draft.other("/archives/2019/", _list("Archives 2019", stories[5:9]))


def _pages(draft: Draft, stories: Sequence[Story]) -> None:
    for path, title, text in (
        (
            "/videos/la-descente-des-radeaux-filmee-depuis-un-cerf-volant/",
            "La descente des radeaux filmée depuis un cerf-volant",
            "Durée : 2 min 05",
        ),
        (
            "/diaporamas/les-plus-beaux-villages-sous-la-neige/",
            "Les plus beaux villages sous la neige",
            "Photo 1 sur 18",
        ),
        (
            "/mentions-legales/",
            "Mentions légales",
            "L'Écho des Trois Vallées, 2 place du Marché, 63999 Montrevaux, France",
        ),
        ("/newsletters/", "Nos lettres", "Chaque matin, l'essentiel des trois vallées."),
    ):
        draft.other(path, _frame(title, f"<h1>{title}</h1><p>{text}</p>"))
    draft.other("/recherche/?s=canal", _list("Recherche : canal", stories[:6]))


def _frame(title: str, main: str, head: str = "") -> str:
    nav = "".join(f'<a class="menu__item" href="/{key}/">{name}</a>' for key, name in SECTIONS.items())
    return f"""<!DOCTYPE html><html lang="fr-FR"><head><meta charset="utf-8">
<title>{escape(title)} - {escape(TITLE)}</title>{head}</head>
<body><header class="menu"><a href="/">{TITLE}</a>
{nav}<a href="/videos/la-descente-des-radeaux-filmee-depuis-un-cerf-volant/">Vidéos</a>
<a href="/diaporamas/les-plus-beaux-villages-sous-la-neige/">Diaporamas</a></header><div class="page">{main}</div>
<footer><p>L'Écho des Trois Vallées est imprimé à Montrevaux, France, sur papier recyclé.</p>
<a href="/mentions-legales/">Mentions légales</a> <a href="/newsletters/">Nos lettres</a>
<a href="/archives/2019/">Archives</a>
<a href="/recherche/?s=canal">Le canal</a></footer></body></html>"""


def _list(title: str, stories: Sequence[Story]) -> str:
    cards = "".join(
        f'<section class="teaser"><a href="{_path(story)}" class="teaser__link"><h2>{escape(story.headline)}</h2></a>'
        f"<p>{escape(story.teaser[:120])}…</p></section>\n"
        for story in stories
    )
    return _frame(title, f"<h1>{escape(title)}</h1>{cards}")


def _article(base: str, story: Story, stories: Sequence[Story]) -> str:
    url = base + _path(story)
    graph = [
        {"@type": "Organization", "@id": f"{base}/#org", "name": TITLE, "url": f"{base}/"},
        {"@type": "BreadcrumbList", "@id": f"{url}#fil", "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": SECTIONS[story.section], "item": f"{base}/{story.section}/"}]},
        {"@type": "Person", "@id": f"{url}#auteur", "name": story.author},
        {"@type": "NewsArticle", "@id": f"{url}#article", "headline": story.headline, "url": url,
         "mainEntityOfPage": url, "datePublished": story.at.isoformat(), "author": {"@id": f"{url}#auteur"},
         "publisher": {"@id": f"{base}/#org"}, "inLanguage": "fr-FR", "isAccessibleForFree": True},
    ]  # fmt: skip
    data = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    paragraphs = [f"<p>{escape(one)}</p>" for one in story.paragraphs[1:]]
    linked = next(other for other in stories if other is not story)
    paragraphs.insert(1, f'<p class="lire">Lire aussi : <a href="{_path(linked)}">{escape(linked.headline)}</a></p>')
    main = f"""<div class="entete"><h1>{escape(story.headline)}</h1><p class="chapo">{escape(story.paragraphs[0])}</p>
<p class="signature">Par <a href="/auteur/{slug(story.author)}/">{story.author}</a>, publié {story.when}</p></div>
<div class="texte">{"".join(paragraphs)}<p>Retrouvez chaque jeudi notre supplément consacré aux vallées.</p></div>
<div class="mots">À propos de <a href="/commune/{slug(story.place)}/">{story.place}</a></div>"""
    head = f'<link rel="canonical" href="{url}"><script type="application/ld+json">{data}</script>'
    return _frame(story.headline, main, head)
