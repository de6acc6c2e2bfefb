"""Home pages: which links look like articles (for outlets without feed and sitemap), and which feeds are declared."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote, urlsplit

from lxml import html
from lxml.etree import ParserError

from newsarchive.discovery.listing import plain_headline
from newsarchive.extraction.page.decoding import decode
from newsarchive.outlet import Outlet, is_home
from newsarchive.records import Sighting
from newsarchive.text import clean_text, count_words
from newsarchive.urls import resolve

MAX_LINKS = 1_000
# A link with fewer words is "Read more", a section or a name.
_HEADLINE_WORDS = 4
_MAX_HEADLINE_LENGTH = 300
# How many levels above a link its teaser box may be.
_CARD_DEPTH = 2

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")
_COMMENTS = re.compile(r"/comments?(/|\b)|[?&]feed=comments")

_DATE_IN_PATH = re.compile(r"/(?:19|20)\d\d[/-]?(?:\d\d?|[a-z]{3})(?:[/-]?\d\d?)?(?=[/-]|$)")
_NUMBER = re.compile(r"\d{5,}")
_WORD = re.compile(r"[^\W\d_]{2,}")
# Folders of pages that are not articles, from the addresses of the outlets in the catalogue.
NOT_ARTICLES = {
    "about", "account", "advertise", "auteur", "auteurs", "author", "authors", "autor",
    "autore", "autoren", "categoria", "categorie", "categories", "category", "contact", "cookies", "download",
    "etiket", "etiqueta", "feed", "feeds", "galleries", "help", "horoscope", "jobs", "kategori", "kategoria",
    "kategorie", "konu", "login", "logout", "newsletter", "newsletters", "page", "people", "person", "podcast",
    "podcasts", "privacy", "profile", "register", "rss", "schlagwort", "search", "section", "sections", "shop",
    "signin", "signup", "sitemap", "store", "subscribe", "subscription", "tag", "tagged", "tags", "tema", "temas",
    "thema", "theme", "themen", "topic", "topics", "user", "users", "weather", "wetter", "yazar", "yazarlar",
}  # fmt: skip
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|xml|rss|css|js|ico|zip|apk)$", re.IGNORECASE)


def find_links(body: bytes, base_url: str, outlet: Outlet, charset: str | None = None) -> list[Sighting]:
    """The links of a home page that look like articles of outlet, in page order, each address once.

    The outlet's own address rules decide if it has any. Otherwise an article's address has a date, a long number or a
    slug of several words, and its link has a headline as text. Never raises for bad markup.
    """
    texts = {
        url: text for url, text in page_links(body, base_url, charset, outlet.language).items() if outlet.wants(url)
    }
    wanted = (url for url in texts if outlet.article_urls or looks_like_article(url, texts[url]))
    return [Sighting(url, base_url, "home", _headline(texts[url])) for url in islice(wanted, MAX_LINKS)]


def find_feeds(body: bytes, base_url: str, charset: str | None = None) -> list[str]:
    """The feeds that a page declares in its head, as web addresses, each once; feeds of comments are left out."""
    tree = parse_page(body, charset)
    if tree is None:
        return []
    base = base_of(tree, base_url)
    declared = (
        resolve(base, link.get("href") or "")
        for link in tree.iter("link")
        if "alternate" in (link.get("rel") or "").lower().split()
        and (link.get("type") or "").partition(";")[0].strip().lower() in _FEED_TYPES
    )
    return list(dict.fromkeys(url for url in declared if url and not _COMMENTS.search(url)))


def page_links(body: bytes, base_url: str, charset: str | None = None, language: str | None = None) -> dict[str, str]:
    """Every web address that a page links, in page order, with the longest text of its links.

    The text of a link is the heading inside it if it has one; it may be empty.
    """
    texts: dict[str, str] = {}
    for url, text in _links(body, base_url, charset, language):
        texts[url] = max(texts.get(url, ""), text, key=len)
    return texts


def looks_like_article(url: str, text: str = "") -> bool:
    """Whether the address and text of a link look like an article, not like a section or a service."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    segments = [segment for segment in path.lower().split("/") if segment]
    if is_home(url, "") or _FILE.search(path) or not NOT_ARTICLES.isdisjoint(segments):
        return False
    is_headline = _headline(text) is not None
    words = max((len(_WORD.findall(segment)) for segment in segments), default=0)
    has_number = _NUMBER.search(path + "?" + parts.query) is not None
    if _DATE_IN_PATH.search(path):
        return is_headline or words >= 2 or has_number
    # Sections have names of up to four words ("middle-east-and-africa"), and the texts of their links repeat the names.
    return words >= 5 or (is_headline and (words >= 3 or has_number))


