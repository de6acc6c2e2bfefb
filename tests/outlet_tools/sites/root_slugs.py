"""Italian: articles, sections and service pages are all at the root, and their URLs look alike.

As WordPress publishes it: a feed and a feed of comments in the head, a feed for each section on the section's page,
and a sitemap index that contains sections and authors too. Times with their offset in meta elements.
"""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from sites.formats import Entry, entries, rss, sitemap, sitemap_index
from sites.model import RSS, Draft, Site
from sites.stories import Cast, Plot, Story, slug, write_stories

TITLE = "La Voce del Trasone"
SECTIONS = {"politica": "Politica", "cronaca": "Cronaca", "arte-e-cultura": "Arte e cultura"}
SERVICES = {
    "chi-siamo": ("Chi siamo", "La Voce del Trasone, via dei Mulini 9, Castel Trasone, Italia. Direttore: Ugo Fanti."),
    "informativa-sulla-privacy": ("Informativa sulla privacy", "Conserviamo i dati per il tempo necessario."),
    "scrivi-alla-redazione": ("Scrivi alla redazione", "Rispondiamo a tutti, con calma."),
    "pubblicita-su-questo-sito": ("Pubblicità su questo sito", "Il listino si chiede in edicola."),
}
CAST = Cast(
    places=("Castel Trasone", "Borgo Alpestre", "Pieve Vecchia", "Roccaforte"),
    people=("Bruna Salvetti", "Gino Malaspina", "Fatou Diallo", "Ettore Pasquinelli"),
    offices=("l'ufficio tecnico", "la provincia", "il consorzio di bonifica"),
    authors=("Livia Manfrin", "Dario Cecconi", "Rita Olivieri"),
)
PLOTS = (
    Plot("politica", "Il ponte coperto riapre ai pedoni ma non alle moto", "il ponte coperto"),
    Plot("cronaca", "Lupi alle porte del paese, i pastori chiedono cani", "il branco di lupi"),
    Plot("arte-e-cultura", "Affresco nascosto dietro un armadio della canonica", "l'affresco della canonica"),
    Plot("politica", "Bilancio approvato all'alba dopo nove ore di seduta", "il bilancio comunale"),
    Plot("cronaca", "La funivia resta ferma anche a Pasqua", "la funivia"),
    Plot("arte-e-cultura", "Organo barocco suonato da sei mani", "l'organo barocco"),
    Plot("politica", "Acquedotto, la gara riparte da zero", "l'acquedotto"),
    Plot("cronaca", "Ritrovata la barca rubata nel fiume", "la barca ritrovata"),
    Plot("arte-e-cultura", "Teatro dei burattini compie cento anni", "il teatro dei burattini"),
    Plot("politica", "Scuola di montagna salva con undici iscritti", "la scuola di montagna"),
    Plot("cronaca", "Forno comunale acceso di nuovo ogni venerdì", "il forno comunale"),
    Plot("arte-e-cultura", "Biblioteca senza orari per lettori notturni", "la biblioteca notturna"),
    Plot("politica", "Pista ciclabile lungo il canale, primi metri", "la pista ciclabile"),
    Plot("cronaca", "Frana sulla vecchia strada, nessun ferito", "la vecchia strada"),
)


def build(base: str, now: datetime) -> Site:
    stories = write_stories("it", CAST, PLOTS, now, ZoneInfo("Europe/Rome"))
    draft = Draft("root_slugs", base)
    for story in stories:
        draft.article(_path(story), story, _article(base, story, stories))
    draft.other("/", _list(base, TITLE, stories, "home blog"))
    _lists(draft, stories)
    _pages(draft, stories)
    dead = _feeds(draft, stories)
    _sitemaps(draft)
    draft.robots("User-agent: *", "Disallow: /wp-admin/", f"Sitemap: {base}/wp-sitemap.xml")
    return draft.finished(
        title=TITLE, languages=("it",), timezone="Europe/Rome", country="it", feeds=["/feed/"], dead_feeds=dead,
        sitemaps=["/wp-sitemap.xml", "/wp-sitemap-posts-post-1.xml"],
    )  # fmt: skip


def _path(story: Story) -> str:
    return f"/{story.slug}/"


def _lists(draft: Draft, stories: Sequence[Story]) -> None:
    base = draft.base
    for key, name in SECTIONS.items():
        own, older = [story for story in stories if story.section == key], f"/{key}/page/2/"
        head = f'<link rel="alternate" type="application/rss+xml" href="{base}/{key}/feed/" title="{name}">'
        draft.other(f"/{key}/", _list(base, name, own, "archive category", head, older=older))
        draft.other(older, _list(base, f"{name}, pagina 2", own[2:], "archive category paged"))
    for author in CAST.authors:
        own = [story for story in stories if story.author == author]
        draft.other(f"/author/{slug(author)}/", _list(base, author, own, "archive author"))
    for place in CAST.places:
        own = [story for story in stories if story.place == place]
        draft.other(f"/tag/{slug(place)}/", _list(base, place, own, "archive tag"))
    draft.other("/?s=ponte", _list(base, "Risultati per: ponte", stories[:4], "search search-results"))


def _pages(draft: Draft, stories: Sequence[Story]) -> None:
    for path, (title, text) in SERVICES.items():
        draft.other(f"/{path}/", _frame(draft.base, title, f"<h1>{title}</h1><p>{text}</p>", "page"))
    film = "<h1>La piena del fiume in novanta secondi</h1><video></video>"
    draft.other(
        "/video/la-piena-del-fiume-in-novanta-secondi/", _frame(draft.base, "La piena del fiume", film, "single-video")
    )
    shots = "<h1>Il mercato dei fiori, foto per foto</h1><p>1 di 22</p>"
    draft.other(
        "/gallerie/il-mercato-dei-fiori-foto-per-foto/",
        _frame(draft.base, "Il mercato dei fiori", shots, "single-gallery"),
    )


