"""German, Austria: three feeds are declared in the head. One is a 404, one stopped years ago, one has comments.

The feed that works is at the common place /feed and is not declared. Markup of div elements; times in meta elements
with their offset.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from sites.formats import Entry, atom, entries, rss
from sites.model import RSS, Draft, Site
from sites.stories import Cast, Plot, Story, slug, write_stories

TITLE = "Donauwinkel Bote"
DEAD_FEEDS = {
    "/rss.xml": "404",
    "/feeds/alle.xml": "its newest entry is years old",
    "/feeds/kommentare.xml": "comments",
}
OLD = timedelta(days=2_500)
SECTIONS = {"chronik": "Chronik", "wirtschaft": "Wirtschaft", "kultur": "Kultur", "sport": "Sport"}
CAST = Cast(
    places=("Oberwinkel", "Sankt Radegund am See", "Kaltenleiten", "Mühlgraben"),
    people=("Ilse Brandstätter", "Franz Hofegger", "Amira Delić", "Josef Pichlmayr", "Theres Aigner"),
    offices=("das Bauamt", "die Landesstraßenverwaltung", "der Gemeindeverband"),
    authors=("Katharina Moser", "Lukas Reitinger", "Eva Stöckl"),
)
PLOTS = (
    Plot("chronik", "Alte Seilbahn am Winkelkogel fährt nach neun Jahren wieder", "die alte Seilbahn"),
    Plot("wirtschaft", "Glashütte stellt als erste im Land auf Wasserstoff um", "die Glashütte"),
    Plot("kultur", "Orgel der Stiftskirche verstummt bis zum Herbst", "die Orgel der Stiftskirche"),
    Plot("sport", "Ruderverein holt sich den Pokal vom Nachbarsee zurück", "der Pokal der Ruderer"),
    Plot("chronik", "Hochwasserschutz am Mühlgraben wird teurer als gedacht", "der Hochwasserschutz"),
    Plot("wirtschaft", "Bäckerei backt nur noch nachts und liefert mit dem Rad", "die Nachtbäckerei"),
    Plot("kultur", "Wandertheater spielt im leeren Getreidespeicher", "das Wandertheater"),
    Plot("sport", "Eisstockschützen streiten um die neue Halle", "die neue Halle"),
    Plot("chronik", "Storchenpaar blockiert Sanierung des Rathausdaches", "das Rathausdach"),
    Plot("wirtschaft", "Letzte Fähre über die Donau sucht einen Kapitän", "die letzte Fähre"),
    Plot("kultur", "Museum zeigt Funde aus dem trockenen Stausee", "die Ausstellung im Museum"),
    Plot("sport", "Bergläuferin gewinnt trotz verlorenem Schuh", "der Lauf auf den Winkelkogel"),
    Plot("chronik", "Bürgerbus ins Seitental fährt nun auch am Sonntag", "der Bürgerbus"),
)


def build(base: str, now: datetime) -> Site:
    stories = write_stories("de", CAST, PLOTS, now, ZoneInfo("Europe/Vienna"), first_number=3_000_417_288)
    draft = Draft("dead_feed", base)
    for story in stories:
        draft.article(_path(story), story, _article(base, story, stories))
    draft.other("/", _list(TITLE, stories, base))
    _lists(draft, stories)
    _pages(draft, stories)
    _feeds(draft, stories)
    draft.robots("User-agent: *", "Disallow: /abo/")
    return draft.finished(
        title=TITLE, languages=("de",), timezone="Europe/Vienna", country="at", feeds=["/feed"], dead_feeds=DEAD_FEEDS
    )


def _feeds(draft: Draft, stories: Sequence[Story]) -> None:
    draft.file("/feed", atom(TITLE, draft.base + "/", entries(draft.base, draft.stories)))
    old = [
        Entry(f"{draft.base}/archiv/{slug(f'{place} {what}')}.html", f"{place} {what}", stories[0].at - OLD, "")
        for place in CAST.places
        for what in ("feiert den Kirtag", "wählt den Bürgermeister", "stellt den Maibaum auf")
    ]
    draft.file("/feeds/alle.xml", rss(TITLE, draft.base + "/", old), RSS)
    comments = [
        Entry(
            f"{draft.base}{_path(story)}#kommentar-{number}", f"Kommentar von Leser {number}", story.at, "Na endlich!"
        )
        for number, story in enumerate(stories, 500)
    ]
    draft.file("/feeds/kommentare.xml", rss(f"{TITLE}: Kommentare", draft.base + "/", comments), RSS)


def _path(story: Story) -> str:
    return f"/story/{story.number}/{story.slug}"


def _lists(draft: Draft, stories: Sequence[Story]) -> None:
    for key, name in SECTIONS.items():
        draft.other(f"/{key}", _list(name, [story for story in stories if story.section == key], draft.base))
    for author in CAST.authors:
        draft.other(
            f"/redaktion/{slug(author)}", _list(author, [one for one in stories if one.author == author], draft.base)
        )
    for place in CAST.places:
        draft.other(f"/thema/{slug(place)}", _list(place, [one for one in stories if one.place == place], draft.base))


def _pages(draft: Draft, stories: Sequence[Story]) -> None:
    for path, title, text in (
        (
            "/video/3000417001/so-klingt-die-groste-glocke-im-land",
            "Video: So klingt die größte Glocke im Land",
            "Dauer: 1:48 Minuten",
        ),
        (
            "/bilder/3000416950/die-schonsten-krippen-des-winters",
            "Bilder: Die schönsten Krippen des Winters",
            "Bild 1 von 24",
        ),
        ("/impressum", "Impressum", "Donauwinkel Bote Verlag, Stiftsgasse 3, 4099 Oberwinkel, Österreich"),
        ("/datenschutz", "Datenschutz", "Wir speichern, was wir müssen, und löschen es nach 30 Tagen."),
    ):
        draft.other(path, _frame(title, f'<div class="c-plain">{text}</div>', draft.base))
    draft.other("/suche?begriff=see", _list("Suche: see", stories[2:7], draft.base))


def _frame(title: str, main: str, base: str, head: str = "") -> str:
    declared = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{base}{path}" title="{TITLE}">' for path in DEAD_FEEDS
    )
    nav = "".join(f'<div class="n-i"><a href="{base}/{key}">{name}</a></div>' for key, name in SECTIONS.items())
    return f"""<!doctype html><html lang="de-AT"><head><meta charset="utf-8"><title>{escape(title)} - {TITLE}</title>
{declared}{head}</head>
<body><div class="h"><div class="logo"><a href="{base}/">{TITLE}</a></div><div class="n">{nav}
<div class="n-i"><a href="{base}/video/3000417001/so-klingt-die-groste-glocke-im-land">Video</a></div>
<div class="n-i"><a href="{base}/bilder/3000416950/die-schonsten-krippen-des-winters">Bilder</a></div></div></div>
<div class="w"><div class="w-l">{main}</div>
<div class="w-r"><div class="box"><div class="box-t">Das Abo zum Frühling</div>
<div class="box-x">Vier Wochen lesen, zwei bezahlen.</div></div></div></div>
<div class="f"><div>© Donauwinkel Bote, Oberwinkel</div><div>
<a href="{base}/impressum">Impressum</a> <a href="{base}/datenschutz">Datenschutz</a>
<a href="{base}/suche?begriff=see">Alles vom See</a></div></div></body></html>"""


def _list(title: str, stories: Sequence[Story], base: str) -> str:
    rows = "".join(
        f'<div class="t"><a href="{base}{_path(story)}"><div class="t-k">{SECTIONS[story.section]}</div>'
        f'<div class="t-h">{escape(story.headline)}</div></a>'
        f'<div class="t-x">{escape(story.teaser[:90])} …</div></div>\n'
        for story in stories
    )
    return _frame(title, f'<div class="l-t">{escape(title)}</div>{rows}', base)


def _article(base: str, story: Story, stories: Sequence[Story]) -> str:
    read = "".join(
        f'<div class="m-i"><a href="{base}{_path(other)}">{escape(other.headline)}</a></div>' for other in stories[:4]
    )
    text = "".join(f'<div class="c-p">{escape(paragraph)}</div>\n' for paragraph in story.paragraphs)
    main = f"""<div class="c"><div class="c-k"><a href="{base}/{story.section}">{SECTIONS[story.section]}</a></div>
<h1 class="c-h">{escape(story.headline)}</h1>
<div class="c-a">Von <a href="{base}/redaktion/{slug(story.author)}">{story.author}</a> | {story.when}</div>
<div class="c-b">{text}
<div class="c-p">Hinweise an die Redaktion nimmt das Postamt Oberwinkel unter Fach 12 entgegen.</div></div>
<div class="c-s"><a href="{base}/thema/{slug(story.place)}">{story.place}</a></div></div>
<div class="m"><div class="m-t">Meistgelesen</div>{read}</div>"""
    head = f"""<meta property="og:type" content="article">
<meta property="og:title" content="{escape(story.headline)}">
<meta property="article:published_time" content="{story.at.isoformat()}"><meta name="author" content="{story.author}">
<link rel="canonical" href="{base}{_path(story)}">"""
    return _frame(story.headline, main, base, head)