def _headline(text: str) -> str | None:
    fits = count_words(text) >= _HEADLINE_WORDS and len(text) <= _MAX_HEADLINE_LENGTH
    return text if fits else None


def _links(body: bytes, base_url: str, charset: str | None, language: str | None) -> Iterator[tuple[str, str]]:
    """Every web address that a page links, with the longest of the link's heading, text and title."""
    tree = parse_page(body, charset, language)
    if tree is None:
        return
    base = base_of(tree, base_url)
    headlines = list(islice(tree.iter("h1"), 2))
    # The only h1 of a page is the headline of the page itself.
    own = headlines[0] if len(headlines) == 1 else None
    for link in tree.iter("a", "area"):
        url = resolve(base, link.get("href") or "")
        if url is not None:
            yield url, max(_texts(link, own), key=lambda text: (_headline(text) is not None, len(text)))


def _texts(link: html.HtmlElement, own: html.HtmlElement | None) -> Iterator[str]:
    # One link may surround headline, standfirst and time of a teaser: then the heading is the headline.
    heading = next(link.iter("h1", "h2", "h3", "h4"), None)
    if heading is not None and (text := _text(heading)):
        yield text
        return
    yield _text(link)
    yield _heading_beside(link, own)
    yield from (plain_headline(link.get(name)) or "" for name in ("title", "aria-label"))


def _heading_beside(link: html.HtmlElement, own: html.HtmlElement | None) -> str:
    """The only heading of the teaser box that contains a link such as "Read more"; "" if it has none or several.

    The page's own headline does not count, nor a heading that links elsewhere, next to which sections and authors are
    linked.
    """
    for above in islice(link.iterancestors("article", "li", "div", "section"), _CARD_DEPTH):
        headings = list(islice(above.iter("h1", "h2", "h3", "h4"), 2))
        if headings:
            is_its_own = headings[0] is not own and not _links_elsewhere(headings[0], link)
            return _text(headings[0]) if len(headings) == 1 and is_its_own and above.find(".//nav") is None else ""
    return ""


def _links_elsewhere(heading: html.HtmlElement, link: html.HtmlElement) -> bool:
    around = (*heading.iter("a"), *heading.iterancestors("a"))
    return any(other.get("href") and other.get("href") != link.get("href") for other in around)


def _text(element: html.HtmlElement) -> str:
    return clean_text(" ".join(element.itertext()))


def base_of(tree: html.HtmlElement, base_url: str) -> str:
    """The address that the links of a page are relative to: what the page declares, or else base_url."""
    declared = next((element.get("href") for element in tree.iter("base") if element.get("href")), None)
    return (resolve(base_url, declared) if declared else None) or base_url


def parse_page(body: bytes, charset: str | None, language: str | None = None) -> html.HtmlElement | None:
    """The tree of a page without its comments; None if nothing is left."""
    text = decode(body, f"charset={charset}" if charset else None, language).replace("\0", "")
    # huge_tree: otherwise the parser drops everything deeper than 256 elements; its limit is then 2,048.
    parser = html.HTMLParser(encoding="utf-8", recover=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree: html.HtmlElement | None = html.document_fromstring(text.encode(), parser=parser)
    except (ParserError, AssertionError):
        # An empty page, or a page that has only comments.
        return None
    return tree