def _feeds(draft: Draft, stories: Sequence[Story]) -> dict[str, str]:
    """Writes all feeds, and returns those that must not be used, with the reason."""
    base = draft.base
    draft.file("/feed/", rss(TITLE, base + "/", entries(base, draft.stories)), RSS)
    comments = [
        Entry(f"{base}{_path(one)}#comment-{one.number}", f"Commenti su: {one.headline}", one.at, "Era ora.")
        for one in stories
    ]
    draft.file("/comments/feed/", rss(f"Commenti per {TITLE}", base + "/", comments), RSS)
    dead = {"/comments/feed/": "comments"}
    for key, name in SECTIONS.items():
        own = {path: story for path, story in draft.stories.items() if story.section == key}
        draft.file(f"/{key}/feed/", rss(f"{name} - {TITLE}", f"{base}/{key}/", entries(base, own)), RSS)
        dead[f"/{key}/feed/"] = "repeats /feed/"
    return dead


def _sitemaps(draft: Draft) -> None:
    base = draft.base
    lists = {
        "posts-post": [(base + path, story.at) for path, story in draft.stories.items()],
        "posts-page": [(f"{base}/{path}/", None) for path in SERVICES],
        "taxonomies-category": [(f"{base}/{key}/", None) for key in SECTIONS],
        "users": [(f"{base}/author/{slug(author)}/", None) for author in CAST.authors],
    }
    for name, addresses in lists.items():
        draft.file(f"/wp-sitemap-{name}-1.xml", sitemap(addresses))
    draft.file("/wp-sitemap.xml", sitemap_index((f"{base}/wp-sitemap-{name}-1.xml", None) for name in lists))


def _frame(base: str, title: str, main: str, classes: str, head: str = "") -> str:
    nav = "".join(f'<li class="menu-item"><a href="{base}/{key}/">{name}</a></li>' for key, name in SECTIONS.items())
    services = " ".join(f'<a href="{base}/{path}/">{title}</a>' for path, (title, _) in SERVICES.items())
    return f"""<!DOCTYPE html><html lang="it-IT"><head><meta charset="UTF-8"><title>{escape(title)} - {TITLE}</title>
<link rel="alternate" type="application/rss+xml" title="{TITLE} &raquo; Feed" href="{base}/feed/">
<link rel="alternate" type="application/rss+xml" title="{TITLE} &raquo; Feed dei commenti" href="{base}/comments/feed/">
<meta property="og:locale" content="it_IT">{head}</head>
<body class="{classes}"><div id="page"><header id="masthead"><p class="site-title"><a href="{base}/">{TITLE}</a></p>
<ul id="primary-menu">{nav}<li class="menu-item">
<a href="{base}/video/la-piena-del-fiume-in-novanta-secondi/">Video</a></li>
<li class="menu-item"><a href="{base}/gallerie/il-mercato-dei-fiori-foto-per-foto/">Gallerie</a></li></ul></header>
<div id="content">{main}</div><aside id="secondary"><section class="widget"><h2>La Voce a casa tua</h2>
<p>Ogni sabato, con l'inserto dei giochi.</p></section></aside>
<footer id="colophon"><p>La Voce del Trasone è una testata registrata, Castel Trasone, Italia.</p>{services}
<a href="{base}/?s=ponte">Tutto sul ponte</a></footer></div></body></html>"""


def _list(base: str, title: str, stories: Sequence[Story], classes: str, head: str = "", older: str = "") -> str:
    rows = "".join(
        f'<article class="post"><h2 class="entry-title">'
        f'<a href="{base}{_path(story)}" rel="bookmark">{escape(story.headline)}</a></h2>'
        f'<div class="entry-summary"><p>{escape(story.teaser[:140])} [&hellip;]</p></div></article>\n'
        for story in stories
    )
    link = f'<a class="next" href="{base}{older}">Articoli meno recenti</a>' if older else ""
    return _frame(base, title, f'<h1 class="page-title">{escape(title)}</h1>{rows}{link}', classes, head)


def _article(base: str, story: Story, stories: Sequence[Story]) -> str:
    text = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in story.paragraphs)
    recent = "".join(f'<li><a href="{base}{_path(other)}">{escape(other.headline)}</a></li>' for other in stories[:5])
    main = f"""<article id="post-{story.number}" class="post type-post"><header class="entry-header">
<h1 class="entry-title">{escape(story.headline)}</h1><div class="entry-meta"><span class="posted-on">
{story.when}</span>
<span class="byline">di <a href="{base}/author/{slug(story.author)}/">{story.author}</a></span></div></header>
<div class="entry-content">{text}
<div class="sharedaddy"><p>Condividi questo articolo con chi non l'ha letto</p></div></div>
<footer class="entry-footer"><a href="{base}/{story.section}/">
{SECTIONS[story.section]}</a> <a href="{base}/tag/{slug(story.place)}/">{story.place}</a></footer></article>
<div class="recent"><h2>Articoli recenti</h2><ul>{recent}</ul></div>"""
    head = f"""<link rel="canonical" href="{base}{_path(story)}"><meta property="og:type" content="article">
<meta property="article:published_time" content="{story.at.isoformat()}">
<meta name="author" content="{story.author}">"""
    return _frame(base, story.headline, main, f"single single-post postid-{story.number}", head)
